/** Where "now" comes from. Time is an input everywhere, so that tests move it and never wait for it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Off by less is rounding: services say their time in whole seconds. */
const ROUNDING_MS = 2_000;

/**
 * A machine's clock, set by what another one says of it: deadlines are written by one process and read by others, so all
 * of them have to mean the same moment by the same number.
 */
export class AgreedClock implements Clock {
  #ahead = 0;

  constructor(private readonly machine: Clock) {}

  now(): number {
    return this.machine.now() - this.#ahead;
  }

  /** This clock was found to be ahead by so much. True when that was worth a correction. */
  correct(aheadMs: number): boolean {
    if (Math.abs(aheadMs) <= ROUNDING_MS) return false;
    this.#ahead += aheadMs;
    return true;
  }
}
