import type { Clock } from '../../platform/clock';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

const isBefore = (one: Due, other: Due): boolean => (one.at === other.at ? one.order < other.order : one.at < other.at);

/** A clock that jumps to the next thing that is due; nobody waits for real. */
export class VirtualTime implements Clock {
  readonly #heap: Due[] = [];
  #now = 0;
  #order = 0;

  now(): number {
    return this.#now;
  }

  /** Resolves when so much virtual time has passed. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#push({ at: this.#now + Math.max(0, ms), order: (this.#order += 1), act: resolve });
    });
  }

  /** Runs until nothing is due any more. */
  async run(): Promise<void> {
    for (;;) {
      // Whatever was woken goes on until it waits again.
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#pop();
      if (next === undefined) return;
      this.#now = next.at;
      next.act();
      this.#wakeAllNow();
    }
  }

  #wakeAllNow(): void {
    for (let top = this.#heap[0]; top !== undefined && top.at === this.#now; top = this.#heap[0]) this.#pop()?.act();
  }

  #push(due: Due): void {
    const heap = this.#heap;
    heap.push(due);
    for (let at = heap.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  #pop(): Due | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || top === last) return top;
    heap[0] = last;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const smaller = this.#smaller(left, right);
      if (smaller === undefined || !this.#swapIfBefore(smaller, at)) return top;
      at = smaller;
    }
  }

  #smaller(left: number, right: number): number | undefined {
    const [one, other] = [this.#heap[left], this.#heap[right]];
    if (one === undefined) return undefined;
    return other !== undefined && isBefore(other, one) ? right : left;
  }

  /** Puts the one at `at` in the place of `above` when it is due earlier. */
  #swapIfBefore(at: number, above: number): boolean {
    const [one, other] = [this.#heap[at], this.#heap[above]];
    if (one === undefined || other === undefined || !isBefore(one, other)) return false;
    this.#heap[above] = one;
    this.#heap[at] = other;
    return true;
  }
}
