import canonicalize from 'canonicalize';
import type { AuditEntry } from './audit-entry';
import { EVENT_NAMES } from './event-names';
import type { RecoveryEvent } from './events';
import { RecoveryError } from './errors';
import { currentMac } from './mac';
import type { KeyRing, VerifyReport } from './ports';
import type { RecoveryRequest } from './request';
import type { RequestId } from './terms';

/** Version of the stored shapes; rows of a newer version are left alone. */
export const SCHEMA_VERSION = 1;
/** `prev` of the first entry of every chain. */
export const CHAIN_START = '';

/** An entry as it lies in storage: exactly the bytes that were hashed, and the keyed hash over them. */
export interface SealedEntry {
  readonly bytes: string;
  readonly hash: string;
  readonly keyId: string;
}

const CHAIN_PURPOSE = 'audit-chain';

/** RFC 8785 canonical JSON; the one form in which anything is hashed or stored. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new RecoveryError('integrity', 'value has no canonical form');
  return text;
}

/** The entry that records `event` on the way to `next`, as number `seq` after the entry with hash `prev`. */
export function auditEntry(next: RecoveryRequest, event: RecoveryEvent, seq: number, prev: string): AuditEntry {
  return {
    v: SCHEMA_VERSION,
    seq,
    tenantId: next.tenantId,
    requestId: next.id,
    shortCode: next.shortCode,
    name: EVENT_NAMES[event.type],
    event,
    state: next.state,
    prev,
  };
}

/** Keyed hash over the canonical bytes, which hold the previous hash: changing any entry breaks every later one. */
export function seal(keys: KeyRing, entry: AuditEntry): SealedEntry {
  const bytes = canonicalJson(entry);
  return { bytes, hash: currentMac(keys, CHAIN_PURPOSE, bytes), keyId: keys.currentId };
}

/** RowKey of an audit entry: `a000001` and on. */
export function auditRowKey(seq: number): string {
  return `a${String(seq).padStart(6, '0')}`;
}

export interface ChainRow extends SealedEntry {
  readonly row: string;
}

type LinkCheck = { readonly hash: string } | { readonly why: string };

function checkLink(keys: KeyRing, row: ChainRow, seq: number, prev: string, requestId: RequestId): LinkCheck {
  if (row.row !== auditRowKey(seq))
    return { why: `expected row ${auditRowKey(seq)}: an entry is missing, added or moved` };
  if (keys.mac(CHAIN_PURPOSE, row.bytes, row.keyId) !== row.hash)
    return { why: 'the keyed hash does not match the bytes' };
  const entry = parseEntry(row.bytes);
  if (entry === undefined) return { why: 'the bytes are not an audit entry' };
  if (entry.seq !== seq || entry.requestId !== requestId) return { why: 'the entry belongs to another place' };
  if (entry.prev !== prev) return { why: 'the entry does not continue the one before it' };
  return { hash: row.hash };
}

/**
 * Checks a request's whole chain: every keyed hash, the order, no gap, and that it ends at the head the state row names.
 * Names the first bad row (edit, insert, delete, reorder, truncate). Rows are attacker-controlled.
 */
export function verifyChain(
  keys: KeyRing,
  requestId: RequestId,
  rows: readonly ChainRow[],
  end: ChainEnd,
): VerifyReport {
  let prev = CHAIN_START;
  for (const [index, row] of rows.entries()) {
    const link = checkLink(keys, row, index + 1, prev, requestId);
    if ('why' in link) return { ok: false, entries: index, firstBad: { row: row.row, why: link.why } };
    prev = link.hash;
  }
  const firstBad = wrongEnd({ seq: rows.length, head: prev }, end);
  return { ok: firstBad === undefined, entries: rows.length, ...(firstBad && { firstBad }) };
}

interface ChainEnd {
  readonly seq: number;
  readonly head: string;
}

/** Where a chain without a break ends too early or goes on too long; nothing when it ends where the state row says. */
export function wrongEnd(found: ChainEnd, said: ChainEnd): VerifyReport['firstBad'] {
  if (found.seq === said.seq && found.head === said.head) return undefined;
  const row = found.seq < said.seq ? auditRowKey(found.seq + 1) : auditRowKey(said.seq + 1);
  return { row, why: 'the trail does not end where the state says it does' };
}

/** Parses stored bytes; `undefined` when they are no entry. The hash over them was checked before. */
export function parseEntry(bytes: string): AuditEntry | undefined {
  try {
    // The bytes carry our own keyed hash: whoever could forge their shape could forge anything.
    const value = JSON.parse(bytes) as AuditEntry;
    return typeof value.seq === 'number' && typeof value.requestId === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
