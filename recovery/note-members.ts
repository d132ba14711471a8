import type { Alarming } from './alarm';
import { raiseAlarm } from './alarm';
import type { Deps } from './deps';
import type { MemberLog } from './member-log';
import { addedAt, heedLog, readMemberLog } from './member-log';
import type { Membership, SeenMembership } from './memberships';
import type { TenantSettings } from './ports';
import type { Millis, ObjectId } from './terms';
import { LEFT_MS } from './trusted-member';

/** Under this name a group remembers when it was looked at for the first time. */
const FIRST_LOOK = 'first-look';
/** A first look that was cut short goes on; whoever is seen after so long is new. */
const BASELINE_MS = 3_600_000;

type Noting = Alarming & Pick<Deps, 'memberships' | 'policy'>;

/** The groups whose members have a say, each once. */
export const groupsOf = ({ helpdeskGroupId, dutyGroupId, securityGroupId }: TenantSettings): readonly ObjectId[] => [
  ...new Set([helpdeskGroupId, dutyGroupId, securityGroupId]),
];

/**
 * Since when the group is looked at; the first time that is now. Where we saw people in it and the first look is gone,
 * somebody took it away: there is no second one.
 */
async function firstLook(
  { memberships, clock }: Noting,
  tenantId: ObjectId,
  groupId: ObjectId,
  seen: ReadonlyMap<ObjectId, SeenMembership>,
): Promise<Millis> {
  const mark = seen.get(FIRST_LOOK);
  if (mark !== undefined && mark !== 'doesNotHold') return mark.since;
  const since = seen.size === 0 ? clock.now() : 0;
  await memberships.save(tenantId, groupId, FIRST_LOOK, { since, baseline: true });
  return since;
}

/** What is to be remembered of somebody who is in the group now. */
function present(before: SeenMembership | undefined, now: Millis, isFirst: boolean): Membership {
  if (before === undefined) return { since: now, baseline: isFirst };
  if (before === 'doesNotHold') return { since: now, baseline: false };
  const { goneSince, ...membership } = before;
  if (goneSince === undefined) return before;
  return now - goneSince > LEFT_MS ? { since: now, baseline: false } : membership;
}

/** What is to be remembered of somebody who is not in the group any more. */
function absent(before: SeenMembership, now: Millis): Membership {
  if (before === 'doesNotHold') return { since: now, baseline: false, goneSince: now };
  return before.goneSince === undefined ? { ...before, goneSince: now } : before;
}

/**
 * Remembers since when people are in a group: whoever is in it at the first look counts as old, whoever comes later begins
 * then, or when the directory's log says that they were put in, whatever we saw before. Reads storage once and writes what
 * changed; safe to repeat, on any instance. Security hears of rows that do not hold; whom they were about begins anew.
 */
export async function noteMembers(
  deps: Noting,
  tenantId: ObjectId,
  groupId: ObjectId,
  members: readonly { readonly id: ObjectId }[],
  log?: MemberLog,
): Promise<void> {
  const seen = await deps.memberships.all(tenantId, groupId);
  const now = deps.clock.now();
  const isFirst = now - (await firstLook(deps, tenantId, groupId, seen)) < BASELINE_MS;
  if ([...seen.values()].includes('doesNotHold')) await raiseAlarm(deps, tenantId, undefined, 'members');
  const there = new Set(members.map(({ id }) => id));
  const gone = [...seen.keys()].filter((id) => id !== FIRST_LOOK && !there.has(id));
  const here = (id: ObjectId): Membership => {
    const before = seen.get(id);
    const added = log && addedAt(log, groupId, id);
    const takenForOld = isFirst && before === undefined;
    return heedLog(present(before, now, isFirst), log, { added, isFirst: takenForOld, now });
  };
  const changes = [
    ...[...there].map((id) => [id, seen.get(id), here(id)] as const),
    ...gone.map((id) => [id, seen.get(id), absent(seen.get(id) ?? 'doesNotHold', now)] as const),
  ];
  for (const [id, before, after] of changes) {
    if (after !== before) await deps.memberships.save(tenantId, groupId, id, after);
  }
}

/**
 * The first look at the groups of a tenant, before anything is decided: an installation must not begin with nobody. Reads
 * Graph only for a group that was never looked at. Never throws: whoever is not known yet does not count until the next look.
 */
export async function beginNoting(deps: Noting, tenantId: ObjectId): Promise<void> {
  const tenant = deps.tenants.find(tenantId);
  for (const groupId of tenant === undefined ? [] : groupsOf(tenant)) {
    try {
      if ((await deps.memberships.of(tenantId, groupId, FIRST_LOOK)) !== undefined) continue;
      const log = tenant && (await readMemberLog(deps, tenant, [groupId]));
      await noteMembers(deps, tenantId, groupId, await deps.directory.groupMembers(tenantId, groupId), log);
    } catch (error) {
      deps.log.error('members.unknown', { tenantId, error });
    }
  }
}
