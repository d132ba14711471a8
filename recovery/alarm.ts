import type { Alarm } from './cards';
import type { Deps } from './deps';
import { EffectError, isTransient } from './errors';
import { membersLately, MOST_TOLD } from './last-members';
import type { JournalEntry, TenantSettings } from './ports';
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

/** What security is told of once a spell, and what the journal says of it. */
interface Telling {
  /** Names the spell. */
  readonly about: string;
  readonly alarm: Alarm;
  readonly entry: Pick<JournalEntry, 'name' | 'what' | 'requestId'>;
}

async function tellSecurity(deps: Alarming, tenantId: ObjectId, alarm: Alarm): Promise<void> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return;
  for (const id of await securityOf(deps, tenant)) await deps.cards.alarm(tenantId, id, alarm);
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

/** Tells the tenant's journal and security, once for each spell of trouble with the same thing. Never throws. */
export async function tellSecurityOnce(
  deps: Alarming,
  tenantId: ObjectId,
  { about, alarm, entry }: Telling,
): Promise<void> {
  if (!(await beginsAlarm(deps, tenantId, about))) return;
  try {
    await deps.ledger.journal(tenantId, { at: deps.clock.now(), by: 'unknown', ...entry });
    await tellSecurity(deps, tenantId, alarm);
  } catch (error) {
    const code = error instanceof EffectError ? error.code : 'other';
    deps.log.error('integrity.alarmFailed', { tenantId, code, error });
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
  const request = requestId === undefined ? {} : { requestId };
  deps.log.error('integrity.alarm', { tenantId, ...request });
  const entry = { name: 'security.audit_integrity_failed', what: 'rowDoesNotHold', ...request };
  await tellSecurityOnce(deps, tenantId, { about, alarm: { kind: 'record', requestId }, entry });
}
