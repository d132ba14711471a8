import type { ChainPoint, Leaf } from './anchor';
import type { Millis, RequestId } from './terms';

interface Anchored extends ChainPoint {
  readonly at: Millis;
}

interface Own extends ChainPoint {
  /** Entries before it that the same chain has, as far as that was seen. */
  readonly through: readonly ChainPoint[];
}

const DAY = 86_400_000;
/** A request that is still looked at is anchored anew after so long, so that who starts later need not read far back. */
export const ANCHOR_AGAIN_MS = 7 * DAY;

/** So many commits of one request between two anchors are told apart; beyond that it is verified once more. */
const MOST_THROUGH = 50;

const isAt = (one: ChainPoint | undefined, { seq, head }: ChainPoint): boolean => one?.seq === seq && one.head === head;

/**
 * How far the chains of a tenant's requests have come, as far as one instance knows: by the anchors, and by what it has
 * committed and verified itself since. Only memory: knowing too little finds less, and is never an alarm.
 */
export class KnownChains {
  readonly #anchored = new Map<RequestId, Anchored>();
  readonly #own = new Map<RequestId, Own>();

  /** Entries that the chain of this request must have, lowest first. */
  points(id: RequestId): readonly ChainPoint[] {
    const points = [this.#anchored.get(id), this.#own.get(id)];
    return points.filter((point) => point !== undefined).sort((one, other) => one.seq - other.seq);
  }

  /** A commit of this instance; `before` is absent where it has opened the request. */
  committed(id: RequestId, before: ChainPoint | undefined, after: ChainPoint): void {
    const own = this.#own.get(id);
    if (own !== undefined && own.seq >= after.seq) return;
    this.#own.set(id, { seq: after.seq, head: after.head, through: this.#throughTo(id, before) });
  }

  #throughTo(id: RequestId, before: ChainPoint | undefined): readonly ChainPoint[] {
    if (before === undefined) return [];
    const own = this.#own.get(id);
    const through = isAt(own, before) ? (own?.through ?? []) : [];
    return [...through, { seq: before.seq, head: before.head }].slice(-MOST_THROUGH);
  }

  /** The whole chain was verified, and has the entries `points`. */
  verified(id: RequestId, found: ChainPoint, points: readonly ChainPoint[], now: Millis): void {
    const [own, anchored] = [this.#own.get(id), this.#anchored.get(id)];
    if (own !== undefined && own.seq > found.seq) return;
    if (isAt(anchored, found) && now - (anchored?.at ?? 0) < ANCHOR_AGAIN_MS) this.#own.delete(id);
    else this.#own.set(id, { seq: found.seq, head: found.head, through: points });
  }

  /** An anchor says so. Where two say different things of the same entry the first one counts. */
  anchored({ id, seq, head }: Leaf, at: Millis): void {
    const before = this.#anchored.get(id);
    if (before !== undefined && (before.seq > seq || (before.seq === seq && before.head !== head))) return;
    this.#anchored.set(id, { seq, head, at });
    if (isAt(this.#own.get(id), { seq, head })) this.#own.delete(id);
  }

  /** What the next anchor has to say. */
  owed(): readonly Leaf[] {
    return [...this.#pending()]
      .filter(([id, own]) => this.#isSound(id, own))
      .map(([id, { seq, head }]) => ({ id, seq, head }));
  }

  /** What must be verified before: it may not be what was anchored, continued. */
  unsure(): readonly RequestId[] {
    return [...this.#pending()].filter(([id, own]) => !this.#isSound(id, own)).map(([id]) => id);
  }

  *#pending(): Generator<readonly [RequestId, Own]> {
    for (const [id, own] of this.#own) {
      const anchored = this.#anchored.get(id);
      // One that is anchored already is kept only where that was long ago.
      if (anchored === undefined || own.seq > anchored.seq || isAt(anchored, own)) yield [id, own];
    }
  }

  #isSound(id: RequestId, { through }: Own): boolean {
    const anchored = this.#anchored.get(id);
    return anchored === undefined || through.some((point) => isAt(anchored, point));
  }

  /** Requests of which an anchor of this moment or later tells. */
  anchoredSince(moment: Millis): readonly RequestId[] {
    return [...this.#anchored].filter(([, { at }]) => at >= moment).map(([id]) => id);
  }

  /** Whoever starts knows nothing of what was anchored so long ago. */
  forget(before: Millis): void {
    for (const [id, { at }] of this.#anchored) if (at < before) this.#anchored.delete(id);
  }

  /** After a restore: the store is as it is. */
  clear(): void {
    this.#anchored.clear();
    this.#own.clear();
  }
}
