import { z } from 'zod';
import type { Directory, Person } from '../recovery/ports';
import { asObjectId, type ObjectId } from '../recovery/terms';
import { read, type GraphClient, type GraphOf } from './client';
import { unlessNotFound } from './errors';
import { memberGroups } from './member-groups';
import { checkedId, groupPath, userPath } from './object-path';
import { itemsOf, pagesOf } from './pages';
import { toPerson, USER, USER_SELECT } from './person';
import { readRoles } from './roles';

const USER_TYPE = '#microsoft.graph.user';
/** Longest address that Entra knows; a display name is shorter. */
const LONGEST_ADDRESS = 320;
const LARGEST_PAGE = '999';
const ENABLED_MEMBER = "accountEnabled eq true and userType eq 'Member'";

const OBJECT = z.object({ '@odata.type': z.string().optional() });

const PAIR = z.object({
  id: z.string(),
  userType: z.string().nullish(),
  manager: z.object({ '@odata.type': z.string().optional(), id: z.string() }).nullish(),
});

interface ManagerPair {
  readonly id: ObjectId;
  readonly manager?: ObjectId;
}

/** Readers with a clock: what they answer depends on the time, or is kept for a while. */
export type TimedReads = Pick<
  Directory,
  'isAway' | 'isRoleAssignable' | 'risk' | 'signIns' | 'changes' | 'registrations' | 'additions'
>;

/** The people, groups and roles of the tenants, and what is known about accounts. */
export function createDirectory(graph: GraphOf, timed: TimedReads): Directory {
  return {
    person: async (tenantId, id) => readPerson(graph(tenantId), id),
    personByAddress: async (tenantId, mailOrUpn) =>
      findOne(graph(tenantId), mailOrUpn, (address) => `mail eq ${address} or userPrincipalName eq ${address}`),
    personByName: async (tenantId, displayName) =>
      findOne(graph(tenantId), displayName, (name) => `displayName eq ${name} and ${ENABLED_MEMBER}`),
    manager: async (tenantId, id) => readManager(graph(tenantId), id),
    roles: async (tenantId, id) => readRoles(graph(tenantId), id),
    groupMembers: async (tenantId, groupId) => readGroupMembers(graph(tenantId), groupId),
    isMember: async (tenantId, id, groupId) => {
      const group = checkedId(groupId);
      return (await memberGroups(graph(tenantId), id, [group])).has(group);
    },
    managerPairs: (tenantId) => readManagerPairs(graph, tenantId),
    ...timed,
  };
}

async function readPerson(client: GraphClient, id: ObjectId): Promise<Person | undefined> {
  const call = { operation: 'directory.person', method: 'GET', path: userPath(id) } as const;
  const answer = await unlessNotFound(client.call({ ...call, query: { $select: USER_SELECT } }));
  return answer && toPerson(read(USER, answer));
}

/**
 * The words are typed by people: quotes are doubled, what fits two people finds nobody, and neither does half a character,
 * which cannot be sent.
 */
async function findOne(
  client: GraphClient,
  typed: string,
  filter: (quoted: string) => string,
): Promise<Person | undefined> {
  const words = typed.trim();
  if (words === '' || words.length > LONGEST_ADDRESS || !words.isWellFormed()) return undefined;
  const query = { $filter: filter(`'${words.replaceAll("'", "''")}'`), $select: USER_SELECT, $top: '2' };
  const found = await itemsOf(client, { operation: 'directory.find', method: 'GET', path: '/users', query }, USER);
  const [only, ...others] = found;
  return only && others.length === 0 ? toPerson(only) : undefined;
}

/** Graph answers 404 where there is no manager, and may name an organisational contact, which is no account. */
async function readManager(client: GraphClient, id: ObjectId): Promise<Person | undefined> {
  const call = { operation: 'directory.manager', method: 'GET', path: userPath(id, 'manager') } as const;
  const answer = await unlessNotFound(client.call({ ...call, query: { $select: USER_SELECT } }));
  if (answer === undefined) return undefined;
  const { '@odata.type': type = USER_TYPE } = read(OBJECT, answer);
  return type === USER_TYPE ? toPerson(read(USER, answer)) : undefined;
}

async function readGroupMembers(client: GraphClient, groupId: ObjectId): Promise<readonly Person[]> {
  const call = {
    operation: 'directory.groupMembers',
    method: 'GET',
    path: groupPath(groupId, 'transitiveMembers', 'microsoft.graph.user'),
    query: { $select: USER_SELECT, $top: LARGEST_PAGE, $count: 'true' },
    // A cast to users is an advanced query.
    headers: { ConsistencyLevel: 'eventual' },
  } as const;
  return (await itemsOf(client, call, USER)).map(toPerson);
}

async function* readManagerPairs(graph: GraphOf, tenantId: ObjectId): AsyncGenerator<readonly ManagerPair[], void> {
  const query = { $select: 'id,userType', $expand: 'manager($select=id)', $top: LARGEST_PAGE };
  const call = { operation: 'directory.managerPairs', method: 'GET', path: '/users', query } as const;
  for await (const page of pagesOf(graph(tenantId), call, PAIR)) {
    yield page.filter(({ userType }) => userType !== 'Guest').map(toPair);
  }
}

function toPair({ id, manager }: z.output<typeof PAIR>): ManagerPair {
  const isUser = manager?.['@odata.type'] === undefined || manager['@odata.type'] === USER_TYPE;
  const managerId = isUser ? asObjectId(manager?.id) : undefined;
  return { id: checkedId(id), ...(managerId === undefined ? {} : { manager: managerId }) };
}
