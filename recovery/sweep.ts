import type { Deps } from './deps';
import type { ObjectId } from './terms';

/** Looks at every request that is not ended, so that a lost message, or a lost queue, loses nothing. */
export async function sweep(deps: Pick<Deps, 'ledger' | 'startWork'>, tenantId: ObjectId): Promise<number> {
  const open = await deps.ledger.listOpen(tenantId);
  for (const { request } of open) deps.startWork(request.tenantId, request.id);
  return open.length;
}
