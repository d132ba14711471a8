import type { Cap } from './policy-settings';
import type { Millis, ObjectId } from './terms';

/** One thing that counts, e.g. an opening or a card. */
export interface Mark {
  /** The same mark counts once, however often it is tried. */
  readonly id: string;
  /** People it comes from; absent where that does not matter. */
  readonly causes?: readonly ObjectId[];
}

export interface Limit extends Cap {
  /** At most so many of one cause, in a window of its own. */
  readonly perCause?: Cap;
}

/** What a window is full of: everything, or what one cause sent; or its record did not hold and counts as full. */
export type Over = 'cap' | 'cause' | 'record';

export type Tallied =
  | { readonly kind: 'counted' }
  | {
      readonly kind: 'full';
      readonly over: Over;
      /** When a place is free at the earliest. */
      readonly freeAt: Millis;
      /** Who sent too many. */
      readonly cause?: ObjectId;
    };

interface Marked extends Mark {
  readonly at: Millis;
}

/** Many that are counted together, and leave the window together, with the last of them. */
interface Heap {
  readonly at: Millis;
  readonly count: number;
}

/** What happened within a window, oldest first. Bounded whatever the cap: the newest one by one, what is older in heaps. */
export interface Tally {
  readonly marks: readonly Marked[];
  readonly older: readonly Heap[];
  /** Set where the record before this one did not hold: full from then on, for one window. */
  readonly shutAt?: Millis;
  /** When somebody was told last that the window is full, by what it is full of. */
  readonly told?: Readonly<Partial<Record<Over, Millis>>>;
}

export const EMPTY: Tally = { marks: [], older: [] };
const MOST_MARKS = 100;
const MOST_HEAPS = 50;

const lengthOf = ({ windowMs, perCause }: Limit): Millis => Math.max(windowMs, perCause?.windowMs ?? 0);

/** Without what has left the window. */
function current(tally: Tally, limit: Limit, now: Millis): Tally {
  const isIn = ({ at }: { readonly at: Millis }): boolean => at > now - lengthOf(limit);
  const { shutAt, ...rest } = tally;
  const kept = { ...rest, marks: tally.marks.filter(isIn), older: tally.older.filter(isIn) };
  return shutAt !== undefined && shutAt > now - limit.windowMs ? { ...kept, shutAt } : kept;
}

/** The two heaps next to each other that came closest are one from now on. */
function narrowed(heaps: readonly Heap[]): readonly Heap[] {
  if (heaps.length <= MOST_HEAPS) return heaps;
  const gaps = heaps.slice(1).map(({ at }, index) => at - (heaps[index]?.at ?? 0));
  const closest = gaps.indexOf(Math.min(...gaps));
  return heaps.flatMap((heap, index) => {
    if (index === closest) return [];
    return index === closest + 1 ? [{ ...heap, count: heap.count + (heaps[closest]?.count ?? 0) }] : [heap];
  });
}

function withMark(tally: Tally, mark: Marked): Tally {
  const marks = [...tally.marks, mark].sort((one, other) => one.at - other.at);
  const [oldest] = marks;
  if (marks.length <= MOST_MARKS || oldest === undefined) return { ...tally, marks };
  return { ...tally, marks: marks.slice(1), older: narrowed([...tally.older, { at: oldest.at, count: 1 }]) };
}

/** When enough of these have left a window for one more; `undefined` while there is room. */
function fullUntil(heaps: readonly Heap[], { count, windowMs }: Cap, now: Millis): Millis | undefined {
  const within = heaps.filter(({ at }) => at > now - windowMs);
  let left = within.reduce((sum, heap) => sum + heap.count, 0);
  if (left < count) return undefined;
  for (const heap of within) {
    left -= heap.count;
    if (left < count) return heap.at + windowMs;
  }
  return now + windowMs;
}

const one = ({ at }: Marked): Heap => ({ at, count: 1 });

function overCause({ marks }: Tally, limit: Limit, mark: Mark, now: Millis): Tallied | undefined {
  const { perCause } = limit;
  if (perCause === undefined) return undefined;
  for (const cause of mark.causes ?? []) {
    const freeAt = fullUntil(marks.filter(({ causes }) => causes?.includes(cause)).map(one), perCause, now);
    if (freeAt !== undefined) return { kind: 'full', over: 'cause', cause, freeAt };
  }
  return undefined;
}

/** What becomes of one more now. Pure; `tally` is the given one where nothing is counted. */
export function countIn(
  given: Tally,
  limit: Limit,
  mark: Mark,
  now: Millis,
): { readonly tally: Tally; readonly result: Tallied } {
  const tally = current(given, limit, now);
  const full = (result: Tallied) => ({ tally: given, result });
  if (tally.marks.some(({ id }) => id === mark.id)) return full({ kind: 'counted' });
  if (tally.shutAt !== undefined) return full({ kind: 'full', over: 'record', freeAt: tally.shutAt + limit.windowMs });
  const freeAt = fullUntil([...tally.older, ...tally.marks.map(one)], limit, now);
  if (freeAt !== undefined) return full({ kind: 'full', over: 'cap', freeAt });
  const cause = overCause(tally, limit, mark, now);
  return cause === undefined
    ? { tally: withMark(tally, { ...mark, at: now }), result: { kind: 'counted' } }
    : full(cause);
}

/** True for whoever asks first within a window whether somebody was told. Pure. */
export function tellIn(
  tally: Tally,
  over: Over,
  windowMs: Millis,
  now: Millis,
): { readonly tally: Tally; readonly result: boolean } {
  const toldAt = tally.told?.[over];
  if (toldAt !== undefined && toldAt > now - windowMs) return { tally, result: false };
  return { tally: { ...tally, told: { ...tally.told, [over]: now } }, result: true };
}

/** As if nobody had been told. Pure. */
export function untoldIn(tally: Tally, over: Over): Tally {
  const { [over]: _told, ...told } = tally.told ?? {};
  return { ...tally, told };
}
