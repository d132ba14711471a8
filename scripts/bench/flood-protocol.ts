/** One request of the flood, signed and ready to be sent. */
export interface FloodCall {
  readonly kind: 'press' | 'message';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of what was sent since the last answer. */
export interface FloodCount {
  /** Presses that were answered, and those whose answer shows a request. */
  readonly pressed: number;
  readonly opened: number;
  readonly messages: number;
}

/** Bench to flood: where to send, what, and how far apart; then how many of them now. */
export type ToFlood =
  { readonly url: string; readonly everyMs: number; readonly calls: readonly FloodCall[] } | { readonly send: number };

/** Flood to bench: all of those are answered. */
export type FromFlood = FloodCount;
