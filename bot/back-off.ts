import { EffectError, isTransient } from '../recovery/errors';
import type { Millis } from '../recovery/terms';

const FIRST_MS = 5_000;
const LAST_MS = 300_000;
const MOST_KEPT = 10_000;

/**
 * When to try Teams again: doubling from five seconds to five minutes for each failure in a row, never before Teams itself
 * allows, and up to half as long again by chance, so that not all who failed together come back together.
 */
export class BackOff {
  readonly #failures = new Map<string, number>();

  /** `random` gives numbers from 0 up to, not including, 1. */
  constructor(private readonly random: () => number) {}

  /** The error with the time to wait; one that will not pass by itself as it is. */
  failed(key: string, error: unknown): unknown {
    if (!(error instanceof EffectError) || !isTransient(error)) return error;
    const failures = (this.#failures.get(key) ?? 0) + 1;
    if (this.#failures.size >= MOST_KEPT) this.#failures.clear();
    this.#failures.set(key, failures);
    const own: Millis = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
    const retryAfterMs = Math.ceil(Math.max(own, error.retryAfterMs ?? 0) * (1 + this.random() / 2));
    return new EffectError(error.code, error.message, { retryAfterMs, cause: error });
  }

  worked(key: string): void {
    this.#failures.delete(key);
  }
}
