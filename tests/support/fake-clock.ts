import type { Clock } from '../../platform/clock';
import type { Millis } from '../../recovery/terms';

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** A Monday morning. */
export const START: Millis = Date.parse('2026-08-03T09:00:00Z');

/** Time that only moves when a test says so. */
export class FakeClock implements Clock {
  #now: Millis;

  constructor(start: Millis = START) {
    this.#now = start;
  }

  now(): Millis {
    return this.#now;
  }

  advance(ms: number): void {
    if (ms < 0) throw new Error('time runs one way');
    this.#now += ms;
  }
}
