import type { ObjectId } from '../recovery/terms';

/** So many messages of one tenant are in hand at a time, whatever those of others do. */
export const PLACES = 16;
/** A message that has its place for longer than the patience is slow. With so many of them, its tenant is. */
const SLOW = PLACES / 2;
const SECOND = 1_000;
const LONGEST_PUT_OFF_MS = 60_000;

export interface PlacesOptions {
  /** How many tenants are served: all of them together have `PLACES` each. */
  readonly tenants: number;
  readonly patienceMs: number;
  /** A clock that nobody sets, in milliseconds. */
  readonly now: () => number;
}

interface Held {
  /** Since when each message is in hand. */
  readonly since: Map<Promise<void>, number>;
  putOff: number;
}

/** Whose messages are in hand: none of a known shape belong to nobody. */
type Owner = ObjectId | undefined;

/** The messages in hand, by tenant, so that one whose Graph hangs takes the places of no other. */
export class Places {
  readonly #held = new Map<Owner, Held>();

  constructor(private readonly options: PlacesOptions) {}

  get inHand(): readonly Promise<void>[] {
    return [...this.#held.values()].flatMap(({ since }) => [...since.keys()]);
  }

  /**
   * How many messages may be asked for. While all tenants get on, as many as have a place whosever they are; for one that
   * is slow nobody waits, and what comes of it beyond its places has to be put off.
   */
  get room(): number {
    const together = PLACES * this.options.tenants - this.inHand.length;
    const getOn = [...this.#held.values()].filter((held) => !this.#isSlow(held));
    return Math.min(PLACES, together, ...getOn.map(({ since }) => PLACES - since.size));
  }

  hasRoomFor(owner: Owner): boolean {
    return (this.#held.get(owner)?.since.size ?? 0) < PLACES;
  }

  /** Until `work`, which must not reject, has ended. */
  take(owner: Owner, work: Promise<void>): void {
    const held = this.#held.get(owner) ?? { since: new Map<Promise<void>, number>(), putOff: 0 };
    this.#held.set(owner, held);
    held.since.set(work, this.options.now());
    void work.then(() => {
      held.since.delete(work);
      if (held.since.size < SLOW) held.putOff = 0;
      if (held.since.size === 0) this.#held.delete(owner);
    });
  }

  /** For how long the next message beyond the tenant's places goes back: they return as many a second as there are places. */
  putOffMs(owner: Owner): number {
    const held = this.#held.get(owner);
    if (held === undefined) return 0;
    held.putOff += 1;
    return Math.min(Math.ceil(held.putOff / PLACES) * SECOND, LONGEST_PUT_OFF_MS);
  }

  #isSlow({ since }: Held): boolean {
    const now = this.options.now();
    return [...since.values()].filter((begun) => now - begun >= this.options.patienceMs).length >= SLOW;
  }
}
