import type { Deps } from './deps';
import { forTenant } from './for-tenant';
import type { SeenMembership } from './memberships';
import type { Person } from './ports';
import type { Millis, ObjectId } from './terms';

const DAY = 86_400_000;
/** Whoever was not found in a group for longer than this has left it, and begins anew. */
export const LEFT_MS = 3_600_000;

/** What it takes to know whose membership counts. */
export type ReadingMembers = Pick<Deps, 'directory' | 'memberships' | 'tenants' | 'policy' | 'clock' | 'log'>;

type Standing = 'counts' | 'tooNew' | 'neverSeen' | 'doesNotHold';

function standingOf(seen: SeenMembership | undefined, days: number, now: Millis): Standing {
  if (seen === undefined) return 'neverSeen';
  if (seen === 'doesNotHold') return 'doesNotHold';
  if (seen.goneSince !== undefined && now - seen.goneSince > LEFT_MS) return 'tooNew';
  return seen.baseline || now - seen.since >= days * DAY ? 'counts' : 'tooNew';
}

/** Fails closed: whom we never saw in the group, or by a row that does not hold, does not count. Says so in the log. */
function counts(deps: ReadingMembers, tenantId: ObjectId, seen: SeenMembership | undefined): boolean {
  const { groupMemberDays } = forTenant(deps, tenantId).policy;
  const standing = standingOf(seen, groupMemberDays, deps.clock.now());
  if (standing === 'counts') return true;
  deps.log[standing === 'doesNotHold' ? 'error' : 'warn']('member.notCounted', { tenantId, code: standing });
  return false;
}

/** Whether the policy lets this group have a say. What it asks for and cannot be read is no answer: throws `EffectError`. */
async function hasSay(deps: ReadingMembers, tenantId: ObjectId, groupId: ObjectId): Promise<boolean> {
  const { requireRoleAssignable } = forTenant(deps, tenantId).policy.groups;
  if (!requireRoleAssignable || (await deps.directory.isRoleAssignable(tenantId, groupId))) return true;
  deps.log.error('group.hasNoSay', { tenantId, code: 'notRoleAssignable' });
  return false;
}

/**
 * Whether somebody may do what the members of a group may: they are in it now, and have been for `groupMemberDays`. One
 * read of Graph, and one of storage for whoever is in it. Throws `EffectError` where it cannot be read.
 */
export async function isTrustedMember(
  deps: ReadingMembers,
  tenantId: ObjectId,
  person: ObjectId,
  groupId: ObjectId,
): Promise<boolean> {
  if (!(await deps.directory.isMember(tenantId, person, groupId))) return false;
  if (!(await hasSay(deps, tenantId, groupId))) return false;
  return counts(deps, tenantId, await deps.memberships.of(tenantId, groupId, person));
}

/** Everybody of whom `isTrustedMember` holds: one read of Graph, and one of storage for a thousand of them. */
export async function trustedMembers(
  deps: ReadingMembers,
  tenantId: ObjectId,
  groupId: ObjectId,
): Promise<readonly Person[]> {
  const [members, seen, says] = await Promise.all([
    deps.directory.groupMembers(tenantId, groupId),
    deps.memberships.all(tenantId, groupId),
    hasSay(deps, tenantId, groupId),
  ]);
  if (!says) return [];
  return members.filter(({ id }) => counts(deps, tenantId, seen.get(id)));
}
