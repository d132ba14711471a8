import type { Millis } from './terms';

/** So often a new link is sent for one request at somebody's word: it must not become a way to flood a phone. */
export const NEW_LINKS_AT_MOST = 5;
/** And so long after the one before. */
export const NEW_LINK_PAUSE_MS = 120_000;

/** New links that were asked for: each kills the links of before. */
export interface NewLinks {
  readonly times: number;
  /** When the last one was asked for. */
  readonly at: Millis;
}

interface WithLinks {
  readonly newLinks?: NewLinks;
  readonly linkSentAt?: Millis;
}

/** How many new links had been asked for when a link was made; only the newest number is good. */
export const linkNumber = ({ newLinks }: WithLinks): number => newLinks?.times ?? 0;

/** How long until another may be asked for, counted from the last that was asked for or went out. */
export function linkPauseMs({ newLinks, linkSentAt = 0 }: WithLinks, now: Millis): number {
  return Math.max(0, Math.max(linkSentAt, newLinks?.at ?? 0) + NEW_LINK_PAUSE_MS - now);
}
