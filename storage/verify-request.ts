import type { ChainPoint } from '../recovery/anchor';
import { auditRowKey, verifyChain, wrongEnd, type ChainRow } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import type { Stored, VerifyReport } from '../recovery/ports';
import type { ObjectId, RequestId } from '../recovery/terms';
import { chainRow, entryFrom, isAuditRow } from './audit-rows';
import { setBackCounter } from './counter-check';
import { isRequestId, requestPartition } from './partitions';
import { heldRow, type SignedRow } from './signed-row';
import type { SignedTable } from './signed-table';
import { STATE_ROW, storedFrom } from './state-row';
import type { FoundRow } from './table';

/** What one look at a request's partition found; `stored` only when everything in it holds. */
export interface Verified {
  readonly report: VerifyReport;
  readonly stored?: Stored;
  /** Set where nothing is wrong with the first bad row but that this instance does not know its version. */
  readonly newer?: true;
  /** ETag of the state row, whether it holds or not. */
  readonly etag?: string;
}

interface Bad {
  readonly row: string;
  readonly why: string;
  readonly newer?: true;
}

/** A commit between the pages of a read looks like a broken chain, so a changed partition is read again this often. */
const READS = 3;

const GONE = 'the request was anchored, and is gone';
const ANOTHER_ENTRY = 'another entry stood here when it was last anchored';
const PUT_BACK = 'an entry that was anchored is gone: the request was put back as it was before';

/** Why a state that was read is older than what was known before; nothing where it may be as it is. */
export function behind(found: ChainPoint | undefined, points: readonly ChainPoint[]): string | undefined {
  const last = points.at(-1);
  if (last === undefined || (found !== undefined && found.seq > last.seq)) return undefined;
  if (found?.seq !== last.seq) return `row ${auditRowKey(last.seq)}: ${PUT_BACK}`;
  return points.every(({ seq, head }) => seq !== found.seq || head === found.head)
    ? undefined
    : `row ${auditRowKey(last.seq)}: ${ANOTHER_ENTRY}`;
}

/**
 * Reads a whole request and checks every signature, the chain, that the state row agrees with both, and that the chain has
 * the entries `points`, lowest first, which were known before.
 */
export async function verifyRequest(
  requests: SignedTable,
  tenantId: ObjectId,
  id: RequestId,
  points: readonly ChainPoint[] = [],
): Promise<Verified> {
  if (!isRequestId(id)) return bad(0, { row: STATE_ROW, why: 'there is no such request' });
  const read = async () => {
    const rows = await requests.table.list(requestPartition(tenantId, id));
    return throughPoints(verifyRows(requests, id, rows), rows, points);
  };
  let verified = await read();
  for (let reads = 1; !verified.report.ok && reads < READS; reads += 1) {
    const again = await read();
    if (again.etag === verified.etag) return again;
    verified = again;
  }
  return verified;
}

/** The request when all of it holds, `undefined` when there is none; throws `RecoveryError` (`integrity`, `newer`) naming the row. */
export async function readVerifiedState(
  requests: SignedTable,
  tenantId: ObjectId,
  id: RequestId,
  points: readonly ChainPoint[] = [],
): Promise<Stored | undefined> {
  const { report, stored, etag, newer } = await verifyRequest(requests, tenantId, id, points);
  if (report.firstBad === undefined) return stored;
  if (etag === undefined && report.entries === 0 && points.length === 0) return undefined;
  const code = newer === true ? 'newer' : 'integrity';
  throw new RecoveryError(code, `request ${id}: row ${report.firstBad.row}: ${report.firstBad.why}`);
}

function verifyRows(requests: SignedTable, id: RequestId, rows: readonly FoundRow[]): Verified {
  const state = rows.find(({ rk }) => rk === STATE_ROW);
  const audit = rows.filter(isAuditRow);
  const etag = state?.etag;
  if (state === undefined) {
    const why = audit.length === 0 ? 'there is no such request' : 'the state row is missing';
    return bad(audit.length, { row: STATE_ROW, why });
  }
  const forged = firstForged(requests, audit);
  const sound = audit.slice(0, forged?.index).map(heldRow);
  const broken = chainBreak(requests, id, sound.map(chainRow));
  if (broken !== undefined) return bad(broken.entries, broken, etag);
  if (forged !== undefined) return bad(forged.index, forged, etag);
  return verifyState(requests, state, sound, rows);
}

/** A chain that holds by itself may be an earlier one, put back, or one that went another way since. */
function throughPoints(verified: Verified, rows: readonly FoundRow[], points: readonly ChainPoint[]): Verified {
  if (rows.length === 0 && points.length > 0) return bad(0, { row: STATE_ROW, why: GONE });
  if (!verified.report.ok) return verified;
  const hashes = new Map(rows.map(({ rk, columns }) => [rk, columns['hash']]));
  const missed = points.find(({ seq, head }) => hashes.get(auditRowKey(seq)) !== head);
  if (missed === undefined) return verified;
  const row = auditRowKey(missed.seq);
  return bad(verified.report.entries, { row, why: hashes.has(row) ? ANOTHER_ENTRY : PUT_BACK }, verified.etag);
}

const bad = (entries: number, { row, why, newer }: Bad, etag?: string): Verified => ({
  report: { ok: false, entries, firstBad: { row, why } },
  ...(newer === true && { newer }),
  ...(etag !== undefined && { etag }),
});

function firstForged(requests: SignedTable, rows: readonly FoundRow[]): (Bad & { readonly index: number }) | undefined {
  for (const [index, row] of rows.entries()) {
    const fault = requests.faultOf(row);
    if (fault === undefined) continue;
    return { index, row: row.rk, why: fault.why, ...(fault.code === 'newer' && { newer: true }) };
  }
  return undefined;
}

/** Where the rows themselves end. */
const endOf = (rows: readonly ChainRow[]) => ({ seq: rows.length, head: rows.at(-1)?.hash ?? '' });

/** A break in the rows themselves, whatever the state row says of their end. */
function chainBreak(
  requests: SignedTable,
  id: RequestId,
  rows: readonly ChainRow[],
): (Bad & { readonly entries: number }) | undefined {
  const { firstBad, entries } = verifyChain(requests.keys, id, rows, endOf(rows));
  return firstBad && { ...firstBad, entries };
}

function verifyState(
  requests: SignedTable,
  state: FoundRow,
  audit: readonly SignedRow[],
  rows: readonly FoundRow[],
): Verified {
  const others = firstForged(
    requests,
    rows.filter((row) => !isAuditRow(row)),
  );
  if (others !== undefined) return bad(audit.length, others, state.etag);
  const stored = storedFrom(heldRow(state));
  const end = wrongEnd(endOf(audit.map(chainRow)), stored);
  if (end !== undefined) return bad(audit.length, end, state.etag);
  const last = audit.at(-1);
  if (last !== undefined && entryFrom(last).state !== stored.request.state) {
    return bad(audit.length, { row: STATE_ROW, why: 'its state is not the one of the last entry' }, state.etag);
  }
  const counter = setBackCounter(stored.request, rows);
  if (counter !== undefined) return bad(audit.length, counter, state.etag);
  return { report: { ok: true, entries: audit.length }, stored, etag: state.etag };
}
