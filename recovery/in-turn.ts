/** Runs jobs a few at a time, in the order in which they came. One that waits already is not added again. */
export class InTurn {
  readonly #waiting = new Map<string, () => Promise<void>>();
  #running = 0;

  constructor(private readonly mostAtOnce: number) {}

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** `job` must not reject. */
  add(key: string, job: () => Promise<void>): void {
    if (!this.#waiting.has(key)) this.#waiting.set(key, job);
    this.#next();
  }

  /** Somebody else did it, or nobody is to do it any more. */
  drop(key: string): void {
    this.#waiting.delete(key);
  }

  clear(): void {
    this.#waiting.clear();
  }

  #next(): void {
    for (const [key, job] of this.#waiting) {
      if (this.#running >= this.mostAtOnce) return;
      this.#waiting.delete(key);
      this.#running += 1;
      void job().finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }
}
