import { raiseAlarm } from './alarm';
import type { Deps } from './deps';
import { MOST_TOLD } from './last-members';
import type { TallyOf } from './tallies';
import type { Over } from './tally';
import type { Millis, ObjectId } from './terms';

/** What a flood's alarm needs. */
export type FloodDeps = Pick<
  Deps,
  'tallies' | 'tenants' | 'directory' | 'cards' | 'ledger' | 'lastMembers' | 'log' | 'clock'
>;

/** A window that is full, and of what. */
export interface Flood {
  readonly of: Exclude<TallyOf, { readonly kind: 'drafter' | 'delegator' }>;
  readonly over: Over;
  readonly windowMs: Millis;
  /** Who sent too many to one approver. */
  readonly cause?: ObjectId;
}

const personOf = (of: TallyOf): ObjectId | undefined => (of.kind === 'tenant' ? undefined : of.person);

/** The alarm names people, so it goes to those who are of security now and to nobody else. */
async function tellSecurity(deps: FloodDeps, tenantId: ObjectId, { of, cause }: Flood): Promise<boolean> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return false;
  const members = await deps.directory.groupMembers(tenantId, tenant.securityGroupId);
  const person = personOf(of);
  const about = {
    kind: 'flood',
    of: cause === undefined ? of.kind : 'cause',
    ...(person !== undefined && { person }),
    ...(cause !== undefined && { cause }),
  } as const;
  const told = await Promise.allSettled(
    members.slice(0, MOST_TOLD).map(({ id }) => deps.cards.alarm(tenantId, id, about)),
  );
  return told.some((one) => one.status === 'fulfilled' && one.value);
}

async function tell(deps: FloodDeps, tenantId: ObjectId, flood: Flood): Promise<void> {
  const { of, over, windowMs } = flood;
  if (!(await deps.tallies.beginsTelling(tenantId, of, over, windowMs))) return;
  const entry = { at: deps.clock.now(), by: personOf(of) ?? 'unknown', name: 'security.flood_detected' };
  await deps.ledger.journal(tenantId, { ...entry, what: `${over}: ${of.kind}` });
  const told = await tellSecurity(deps, tenantId, flood).catch((error: unknown) => {
    deps.log.warn('flood.untold', { tenantId, error });
    return false;
  });
  if (!told) await deps.tallies.forgetTelling(tenantId, of, over);
}

/**
 * Security hears of a flood once in a window; where nobody could be told, the next one over it tries again. A record that
 * does not hold is an alarm of its own. Never throws: what is told stands in the way of nothing that is decided.
 */
export async function tellFlood(deps: FloodDeps, tenantId: ObjectId, flood: Flood): Promise<void> {
  try {
    if (flood.over === 'record') await raiseAlarm(deps, tenantId, undefined, `tally of ${flood.of.kind}`);
    else await tell(deps, tenantId, flood);
  } catch (error) {
    deps.log.error('flood.failed', { tenantId, error });
  }
}
