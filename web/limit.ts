import type { Clock } from '../platform/clock';

export interface LimitSettings {
  readonly most: number;
  readonly windowMs: number;
}

interface Count {
  readonly since: number;
  readonly count: number;
}

/** A map that strangers fill does not grow without end; who is forgotten starts anew. */
const MOST_KEYS = 10_000;

/** How often something may happen in a while, by key, in this process. */
export class Limit {
  readonly #counts = new Map<string, Count>();

  constructor(
    private readonly clock: Clock,
    private readonly settings: LimitSettings,
  ) {}

  /** Counts one more. False when it is one too many. */
  allows(key: string): boolean {
    const now = this.clock.now();
    const known = this.#counts.get(key);
    const isOver = known === undefined || now >= known.since + this.settings.windowMs;
    const next = isOver ? { since: now, count: 1 } : { ...known, count: known.count + 1 };
    this.#counts.delete(key);
    this.#counts.set(key, next);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > MOST_KEYS && oldest !== undefined) this.#counts.delete(oldest);
    return next.count <= this.settings.most;
  }
}
