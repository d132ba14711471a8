import type { LiveRequests } from '../recovery/repairs';
import { isEnded } from '../recovery/request';
import type { ObjectId, RequestId } from '../recovery/terms';
import { restorePointer } from './index-rows';
import { OPENING_MS, registerLine } from './opening';
import { GUARD_SHARDS, guardPartition, OPEN_SHARDS, openPartition, openShard } from './partitions';
import { listIds, readWhole, type ListDeps } from './request-lists';
import { heldRow, type SignedRow } from './signed-row';
import type { SignedTable } from './signed-table';

export interface LiveDeps extends ListDeps {
  readonly active: SignedTable;
}

const AT_ONCE = 32;

/**
 * Finds what is live in two indexes that are written apart: the list of open requests, and the guards of their employees.
 * What one of them lost the other knows. Sixteen partitions are read, whatever the size of the tables; a request costs a
 * read of its own, once.
 */
export async function findLive(deps: LiveDeps, tenantId: ObjectId): Promise<LiveRequests> {
  const shards = OPEN_SHARDS.map((shard) => {
    const partition = openPartition(tenantId, shard);
    return listIds(deps, { tenantId, partition, idOf: (rk) => rk, limit: Infinity });
  });
  const listed = new Set((await Promise.all(shards)).flat());
  const guards = await Promise.all(GUARD_SHARDS.map((shard) => soundGuards(deps, guardPartition(tenantId, shard))));
  const unlisted = guards.flatMap(({ rows }) => rows).filter((row) => !listed.has(registerLine(row).requestId));
  const found = await followGuards(deps, tenantId, unlisted);
  return { ids: [...listed, ...found].sort(), forged: guards.some(({ forged }) => forged) };
}

async function soundGuards(
  { active, log }: LiveDeps,
  pk: string,
): Promise<{ readonly rows: readonly SignedRow[]; readonly forged: boolean }> {
  const found = (await active.table.list(pk)).map((row) => ({
    row,
    fault: active.faultOf(row),
  }));
  const forged = found.filter(({ fault }) => fault?.code === 'integrity');
  for (const { fault } of forged) log.error('ledger.integrity', { error: fault?.why });
  const rows = found.filter(({ fault }) => fault === undefined).map(({ row }) => heldRow(row));
  return { rows, forged: forged.length > 0 };
}

/** A list that was lost as a whole may leave thousands: they are followed a few at a time. */
async function followGuards(
  deps: LiveDeps,
  tenantId: ObjectId,
  guards: readonly SignedRow[],
): Promise<readonly RequestId[]> {
  const found: (RequestId | undefined)[] = [];
  for (let start = 0; start < guards.length; start += AT_ONCE) {
    const some = guards.slice(start, start + AT_ONCE).map((row) => followGuard(deps, tenantId, row));
    found.push(...(await Promise.all(some)));
  }
  return found.filter((id) => id !== undefined);
}

/** The request of a guard that the list does not know: put back on it while it lives, else the guard is done with. */
async function followGuard(deps: LiveDeps, tenantId: ObjectId, guard: SignedRow): Promise<RequestId | undefined> {
  const { requestId: id, at } = registerLine(guard);
  const truth = await readWhole(deps, tenantId, id);
  if (truth === 'newer') return undefined;
  if (truth === 'integrity') return id;
  if (truth === undefined && at + OPENING_MS >= deps.clock.now()) return undefined;
  if (truth === undefined || isEnded(truth.request)) {
    await deps.active.table.remove(guard.pk, guard.rk, guard.etag);
    return undefined;
  }
  await restorePointer(deps, truth.request, { pk: openPartition(tenantId, openShard(id)), rk: id });
  return id;
}
