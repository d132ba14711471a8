import { auditRowKey, canonicalJson, CHAIN_START, SCHEMA_VERSION } from '../recovery/audit';
import { dayOf } from '../recovery/day';
import { RecoveryError } from '../recovery/errors';
import type { JournalEntry } from '../recovery/ports';
import { asObjectId, type ObjectId } from '../recovery/terms';
import { hashedKey } from './partitions';
import type { SignedRow } from './signed-row';
import type { SignedChange, SignedTable } from './signed-table';

/** Rows per presser and hour; whatever comes on top is only counted. */
export const JOURNAL_CAP = 5;
export const JOURNAL_SHARDS = 16;

const RACES = 30;
export const HEAD_ROW = 'h';
const CHAIN_PURPOSE = 'journal-chain';

/** Where the chain of a partition ends. */
export interface Head {
  readonly seq: number;
  readonly head: string;
}

/** What every entry of the chain carries besides the fact itself. */
export interface JournalLink {
  readonly seq: number;
  /** Hash of the entry before. */
  readonly prev: string;
}

/** How often one presser was refused in one hour of the day. */
interface Presses {
  readonly count: number;
}

/** One day's part of a tenant's journal. A presser always lands in the same shard, so that their count lies beside the rows. */
export function journalPartition(tenantId: ObjectId, at: Date, by: string): string {
  const shard = Buffer.from(hashedKey(by), 'base64url').readUInt8(0) % JOURNAL_SHARDS;
  return `${tenantId}|${dayOf(at.getTime())}|${String(shard)}`;
}

/** Appends an entry to the tenant's journal: its own chain per partition, at most `JOURNAL_CAP` rows per presser and hour. */
export async function appendToJournal(journal: SignedTable, tenantId: ObjectId, entry: JournalEntry): Promise<void> {
  const at = new Date(entry.at);
  const by = asObjectId(entry.by) ?? 'unknown';
  const pk = journalPartition(tenantId, at, by);
  const pressesRow = `p-${by}-${at.toISOString().slice(11, 13)}`;
  for (let race = 0; race < RACES; race += 1) {
    const [head, presses] = await Promise.all([journal.read(pk, HEAD_ROW), journal.read(pk, pressesRow)]);
    const count: Presses = { count: (presses === undefined ? 0 : bodyOf<Presses>(presses).count) + 1 };
    const counted = change(pk, pressesRow, canonicalJson(count), presses);
    const isCapped = count.count > JOURNAL_CAP && entry.why === undefined;
    const link = isCapped ? [] : nextLink(journal, pk, head, { ...entry, by, tenantId });
    if ((await journal.transact([counted, ...link])) !== undefined) return;
  }
  throw new RecoveryError('conflict', 'the journal is written by too many at once');
}

// The bytes carry our own signature, so they have the shape that was written under the same key.
export const bodyOf = <T>(row: SignedRow): T => JSON.parse(row.bytes) as T;

const change = (pk: string, rk: string, bytes: string, found: SignedRow | undefined): SignedChange => ({
  ...{ pk, rk, bytes },
  ...(found !== undefined && { replaces: found.etag }),
});

function nextLink(
  journal: SignedTable,
  pk: string,
  head: SignedRow | undefined,
  entry: object,
): readonly SignedChange[] {
  const { seq, head: prev } = head === undefined ? { seq: 0, head: CHAIN_START } : bodyOf<Head>(head);
  const bytes = canonicalJson({ ...entry, v: SCHEMA_VERSION, seq: seq + 1, prev });
  const hash = chainHash(journal, bytes, journal.keys.currentId);
  const next: Head = { seq: seq + 1, head: hash };
  const row = { pk, rk: auditRowKey(next.seq), bytes, extra: { hash } };
  return [change(pk, HEAD_ROW, canonicalJson(next), head), row];
}

/** Keyed hash of an entry; the next one carries it. */
export function chainHash({ keys }: SignedTable, bytes: string, keyId: string): string {
  const hash = keys.mac(CHAIN_PURPOSE, bytes, keyId);
  if (hash === undefined) throw new RecoveryError('integrity', 'the key of the chain is not in the key ring');
  return hash;
}
