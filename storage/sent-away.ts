import type { PermitLane } from '../recovery/permits';
import type { Millis } from '../recovery/terms';

/** Where somebody stands in line. */
export interface Rank {
  readonly lane: PermitLane;
  readonly since: Millis;
}

interface Place extends Rank {
  readonly key: string;
  /** Expected back until then. */
  readonly until: Millis;
}

const FORGET_EVERY_MS = 1_000;

/** Passes first, then the older request. */
export function goesBefore(one: Rank, other: Rank): boolean {
  return one.lane === other.lane ? one.since < other.since : one.lane === 'first';
}

/** Who was told to come again, in their order. Thousands on a bad day, so nothing here looks at all of them per ask. */
export class SentAway {
  #places: Place[] = [];
  readonly #byKey = new Map<string, Place>();
  #forgotAt: Millis = -Infinity;

  /** How many of them go before this rank. */
  ahead(rank: Rank, now: Millis): number {
    if (now - this.#forgotAt >= FORGET_EVERY_MS) this.#forget(now);
    return this.#indexOf(rank);
  }

  add(key: string, { lane, since }: Rank, until: Millis): void {
    this.remove(key);
    const place = { key, lane, since, until };
    this.#places.splice(this.#indexOf(place), 0, place);
    this.#byKey.set(key, place);
  }

  remove(key: string): void {
    const place = this.#byKey.get(key);
    if (place === undefined) return;
    this.#byKey.delete(key);
    this.#places.splice(this.#places.indexOf(place, this.#indexOf(place)), 1);
  }

  /** The first place that does not go before this rank. */
  #indexOf(rank: Rank): number {
    let [low, high] = [0, this.#places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const place = this.#places[middle];
      if (place !== undefined && goesBefore(place, rank)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #forget(now: Millis): void {
    this.#forgotAt = now;
    const kept = this.#places.filter(({ until }) => until >= now);
    if (kept.length === this.#places.length) return;
    for (const { key, until } of this.#places) if (until < now) this.#byKey.delete(key);
    this.#places = kept;
  }
}
