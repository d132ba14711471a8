/** Published: 3,000 writes in any 150 s, per app and tenant. */
export const QUOTA = { writes: 3_000, windowMs: 150_000 } as const;

/** Graph as far as its quota goes: takes a write, or answers 429. A refused write does not count. */
export class GraphQuota {
  readonly #taken: number[] = [];
  #oldest = 0;
  refused = 0;

  get accepted(): number {
    return this.#taken.length;
  }

  take(now: number): boolean {
    while ((this.#taken[this.#oldest] ?? Infinity) <= now - QUOTA.windowMs) this.#oldest += 1;
    if (this.#taken.length - this.#oldest >= QUOTA.writes) {
      this.refused += 1;
      return false;
    }
    this.#taken.push(now);
    return true;
  }
}
