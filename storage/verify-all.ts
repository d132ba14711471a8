import type { AnchorStore } from '../recovery/anchor-reader';
import type { ChainPoint } from '../recovery/anchor';
import type { VerifyReport } from '../recovery/ports';
import type { ObjectId, RequestId, ShortCode } from '../recovery/terms';
import { verifyJournal } from './journal-check';
import { registerLine } from './opening';
import { requestPartition } from './partitions';
import type { SignedTable } from './signed-table';
import type { FoundRow } from './table';
import { verifyAnchors } from './verify-anchors';
import { verifyBeside, type BesideTables } from './verify-beside';
import { verifyRequest } from './verify-request';

export interface VerifyAllDeps {
  readonly requests: SignedTable;
  readonly codes: SignedTable;
  readonly journal: SignedTable;
  readonly beside: BesideTables;
  /** The second place; nothing is held against it where there is none. */
  readonly anchors: AnchorStore | undefined;
}

export interface VerifyAllInput {
  readonly tenantIds: readonly ObjectId[];
  /** Only this request; without it everything of the tenants, their journals included. */
  readonly shortCode?: ShortCode;
}

/** One trail that was checked: a request's, one day's part of a tenant's journal, or a table with a row that does not hold. */
export interface VerifiedTrail {
  readonly tenantId: ObjectId;
  /** Short code of the request where one is known, else the partition. */
  readonly name: string;
  readonly report: VerifyReport;
}

/**
 * Checks trails one after the other. The register of short codes and the partitions that are there are compared, so that a
 * request that was deleted as a whole is noticed too. For audits only: it reads everything of a tenant.
 */
export async function* verifyAll(deps: VerifyAllDeps, input: VerifyAllInput): AsyncGenerator<VerifiedTrail> {
  for (const tenantId of input.tenantIds) {
    yield* verifyTenant(deps, tenantId, input.shortCode);
    if (input.shortCode !== undefined) continue;
    yield* verifyJournal(deps.journal, tenantId);
    yield* verifyBeside(deps.beside, tenantId, tenantId === input.tenantIds[0]);
  }
}

async function* verifyTenant(
  deps: VerifyAllDeps,
  tenantId: ObjectId,
  shortCode: ShortCode | undefined,
): AsyncGenerator<VerifiedTrail> {
  const { requests, codes } = deps;
  const known = new Set<string>();
  const anchored = deps.anchors && (await verifyAnchors(deps.anchors, codes.keys, tenantId));
  for await (const row of register(codes, tenantId, shortCode)) {
    const { requestId, report } = await verifyLine(deps, { tenantId, row, points: anchored?.points });
    if (requestId !== undefined) known.add(requestPartition(tenantId, requestId));
    if (report !== undefined) yield { tenantId, name: row.rk, report };
  }
  if (shortCode !== undefined) return;
  yield* unregistered(requests, tenantId, known);
  if (anchored === undefined) return;
  for (const [id, points] of anchored.points) {
    if (known.has(requestPartition(tenantId, id))) continue;
    // Named once where it is there all the same, and only the register does not name it.
    const { report, etag } = await verifyRequest(requests, tenantId, id, points);
    if (etag === undefined && report.entries === 0) yield { tenantId, name: id, report };
  }
  yield { tenantId, name: 'anchors', report: anchored.report };
}

/** The register of short codes, or its line for one of them. */
async function* register(
  { table }: SignedTable,
  tenantId: ObjectId,
  shortCode: ShortCode | undefined,
): AsyncGenerator<FoundRow> {
  if (shortCode === undefined) {
    for await (const page of table.pages(tenantId)) yield* page;
    return;
  }
  const row = await table.read(tenantId, shortCode);
  if (row !== undefined) yield row;
}

interface Line {
  readonly tenantId: ObjectId;
  readonly row: FoundRow;
  /** Of all requests. */
  readonly points: ReadonlyMap<RequestId, readonly ChainPoint[]> | undefined;
}

/** One line of the register and the request that it names; no report when that request was never opened. */
async function verifyLine(
  { requests, codes }: VerifyAllDeps,
  { tenantId, row, points = new Map() }: Line,
): Promise<{ readonly requestId?: RequestId; readonly report?: VerifyReport }> {
  const fault = codes.faultOf(row);
  if (fault !== undefined) return { report: { ok: false, entries: 0, firstBad: { row: row.rk, why: fault.why } } };
  const { requestId, opened } = registerLine(codes.verified(row));
  const { report, etag } = await verifyRequest(requests, tenantId, requestId, points.get(requestId));
  const neverOpened = !opened && !points.has(requestId) && etag === undefined && report.entries === 0;
  return neverOpened ? { requestId } : { requestId, report };
}

/** Requests that no short code names: their line in the register was deleted. */
async function* unregistered(
  requests: SignedTable,
  tenantId: ObjectId,
  known: ReadonlySet<string>,
): AsyncGenerator<VerifiedTrail> {
  const reported = new Set<string>();
  for await (const page of requests.table.pagesBetween(`${tenantId}|`, `${tenantId}}`)) {
    for (const { pk } of page) {
      if (known.has(pk) || reported.has(pk)) continue;
      reported.add(pk);
      const id: RequestId = pk.slice(tenantId.length + 1);
      const firstBad = { row: id, why: 'the register of short codes does not name this request' };
      yield { tenantId, name: id, report: { ok: false, entries: 0, firstBad } };
    }
  }
}
