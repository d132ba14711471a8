import type { Clock } from '../../../platform/clock';
import { START } from '../../support/fake-clock';

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

const before = (one: Entry, other: Entry): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** Lets every promise that can go on do so: the domain waits for nothing but promises, and Node's next tick comes after them. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    process.nextTick(resolve);
  });

/**
 * Virtual time and the order of everything that happens in it. One thing happens at a time; all code that it wakes runs to
 * its next wait before the next thing happens, so that a run depends on the seed and on nothing else.
 */
export class Scheduler implements Clock {
  #now = START;
  #order = 0;
  readonly #heap: Entry[] = [];

  /** Called before each thing that happens. */
  onTick: () => void = () => undefined;

  now(): number {
    return this.#now;
  }

  at(time: number, run: () => void): void {
    this.#order += 1;
    this.#push({ at: time, order: this.#order, run });
  }

  in(ms: number, run: () => void): void {
    this.at(this.#now + ms, run);
  }

  /** Every clock moves forward at once, e.g. after a machine slept: what was due meanwhile happens late. */
  jump(ms: number): void {
    this.#now += ms;
  }

  /** Lets things happen until `time`, or until `done` says so. */
  async runUntil(time: number, done: () => boolean = () => false): Promise<void> {
    await settled();
    for (let next = this.#heap[0]; next !== undefined && next.at <= time; next = this.#heap[0]) {
      this.#pop();
      this.#now = Math.max(this.#now, next.at);
      this.onTick();
      next.run();
      await settled();
      if (done()) return;
    }
    this.#now = Math.max(this.#now, time);
    this.onTick();
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !before(entry, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const child = this.#smallerChild(place);
      const entry = heap[child];
      if (entry === undefined || !before(entry, last)) break;
      heap[place] = entry;
      place = child;
    }
    heap[place] = last;
  }

  #smallerChild(place: number): number {
    const [left, right] = [2 * place + 1, 2 * place + 2];
    const [one, other] = [this.#heap[left], this.#heap[right]];
    return one !== undefined && other !== undefined && before(other, one) ? right : left;
  }
}
