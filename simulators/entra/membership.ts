import type { SimGroup, SimRole, SimTenant } from './tenant';

/** Every group that holds the object, directly or through other groups; nested circles are walked once. */
export function groupsOf(tenant: SimTenant, objectId: string): readonly SimGroup[] {
  const found = new Set<SimGroup>();
  const visit = (member: string): void => {
    for (const group of tenant.groups.values()) {
      if (!holds(group.members, member) || found.has(group)) continue;
      found.add(group);
      visit(group.id);
    }
  };
  visit(objectId);
  return [...found];
}

export function belongsTo(tenant: SimTenant, objectId: string, groupId: string): boolean {
  return groupsOf(tenant, objectId).some(({ id }) => id.toLowerCase() === groupId.toLowerCase());
}

/** Active roles, held directly or through a group. */
export function rolesOf(tenant: SimTenant, userId: string): readonly SimRole[] {
  const principals = [userId, ...groupsOf(tenant, userId).map(({ id }) => id)];
  return tenant.roles.filter(({ assigned }) => principals.some((principal) => holds(assigned, principal)));
}

/** Object ids of the users in a group and in the groups within it. */
export function usersIn(tenant: SimTenant, group: SimGroup): readonly string[] {
  return [...tenant.users.values()].filter(({ id }) => groupsOf(tenant, id).includes(group)).map(({ id }) => id);
}

function holds(members: ReadonlySet<string>, id: string): boolean {
  const wanted = id.toLowerCase();
  return [...members].some((member) => member.toLowerCase() === wanted);
}
