import type { Deps } from './deps';
import { EffectError, isTransient } from './errors';
import { membersLately, MOST_TOLD } from './last-members';
import type { TenantSettings } from './ports';
import type { ObjectId, RequestId } from './terms';

/** What an alarm needs. */
export type Alarming = Pick<Deps, 'tenants' | 'directory' | 'cards' | 'ledger' | 'lastMembers' | 'log' | 'clock'>;

/** The alarm names no person, so that it may go to those who were in the group lately where that is all that is known. */
async function securityOf(deps: Alarming, { tenantId, securityGroupId }: TenantSettings): Promise<readonly ObjectId[]> {
  try {
    const members = await deps.directory.groupMembers(tenantId, securityGroupId);
    return members.slice(0, MOST_TOLD).map(({ id }) => id);
  } catch (error) {
    if (!isTransient(error)) throw error;
    return membersLately(deps, tenantId, securityGroupId);
  }
}

async function tellSecurity(deps: Alarming, tenantId: ObjectId, requestId: RequestId | undefined): Promise<void> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return;
  for (const id of await securityOf(deps, tenant)) {
    await deps.cards.alarm(tenantId, id, { kind: 'record', requestId });
  }
}

/** Where it cannot be known whether somebody was told already, they are told. */
export async function beginsAlarm(
  { ledger, log }: Pick<Alarming, 'ledger' | 'log'>,
  tenantId: ObjectId,
  about: string,
): Promise<boolean> {
  try {
    return await ledger.beginsSpell(tenantId, about);
  } catch (error) {
    log.warn('integrity.spellUnknown', { tenantId, error });
    return true;
  }
}

/**
 * A stored row does not hold: somebody wrote storage who is not the product. Nothing is done on the row's word; the tenant's
 * journal and security are told, once for each spell of trouble with the same thing: the request, or else what `about`
 * names. Never throws: the alarm must not stand in the way of stopping.
 */
export async function raiseAlarm(
  deps: Alarming,
  tenantId: ObjectId,
  requestId?: RequestId,
  about: string = requestId ?? 'tenant',
): Promise<void> {
  deps.log.error('integrity.alarm', { tenantId, ...(requestId === undefined ? {} : { requestId }) });
  if (!(await beginsAlarm(deps, tenantId, about))) return;
  const entry = {
    at: deps.clock.now(),
    by: 'unknown',
    name: 'security.audit_integrity_failed',
    what: 'rowDoesNotHold',
  };
  try {
    await deps.ledger.journal(tenantId, { ...entry, ...(requestId === undefined ? {} : { requestId }) });
    await tellSecurity(deps, tenantId, requestId);
  } catch (error) {
    const code = error instanceof EffectError ? error.code : 'other';
    deps.log.error('integrity.alarmFailed', { tenantId, code, error });
  }
}
