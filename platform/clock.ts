/** Where "now" comes from. Time is an input everywhere, so that tests move it and never wait for it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
