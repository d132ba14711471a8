/**
 * What this instance has begun and not finished: calls that wait for their answer, and work whose answer comes later.
 * Once it drains, it takes nothing new.
 */
export class WorkInHand {
  readonly #running = new Set<Promise<unknown>>();
  #draining = false;

  get draining(): boolean {
    return this.#draining;
  }

  drain(): void {
    this.#draining = true;
  }

  /** Counts as in hand until it settles, either way. */
  track<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#running.add(settled);
    void settled.then(() => this.#running.delete(settled));
    return work;
  }

  /** Resolves when nothing is in hand, what begins meanwhile included. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
