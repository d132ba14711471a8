import { raiseAlarm, type Alarming } from './alarm';
import type { Deps } from './deps';
import type { ObjectId } from './terms';

/**
 * Looks at every request that is not ended, so that a lost message, a lost queue or a lost index row loses nothing. A
 * damaged one is looked at too: the look alarms security and touches nothing. Returns how many were looked at.
 */
export async function sweep(deps: Alarming & Pick<Deps, 'startWork'>, tenantId: ObjectId): Promise<number> {
  const { ids, forged } = await deps.ledger.findLive(tenantId);
  for (const id of ids) deps.startWork(tenantId, id);
  if (forged) await raiseAlarm(deps, tenantId, undefined, 'guards');
  return ids.length;
}
