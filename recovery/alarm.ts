import type { Deps } from './deps';
import { EffectError } from './errors';
import type { ObjectId, RequestId } from './terms';

/** What an alarm needs. */
export type Alarming = Pick<Deps, 'tenants' | 'directory' | 'cards' | 'ledger' | 'log' | 'clock'>;

const PEOPLE_TOLD = 5;

async function tellSecurity(deps: Alarming, tenantId: ObjectId, requestId: RequestId | undefined): Promise<void> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return;
  const members = await deps.directory.groupMembers(tenantId, tenant.securityGroupId);
  for (const { id } of members.slice(0, PEOPLE_TOLD)) await deps.cards.alarm(tenantId, id, requestId);
}

/** Where it cannot be known whether somebody was told already, they are told. */
async function begins({ ledger, log }: Alarming, tenantId: ObjectId, about: string): Promise<boolean> {
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
  if (!(await begins(deps, tenantId, about))) return;
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
