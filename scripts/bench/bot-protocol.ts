import type { Call } from './outgoing-calls';

/** What the bench asks a bot in its own process, and what that answers. */
export interface Questions {
  /** User and system time of the process so far. Microseconds. */
  readonly cpu: number;
  /** Resident memory. Bytes. */
  readonly memory: number;
  /** Requests sent since this was last asked. */
  readonly calls: readonly Call[];
  /** Answered when nothing is in hand. */
  readonly idle: true;
  /** From now on no message of the queue is looked at; work that a press starts goes on. */
  readonly deaf: true;
  /** From now on nobody waits for a share of Graph's quota: that wait is not ours. */
  readonly unpaced: true;
  /** From now on nothing is done but answering presses. */
  readonly rest: true;
  /** From now on one presser has no more turns in hand than the product allows; `crowded`, its state at the start, lifts that. */
  readonly fair: true;
  readonly crowded: true;
}

export type Question = keyof Questions;

/** Parent to child. */
export type ToBot = { readonly begin: unknown } | { readonly id: number; readonly ask: Question };

/** A commit that the product made. */
export interface Committed {
  readonly type: string;
  readonly requestId: string;
  /** Milliseconds since the Unix epoch, with fractions. */
  readonly at: number;
}

/** Child to parent. */
export type FromBot =
  | { readonly port: number }
  | { readonly committed: Committed }
  | { readonly id: number; readonly answer: Questions[Question] };

/** Wall clock finer than a millisecond, the same in every process of this machine. */
export const preciseNow = (): number => performance.timeOrigin + performance.now();
