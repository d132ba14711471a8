import type { Millis, ObjectId } from './terms';

const DAY = 86_400_000;

/** Somebody who answers in a manager's place for some days, as the manager named them. */
export interface Delegation {
  /** Object id of the stand-in. */
  readonly delegate: ObjectId;
  readonly setAt: Millis;
  /** Exclusive. */
  readonly until: Millis;
}

/** A stolen session must not name an accomplice and use them before its owner has read of it. */
export const COUNTS_AFTER_MS: Millis = DAY;
/** At the longest, from the moment it is named. */
export const LONGEST_MS: Millis = 30 * DAY;

export const countsFrom = ({ setAt }: Pick<Delegation, 'setAt'>): Millis => setAt + COUNTS_AFTER_MS;

/** Also holds a row to the longest time that may be named, whatever it says. */
export function isInForce(delegation: Delegation, now: Millis): boolean {
  const { setAt, until } = delegation;
  return now >= countsFrom(delegation) && now < until && now < setAt + LONGEST_MS;
}

/** An end that can be named: after it begins to count, and not further away than is allowed. */
export function isEndAllowed(until: Millis | undefined, now: Millis): until is Millis {
  return until !== undefined && until > countsFrom({ setAt: now }) && until <= now + LONGEST_MS;
}
