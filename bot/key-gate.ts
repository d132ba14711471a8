import type { Clock } from '../platform/clock';

const KEYS_LIVE_MS = 24 * 60 * 60_000;
/** Until the keys are asked for again. */
export const COOL_DOWN_MS = 5_000;
const MOST_KEYS = 50;

/** A check of a token. `verified` means that its key is known and its signature good. */
export type KeyCheck<T> = () => Promise<T>;

/**
 * The SDK fetches the channel's keys once per request until it has them, however many requests come at once, and offers
 * no hook. So tokens with a key that was never seen go one after the other: the first one fetches, the rest find it
 * there. Tokens with a known key never wait. When the keys cannot be fetched, the tokens that waited fail with the first
 * one and nobody asks again for five seconds.
 */
export class KeyGate {
  readonly #clock: Clock;
  readonly #known = new Set<string>();
  #knownSince = 0;
  #last: Promise<unknown> = Promise.resolve();
  #downUntil = 0;
  #downBecause: unknown;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `isOutage` tells errors that mean "no keys" from those that mean "bad token". */
  async run<T>(kid: string, check: KeyCheck<T>, isOutage: (error: unknown) => boolean): Promise<T> {
    if (this.#clock.now() - this.#knownSince > KEYS_LIVE_MS) this.#known.clear();
    if (this.#known.has(kid)) return check();
    const turn = this.#last.then(() => this.#alone(kid, check, isOutage));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #alone<T>(kid: string, check: KeyCheck<T>, isOutage: (error: unknown) => boolean): Promise<T> {
    if (this.#clock.now() < this.#downUntil) throw this.#downBecause;
    try {
      const result = await check();
      this.#remember(kid);
      return result;
    } catch (error) {
      if (isOutage(error)) this.#down(error);
      throw error;
    }
  }

  #remember(kid: string): void {
    if (this.#known.size === 0) this.#knownSince = this.#clock.now();
    if (this.#known.size < MOST_KEYS) this.#known.add(kid);
  }

  #down(error: unknown): void {
    this.#downUntil = this.#clock.now() + COOL_DOWN_MS;
    this.#downBecause = error;
  }
}
