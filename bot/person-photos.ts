import type { Clock } from '../platform/clock';
import { withinMs } from '../platform/within-ms';
import type { Millis, ObjectId } from '../recovery/terms';

/** Throws where the directory cannot be read. */
export interface Photos {
  photo(tenantId: ObjectId, id: ObjectId): Promise<string | undefined>;
}

interface Known {
  readonly read: Promise<void>;
  readonly startedAt: Millis;
  until: Millis;
  photo?: string | undefined;
}

const REMEMBERED_MS = 60 * 60_000;
/** What cannot be read is not asked for at every card. */
const FAILURE_MS = 5 * 60_000;
/** Of 4 KB each. */
const MOST_REMEMBERED = 500;

/**
 * Photos for cards, as `data:` addresses. Remembered for an hour, also that somebody has none. Nobody waits longer for one
 * than they say; one that comes later is there for the next card.
 */
export class PersonPhotos {
  readonly #deps: { readonly photos: Photos; readonly clock: Clock };
  readonly #known = new Map<string, Known>();

  constructor(deps: { readonly photos: Photos; readonly clock: Clock }) {
    this.#deps = deps;
  }

  /** Waits so many milliseconds at most, counted from when the photo was first asked for. Never throws. */
  async find(tenantId: ObjectId, id: ObjectId, patienceMs: number): Promise<string | undefined> {
    const now = this.#deps.clock.now();
    const key = `${tenantId}/${id}`;
    const before = this.#known.get(key);
    const known = before !== undefined && before.until > now ? before : this.#read(key, tenantId, id);
    // Where the time is over already, work that is done still comes first.
    await withinMs(known.read, patienceMs - (now - known.startedAt));
    return known.photo;
  }

  #read(key: string, tenantId: ObjectId, id: ObjectId): Known {
    const { photos, clock } = this.#deps;
    const startedAt = clock.now();
    const read = photos.photo(tenantId, id).then(
      (photo) => {
        known.photo = photo;
      },
      () => {
        known.until = clock.now() + FAILURE_MS;
      },
    );
    const known: Known = { read, startedAt, until: startedAt + REMEMBERED_MS };
    this.#known.delete(key);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }
}
