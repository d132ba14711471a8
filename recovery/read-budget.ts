import type { Clock } from '../platform/clock';
import type { Millis } from './terms';

/** What a run in the background may ask of Graph. */
export interface ReadBudget {
  /** Takes so many reads; false where they are not left, or time is up. */
  take(reads: number): boolean;
}

export function readBudget(clock: Clock, most: number, withinMs: Millis): ReadBudget {
  const end = clock.now() + withinMs;
  let left = most;
  return {
    take: (reads) => {
      if (reads > left || clock.now() >= end) return false;
      left -= reads;
      return true;
    },
  };
}
