import { auditRowKey, parseEntry, type ChainRow, type SealedEntry } from '../recovery/audit';
import type { AuditEntry } from '../recovery/audit-entry';
import { RecoveryError } from '../recovery/errors';
import { requestPartition } from './partitions';
import type { SignedRow, Unsigned } from './signed-row';
import type { Range } from './table';

/** RowKeys of audit rows, forged ones in between included. */
export const AUDIT_ROWS: Range = { from: 'a', before: 'b' };

export const isAuditRow = ({ rk }: { readonly rk: string }): boolean => rk.startsWith('a');

/** The row of an entry: exactly the bytes that were hashed, the hash, and the short code for people who read the table. */
export function auditRow(entry: AuditEntry, sealed: SealedEntry): Unsigned {
  return {
    pk: requestPartition(entry.tenantId, entry.requestId),
    rk: auditRowKey(entry.seq),
    bytes: sealed.bytes,
    extra: { hash: sealed.hash, shortCode: entry.shortCode },
  };
}

export function chainRow({ rk, bytes, keyId, extra }: SignedRow): ChainRow {
  return { row: rk, bytes, keyId, hash: String(extra['hash']) };
}

export function entryFrom(row: SignedRow): AuditEntry {
  const entry = parseEntry(row.bytes);
  if (entry === undefined) throw new RecoveryError('integrity', `row ${row.rk} holds no audit entry`);
  return entry;
}
