import { auditRowKey, CHAIN_START } from '../recovery/audit';
import type { VerifyReport } from '../recovery/ports';
import type { ObjectId } from '../recovery/terms';
import { bodyOf, chainHash, HEAD_ROW, type Head, type JournalLink } from './journal';
import type { SignedRow } from './signed-row';
import type { SignedTable } from './signed-table';
import type { FoundRow } from './table';

interface Bad {
  readonly row: string;
  readonly why: string;
}

/** Checks every day's part of a tenant's journal: signatures, chain, and that it ends where its head says. */
export async function* verifyJournal(
  journal: SignedTable,
  tenantId: ObjectId,
): AsyncGenerator<{ readonly tenantId: ObjectId; readonly name: string; readonly report: VerifyReport }> {
  for await (const [pk, rows] of partitions(journal, tenantId)) {
    yield { tenantId, name: `journal ${pk.slice(tenantId.length + 1)}`, report: checkPartition(journal, rows) };
  }
}

/** Rows come in the order of their keys, so a partition ends where the next one begins. */
async function* partitions(
  journal: SignedTable,
  tenantId: ObjectId,
): AsyncGenerator<readonly [string, readonly FoundRow[]]> {
  let current: FoundRow[] = [];
  for await (const page of journal.table.pagesBetween(`${tenantId}|`, `${tenantId}}`)) {
    for (const row of page) {
      const [first] = current;
      if (first !== undefined && first.pk !== row.pk) {
        yield [first.pk, current];
        current = [];
      }
      current.push(row);
    }
  }
  const [first] = current;
  if (first !== undefined) yield [first.pk, current];
}

function checkPartition(journal: SignedTable, found: readonly FoundRow[]): VerifyReport {
  const entries = found.filter(({ rk }) => rk.startsWith('a')).length;
  const firstBad = firstForged(journal, found) ?? firstBreak(journal, verifiedRows(journal, found));
  return firstBad === undefined ? { ok: true, entries } : { ok: false, entries, firstBad };
}

function firstForged(journal: SignedTable, rows: readonly FoundRow[]): Bad | undefined {
  for (const row of rows) {
    const fault = journal.faultOf(row);
    if (fault !== undefined) return { row: row.rk, why: fault.why };
  }
  return undefined;
}

const verifiedRows = (journal: SignedTable, rows: readonly FoundRow[]): readonly SignedRow[] =>
  rows.map((row) => journal.verified(row));

function firstBreak(journal: SignedTable, rows: readonly SignedRow[]): Bad | undefined {
  const links = rows.filter(({ rk }) => rk.startsWith('a'));
  let prev = CHAIN_START;
  for (const [index, row] of links.entries()) {
    const link = bodyOf<JournalLink>(row);
    const fits = row.rk === auditRowKey(index + 1) && link.seq === index + 1 && link.prev === prev;
    if (!fits) return { row: row.rk, why: 'an entry before it is missing, added or moved' };
    prev = chainHash(journal, row.bytes, row.keyId);
  }
  const headRow = rows.find(({ rk }) => rk === HEAD_ROW);
  const head = headRow === undefined ? { seq: 0, head: CHAIN_START } : bodyOf<Head>(headRow);
  const ends = head.seq === links.length && head.head === prev;
  return ends ? undefined : { row: auditRowKey(links.length + 1), why: 'the journal does not end where its head says' };
}
