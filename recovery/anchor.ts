import { canonicalJson, CHAIN_START, SCHEMA_VERSION, type SealedEntry } from './audit';
import { dayAfter, dayOf } from './day';
import { currentMac } from './mac';
import { MerkleTree } from './merkle-tree';
import type { KeyRing } from './ports';
import type { Millis, ObjectId, RequestId } from './terms';

/** One entry of a chain: its number and its hash. Whoever knows it knows what the whole chain was up to there. */
export interface ChainPoint {
  readonly seq: number;
  readonly head: string;
}

/** How far the chain of a request had come. */
export interface Leaf extends ChainPoint {
  readonly id: RequestId;
}

/**
 * How far the requests of a tenant had come that have changed since the anchor before. It is chained to that one, and lies
 * outside the store of the requests.
 */
export interface Anchor {
  readonly v: number;
  readonly tenantId: ObjectId;
  /** From 1 on, without a gap. */
  readonly number: number;
  /** `YYYYMMDD`, UTC: the day in which it was made, or the one that it closes. */
  readonly day: string;
  readonly at: Millis;
  readonly leaves: readonly Leaf[];
  /** Leaves of the day so far, these included. */
  readonly count: number;
  /** Merkle root over the leaves of the day so far. */
  readonly root: string;
  /** Hash of the anchor before. */
  readonly prev: string;
  /** The last one of its day. */
  readonly closes?: true;
  /** Name of a restore: what was anchored before it does not bind the store any more. */
  readonly restored?: string;
}

/** Where the line of anchors ends, with all that the next one needs. */
export interface Tip {
  readonly number: number;
  readonly hash: string;
  readonly day: string;
  readonly closed: boolean;
  /** Leaves of that day. */
  readonly tree: MerkleTree;
}

export type AnchorFault = { readonly why: string; readonly newer?: true };
export type OpenAnchor = { readonly anchor: Anchor; readonly hash: string };

const PURPOSE = 'anchor';
/** Larger ones are not read: nobody but an intruder makes them. */
const MOST_CHARACTERS = 4_000_000;

export const isFault = (one: object): one is AnchorFault => 'why' in one;

const leafText = ({ id, seq, head }: Leaf): string => canonicalJson([id, seq, head]);

export interface NextAnchor {
  readonly tenantId: ObjectId;
  readonly at: Millis;
  readonly day: string;
  readonly leaves: readonly Leaf[];
  readonly closes?: true;
  readonly restored?: string;
}

/** The day's leaves that an anchor adds to: none at the first of a day, and none after a restore. */
function treeBefore(tip: Tip | undefined, next: Pick<Anchor, 'day' | 'restored'>): MerkleTree {
  return tip?.day === next.day && next.restored === undefined ? tip.tree : MerkleTree.EMPTY;
}

/** The anchor after `tip` as it is kept, and the end of the line with it. */
export function sealAnchor(
  keys: KeyRing,
  tip: Tip | undefined,
  next: NextAnchor,
): { readonly anchor: Anchor; readonly text: string; readonly tip: Tip } {
  const tree = treeBefore(tip, next).with(next.leaves.map(leafText));
  const place = { v: SCHEMA_VERSION, number: (tip?.number ?? 0) + 1, prev: tip?.hash ?? CHAIN_START };
  const anchor: Anchor = { ...next, ...place, count: tree.size, root: tree.root };
  const bytes = canonicalJson(anchor);
  const hash = currentMac(keys, PURPOSE, bytes);
  const sealed: SealedEntry = { bytes, hash, keyId: keys.currentId };
  return { anchor, text: canonicalJson(sealed), tip: tipOf({ anchor, hash }, tree) };
}

const tipOf = ({ anchor: { number, day, closes }, hash }: OpenAnchor, tree: MerkleTree): Tip => ({
  ...{ number, hash, day, tree },
  closed: closes === true,
});

/** Reads the anchor that lies under `number`. What lies there is attacker-controlled: what is wrong with it is the answer. */
export function openAnchor(
  keys: KeyRing,
  { tenantId, number }: { readonly tenantId: ObjectId; readonly number: number },
  text: string | undefined,
): OpenAnchor | AnchorFault {
  if (text === undefined) return { why: 'it is missing' };
  const sealed = text.length > MOST_CHARACTERS ? undefined : parseSealed(text);
  if (sealed === undefined) return { why: 'it is no anchor' };
  if (keys.mac(PURPOSE, sealed.bytes, sealed.keyId) !== sealed.hash) return { why: 'the keyed hash does not match' };
  // The bytes carry our own keyed hash: whoever could forge their shape could forge anything.
  const anchor = JSON.parse(sealed.bytes) as Anchor;
  if (anchor.tenantId !== tenantId || anchor.number !== number) return { why: 'it belongs to another place' };
  if (anchor.v > SCHEMA_VERSION) return { why: 'written by a newer version: update this instance', newer: true };
  return { anchor, hash: sealed.hash };
}

function parseSealed(text: string): SealedEntry | undefined {
  try {
    // Any type may stand in any of them: each is looked at below.
    const { bytes, hash, keyId } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const isSealed = typeof bytes === 'string' && typeof hash === 'string' && typeof keyId === 'string';
    return isSealed ? { bytes, hash, keyId } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The end of the line with this anchor on it, or why it does not fit there. Without `tip` it is taken for a beginning: the
 * first of all, of a day, or after a restore.
 */
export function nextTip(tip: Tip | undefined, opened: OpenAnchor): Tip | AnchorFault {
  const { anchor } = opened;
  const first = tip === undefined && anchor.number === 1 ? CHAIN_START : anchor.prev;
  if (anchor.prev !== (tip?.hash ?? first)) return { why: 'it does not continue the one before it' };
  if (tip !== undefined && !isNextDay(tip, anchor)) return { why: 'its day does not follow' };
  const tree = treeBefore(tip, anchor).with(anchor.leaves.map(leafText));
  if (tree.size !== anchor.count) return { why: 'the number of leaves of its day is another' };
  if (tree.root !== anchor.root) return { why: 'the root is another' };
  return tipOf(opened, tree);
}

/** A day that was closed has no more of them, and one that was not is closed before the next. */
function isNextDay(tip: Tip, { day, restored }: Anchor): boolean {
  if (restored !== undefined) return day >= tip.day;
  return tip.closed ? day > tip.day : day === tip.day;
}

/** The clocks of two instances may see midnight at different times: a day that is closed stays so, and one that is not has to be. */
export function dayFor(tip: Tip | undefined, at: Millis, { restored }: Pick<Anchor, 'restored'>): string {
  const today = dayOf(at);
  if (tip === undefined) return today;
  if (!tip.closed && restored === undefined) return tip.day;
  if (today > tip.day) return today;
  return tip.closed ? dayAfter(tip.day) : tip.day;
}
