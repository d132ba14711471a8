import type { FaultKind } from './fault-plan';

interface Hit {
  readonly at: number;
  /** The process that was hit; nothing where all were. */
  readonly who: string | undefined;
}

/** Faults whose trace is a thing done late or twice, rather than not at all. */
const LATE: ReadonlySet<FaultKind> = new Set([
  ...(['freezeBefore', 'freezeAfter', 'answerLost', 'effectLate', 'clockJump', 'effectLost'] as const),
]);

/** When which process was hit: an exception of a promise holds near a hit, not in a whole run. */
export class Disturbances {
  readonly #all: Hit[] = [];
  readonly #late: Hit[] = [];

  add(kind: FaultKind, at: number, name: string): void {
    const hit: Hit = { at, who: kind === 'clockJump' ? undefined : name };
    this.#all.push(hit);
    if (LATE.has(kind)) this.#late.push(hit);
  }

  /** Whether this process, or all of them, were hit by anything in this time. */
  hit(who: string, from: number, until: number): boolean {
    return this.#all.some((one) => (one.who === undefined || one.who === who) && one.at >= from && one.at <= until);
  }

  /** Whether any process was stopped, or did something late, in this time. */
  late(from: number, until: number): boolean {
    return this.#late.some(({ at }) => at >= from && at <= until);
  }
}
