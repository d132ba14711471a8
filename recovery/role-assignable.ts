import type { Deps } from './deps';
import { forTenant } from './for-tenant';
import { MOST_TOLD } from './last-members';
import type { TenantSettings } from './ports';
import type { Signal } from './signals';
import { readSignal } from './signals';
import type { GroupName, ObjectId } from './terms';

/** Whether each group that has a say can be written only by the few who may write role-assignable groups. */
export type Assignable = Readonly<Record<GroupName, Signal<boolean>>>;

type Looking = Pick<Deps, 'directory' | 'tenants' | 'log'>;
type Telling = Looking & Pick<Deps, 'policy' | 'sightings' | 'cards' | 'ledger' | 'clock'>;

const idsOf = (tenant: TenantSettings): Readonly<Record<GroupName, ObjectId>> => ({
  helpdesk: tenant.helpdeskGroupId,
  duty: tenant.dutyGroupId,
  security: tenant.securityGroupId,
});

/** At most one read of Graph for each. What cannot be read is `unknown`, and nobody takes it for role-assignable. */
export async function readAssignable(
  { directory }: Pick<Looking, 'directory'>,
  tenant: TenantSettings,
): Promise<Assignable> {
  const of = (groupId: ObjectId) => readSignal(() => directory.isRoleAssignable(tenant.tenantId, groupId));
  const { helpdesk, duty, security } = idsOf(tenant);
  const [one, two, three] = await Promise.all([of(helpdesk), of(duty), of(security)]);
  return { helpdesk: one, duty: two, security: three };
}

const NAMES: readonly GroupName[] = ['helpdesk', 'duty', 'security'];

const isOpen = (signal: Signal<boolean>): boolean => signal.kind === 'known' && !signal.value;

/** A line in the log for each group that is not role-assignable, or of which that cannot be read. For the start. */
export async function warnOfOpenGroups(deps: Looking, tenantId: ObjectId): Promise<void> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return;
  const groups = await readAssignable(deps, tenant);
  for (const name of NAMES) {
    const { [name]: found } = groups;
    if (isOpen(found)) deps.log.warn('group.notRoleAssignable', { tenantId, operation: name });
    if (found.kind !== 'known') {
      const code = found.kind === 'unknown' ? found.why : found.kind;
      deps.log.warn('group.roleAssignableUnknown', { tenantId, operation: name, code });
    }
  }
}

/** Under this name, with the id of the group, the sightings remember that people were told of it. */
const MARK = 'told-not-role-assignable';

async function tell(deps: Telling, tenant: TenantSettings, groups: readonly GroupName[]): Promise<boolean> {
  const { tenantId, helpdeskGroupId, securityGroupId } = tenant;
  const required = forTenant(deps, tenantId).policy.groups.requireRoleAssignable;
  const members = await Promise.all(
    [helpdeskGroupId, securityGroupId].map((groupId) => deps.directory.groupMembers(tenantId, groupId)),
  );
  const people = new Set(members.flatMap((some) => some.slice(0, MOST_TOLD).map(({ id }) => id)));
  let told = false;
  for (const person of people) {
    told = (await deps.cards.alarm(tenantId, person, { kind: 'openGroups', groups, required })) || told;
  }
  return told;
}

/**
 * Tells helpdesk and security once of each group that is not role-assignable: it cannot be made so, so once is until there
 * is another one. Where nobody was reached it is tried again.
 */
export async function tellOfOpenGroups(deps: Telling, tenantId: ObjectId): Promise<void> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return;
  const groups = await readAssignable(deps, tenant);
  const open = NAMES.filter((name) => isOpen(groups[name]));
  if (open.length === 0) return;
  const { manager: marks } = await deps.sightings.about(tenantId, tenantId);
  const mark = (name: GroupName) => `${MARK}:${idsOf(tenant)[name]}`;
  const untold = open.filter((name) => !marks.some(({ value }) => value === mark(name)));
  if (untold.length === 0) return;
  const spell = `openGroups:${untold.join(',')}`;
  // One instance of those that start together.
  if (!(await deps.ledger.beginsSpell(tenantId, spell))) return;
  if (!(await tell(deps, tenant, untold))) return deps.ledger.forgetSpell(tenantId, spell);
  const at = deps.clock.now();
  const entry = { at, by: 'unknown', name: 'security.group_not_role_assignable', what: untold.join(',') };
  await deps.ledger.journal(tenantId, entry);
  for (const name of untold) await deps.sightings.record(tenantId, tenantId, 'manager', mark(name), at, true);
}
