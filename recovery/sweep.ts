import { raiseAlarm, type Alarming } from './alarm';
import type { Deps } from './deps';
import type { ObjectId } from './terms';

/**
 * Looks at every request that is not ended, so that a lost message, a lost queue or a lost index row loses nothing. A
 * damaged one is looked at too: the look alarms security and touches nothing. Oldest first, a few at a time. Returns how
 * many will be looked at.
 */
export async function sweep(deps: Alarming & Pick<Deps, 'startWork'>, tenantId: ObjectId): Promise<number> {
  const { ids, forged } = await deps.ledger.findLive(tenantId);
  for (const id of ids) deps.startWork(tenantId, id, 'inTurn');
  if (forged) await raiseAlarm(deps, tenantId, undefined, 'guards');
  return ids.length;
}
