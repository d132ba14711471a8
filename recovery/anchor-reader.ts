import type { AnchorFault, OpenAnchor } from './anchor';
import { isFault, openAnchor } from './anchor';
import { RecoveryError } from './errors';
import type { KeyRing } from './ports';
import type { ObjectId } from './terms';

/** The second place. What lies there is never overwritten. Throws `EffectError`. */
export interface AnchorStore {
  /** Number of the newest anchor; 0 where there is none. */
  newest(tenantId: ObjectId): Promise<number>;
  read(tenantId: ObjectId, number: number): Promise<string | undefined>;
  /** False where there is one of this number already. */
  create(tenantId: ObjectId, number: number, text: string): Promise<boolean>;
}

/** What lies under a number, or what is wrong with it. */
export type Read = (OpenAnchor | AnchorFault) & { readonly number: number };

const DAY = 86_400_000;
/** Whoever starts reads so far back: twice the time after which a live request is anchored anew. */
export const READ_BACK_MS = 14 * DAY;
const READ_AT_ONCE = 16;

/** Reads the anchors of one tenant, each by itself: whether they follow each other is another question. */
export class AnchorReader {
  constructor(
    private readonly deps: { readonly store: AnchorStore; readonly keys: KeyRing },
    private readonly tenantId: ObjectId,
  ) {}

  async read(number: number): Promise<Read> {
    return this.#open(number, await this.deps.store.read(this.tenantId, number));
  }

  /** The anchor of this number once it is there. Throws `RecoveryError` (`integrity`, `newer`) naming it where it does not hold. */
  async next(number: number): Promise<OpenAnchor | undefined> {
    const text = await this.deps.store.read(this.tenantId, number);
    return text === undefined ? undefined : sound(this.#open(number, text));
  }

  newest(): Promise<number> {
    return this.deps.store.newest(this.tenantId);
  }

  /** From a beginning that is old enough to the newest. Throws as `next` does. */
  async back(): Promise<readonly OpenAnchor[]> {
    const found: OpenAnchor[] = [];
    for await (const read of this.#backwards(await this.newest())) {
      found.unshift(sound(read));
      if (isBeginning(found)) break;
    }
    return found;
  }

  /** The whole line, from the first one on, whatever lies there. */
  async *all(): AsyncGenerator<Read> {
    const newest = await this.newest();
    for (let first = 1; first <= newest; first += READ_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(READ_AT_ONCE, newest - first + 1) }, (_, at) => first + at);
      yield* await Promise.all(numbers.map((number) => this.read(number)));
    }
  }

  /** Name of the last restore up to this number, whatever is wrong with others. */
  async lastRestored(number: number): Promise<string | undefined> {
    for await (const read of this.#backwards(number)) {
      if (!isFault(read) && read.anchor.restored !== undefined) return read.anchor.restored;
    }
    return undefined;
  }

  async *#backwards(from: number): AsyncGenerator<Read> {
    for (let last = from; last > 0; last -= READ_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(READ_AT_ONCE, last) }, (_, at) => last - at);
      yield* await Promise.all(numbers.map((number) => this.read(number)));
    }
  }

  #open(number: number, text: string | undefined): Read {
    return { number, ...openAnchor(this.deps.keys, { tenantId: this.tenantId, number }, text) };
  }
}

/** Throws `RecoveryError` (`integrity`, `newer`) naming the anchor where it does not hold. */
export function sound(read: Read): OpenAnchor {
  return isFault(read) ? failAt(read.number, read.why, read.newer) : read;
}

export function failAt(number: number, why: string, newer?: true): never {
  throw new RecoveryError(newer === true ? 'newer' : 'integrity', `anchor ${String(number)}: ${why}`);
}

/** The first of all, of a restore, or of a day that is long ago. */
function isBeginning([first, ...later]: readonly OpenAnchor[]): boolean {
  if (first === undefined) return false;
  const { number, count, leaves, at, restored } = first.anchor;
  if (number === 1 || restored !== undefined) return true;
  const newest = later.at(-1)?.anchor.at ?? at;
  return count === leaves.length && at < newest - READ_BACK_MS;
}
