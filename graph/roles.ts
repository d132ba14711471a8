import { z } from 'zod';
import { EffectError } from '../recovery/errors';
import type { RoleFacts } from '../recovery/ports';
import type { ObjectId } from '../recovery/terms';
import type { GraphClient } from './client';
import { checkedId, userPath } from './object-path';
import { itemsOf } from './pages';

/** The same in every tenant. */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

const MEMBERSHIP = z.object({
  '@odata.type': z.string(),
  id: z.string(),
  displayName: z.string().nullish(),
  roleTemplateId: z.string().nullish(),
  isAssignableToRole: z.boolean().nullish(),
});

const ASSIGNMENT = z.object({
  roleDefinitionId: z.string(),
  roleDefinition: z.object({ displayName: z.string().nullish(), templateId: z.string().nullish() }).nullish(),
});

type Membership = z.output<typeof MEMBERSHIP>;
type Assignment = z.output<typeof ASSIGNMENT>;

interface Role {
  /** Of the role's template: the same in every tenant. */
  readonly id: string;
  readonly name: string;
}

/** Display names of roles by template. */
type KnownNames = ReadonlyMap<string | null | undefined, string | null | undefined>;

const isRole = ({ '@odata.type': type }: Membership): boolean => type === '#microsoft.graph.directoryRole';
const isGroup = ({ '@odata.type': type }: Membership): boolean => type === '#microsoft.graph.group';

/**
 * Everything that makes an account privileged: active roles (its own and those of its groups, with scope or without),
 * roles it may activate, and groups that may hold roles. Its own are asked for beside its groups. Whatever cannot be
 * read is thrown, never left out; the one exception are eligible roles in a tenant that has no licence for them.
 */
export async function readRoles(client: GraphClient, id: ObjectId): Promise<RoleFacts> {
  const own = checkedId(id);
  const [memberships, ownActive, ownEligible] = await Promise.all([
    readMemberships(client, own),
    readAssignments(client, 'roleAssignments', [own]),
    readEligible(client, [own]),
  ]);
  const groups = memberships.filter((entry) => isGroup(entry) && entry.isAssignableToRole === true);
  const principals = groups.map((group) => checkedId(group.id));
  const [groupActive, groupEligible] = await Promise.all([
    readAssignments(client, 'roleAssignments', principals),
    readEligible(client, principals),
  ]);
  const active = memberships.filter(isRole);
  const known = new Map(active.map((role) => [role.roleTemplateId, role.displayName]));
  const held = [
    ...active.map((role) => ({ id: role.roleTemplateId ?? role.id, name: role.displayName ?? role.id })),
    ...[...ownActive, ...groupActive].map((entry) => roleOf(entry, known)),
  ];
  const eligible = [...ownEligible, ...groupEligible].map((entry) => roleOf(entry, known));
  return roleFacts(held, eligible, groups);
}

function roleFacts(held: readonly Role[], eligible: readonly Role[], groups: readonly Membership[]): RoleFacts {
  const names = [
    ...held.map(({ name }) => name),
    ...eligible.map(({ name }) => `${name} (eligible)`),
    ...groups.map((group) => `Group ${group.displayName ?? group.id}`),
  ];
  return {
    globalAdministrator: [...held, ...eligible].some(({ id: role }) => role.toLowerCase() === GLOBAL_ADMINISTRATOR),
    privileged: names.length > 0,
    roles: [...new Set(names)],
  };
}

/**
 * Roles and groups in one list, without `$select` and without a cast: a cast reads an index that lags behind. An app
 * that may not read groups still gets their ids, with every property null; that must not pass for "not assignable".
 */
async function readMemberships(client: GraphClient, id: ObjectId): Promise<readonly Membership[]> {
  const path = userPath(id, 'transitiveMemberOf');
  const call = { operation: 'directory.memberships', method: 'GET', path, query: { $top: '999' } } as const;
  const memberships = await itemsOf(client, call, MEMBERSHIP);
  const isHidden = (entry: Membership) => (isGroup(entry) || isRole(entry)) && typeof entry.displayName !== 'string';
  if (memberships.some(isHidden)) {
    throw new EffectError('forbidden', 'Graph hides the groups or roles of this person: a permission is missing.');
  }
  return memberships;
}

async function readEligible(client: GraphClient, principals: readonly ObjectId[]): Promise<readonly Assignment[]> {
  try {
    return await readAssignments(client, 'roleEligibilityScheduleInstances', principals);
  } catch (error) {
    if (error instanceof EffectError && error.code === 'unlicensed') return [];
    throw error;
  }
}

/** One call for each principal: the filter takes one. */
async function readAssignments(
  client: GraphClient,
  collection: 'roleAssignments' | 'roleEligibilityScheduleInstances',
  principals: readonly ObjectId[],
): Promise<readonly Assignment[]> {
  const perPrincipal = principals.map((principal) => {
    const query = { $filter: `principalId eq '${principal}'`, $expand: 'roleDefinition' };
    const path = `/roleManagement/directory/${collection}`;
    return itemsOf(client, { operation: `directory.${collection}`, method: 'GET', path, query }, ASSIGNMENT);
  });
  return (await Promise.all(perPrincipal)).flat();
}

function roleOf({ roleDefinition, roleDefinitionId }: Assignment, known: KnownNames): Role {
  const id = roleDefinition?.templateId ?? roleDefinitionId;
  const name = roleDefinition?.displayName ?? known.get(id) ?? roleDefinitionId;
  return { id, name };
}
