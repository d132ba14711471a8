import type { Deps } from '../../recovery/deps';
import type { Directory } from '../../recovery/ports';
import type { ObjectId } from '../../recovery/terms';
import type { Someone } from '../../scripts/who-may-people';
import type { World } from './domain-world';
import { FakeDirectory } from './fake-directory';
import { OTHER_TENANT, person, TENANT } from './request-builder';
import { method } from './sample-methods';
import { GROUPS, samplePerson, seedPeople, SETTINGS, WHO } from './sample-people';

const NOT_SERVED: ObjectId = 'c0ffee00-0000-4000-8000-000000000003';

/** Where everybody of the table sits: tenant and object id, as an authenticated activity would say. */
export const SEATS: Readonly<Record<Someone, { readonly tenantId: ObjectId; readonly presser: ObjectId }>> = {
  employee: { tenantId: TENANT, presser: WHO.ada },
  askedByColleague: { tenantId: TENANT, presser: WHO.ada },
  employeeWhoOpened: { tenantId: TENANT, presser: WHO.ada },
  requester: { tenantId: TENANT, presser: WHO.helen },
  joined: { tenantId: TENANT, presser: person(20) },
  takenFrom: { tenantId: TENANT, presser: WHO.helen },
  colleagueWhoOpened: { tenantId: TENANT, presser: person(27) },
  colleagueWhoJoined: { tenantId: TENANT, presser: person(28) },
  employeeInSecurity: { tenantId: TENANT, presser: WHO.ada },
  requesterInSecurity: { tenantId: TENANT, presser: WHO.helen },
  joinedInSecurity: { tenantId: TENANT, presser: person(20) },
  takenFromInSecurity: { tenantId: TENANT, presser: WHO.helen },
  firstApprover: { tenantId: TENANT, presser: WHO.mona },
  disabledApprover: { tenantId: TENANT, presser: WHO.mona },
  guestApprover: { tenantId: TENANT, presser: WHO.mona },
  secondApprover: { tenantId: TENANT, presser: WHO.sam },
  besideSecond: { tenantId: TENANT, presser: WHO.sue },
  formerApprover: { tenantId: TENANT, presser: WHO.max },
  attendant: { tenantId: TENANT, presser: person(25) },
  relieved: { tenantId: TENANT, presser: person(26) },
  requesterAtCounter: { tenantId: TENANT, presser: WHO.helen },
  employeeAtCounter: { tenantId: TENANT, presser: WHO.ada },
  employeeInChat: { tenantId: TENANT, presser: WHO.ada },
  agentAtCounter: { tenantId: TENANT, presser: person(21) },
  helpdesk: { tenantId: TENANT, presser: person(21) },
  security: { tenantId: TENANT, presser: person(22) },
  disabledSecurity: { tenantId: TENANT, presser: person(22) },
  guestSecurity: { tenantId: TENANT, presser: person(22) },
  duty: { tenantId: TENANT, presser: WHO.dan },
  colleague: { tenantId: TENANT, presser: WHO.colin },
  guest: { tenantId: TENANT, presser: person(23) },
  disabled: { tenantId: TENANT, presser: person(24) },
  linkHolder: { tenantId: TENANT, presser: '' },
  elsewhere: { tenantId: OTHER_TENANT, presser: WHO.sam },
  elsewhereEmployee: { tenantId: OTHER_TENANT, presser: WHO.ada },
  notServed: { tenantId: NOT_SERVED, presser: WHO.ada },
  nobody: { tenantId: TENANT, presser: '' },
};

export const idOf = (who: Someone): ObjectId => SEATS[who].presser;

/** A second tenant that is served too: its own directory, in which the same groups have the same object ids in them. */
export function withNeighbours(world: World): Deps {
  const other = new FakeDirectory(OTHER_TENANT);
  other.people.set(WHO.sam, samplePerson(WHO.sam));
  other.groups.set(GROUPS.helpdesk, [WHO.sam]).set(GROUPS.security, [WHO.sam]);
  for (const groupId of [GROUPS.helpdesk, GROUPS.security]) {
    world.memberships.rows.set(`${OTHER_TENANT}|${groupId}|${WHO.sam}`, { since: 0, baseline: true });
  }
  const directory = new Proxy(world.deps.directory, {
    get:
      (own, key) =>
      (tenantId: ObjectId, ...rest: unknown[]) => {
        const target: Directory = tenantId === OTHER_TENANT ? other : own;
        const read: unknown = Reflect.get(target, key);
        if (typeof read !== 'function') throw new Error(`the directory has no ${String(key)}`);
        return Reflect.apply(read, target, [tenantId, ...rest]) as unknown;
      },
  });
  const served = [SETTINGS, { ...SETTINGS, tenantId: OTHER_TENANT }];
  return { ...world.deps, directory, tenants: { find: (id) => served.find(({ tenantId }) => tenantId === id) } };
}

export function seat(world: World): void {
  const { directory } = world;
  seedPeople(directory);
  const others = [
    'joined',
    'attendant',
    'relieved',
    'helpdesk',
    'security',
    'guest',
    'disabled',
    'colleagueWhoOpened',
    'colleagueWhoJoined',
  ];
  for (const who of others as readonly Someone[]) {
    directory.people.set(idOf(who), samplePerson(idOf(who)));
  }
  directory.change(idOf('guest'), { userType: 'guest' });
  directory.change(idOf('disabled'), { accountEnabled: false });
  const agents = ['joined', 'attendant', 'relieved', 'helpdesk'] as const;
  directory.groups.set(GROUPS.helpdesk, [WHO.helen, ...agents.map(idOf)]);
  // Two people have to approve.
  directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: ['Exchange Administrator'] });
  for (const [who, { tenantId, presser }] of Object.entries(SEATS)) {
    const isAda = presser === WHO.ada || presser === '' || tenantId !== TENANT;
    if (!isAda) world.accountOf(presser).methods.push(method('microsoftAuthenticator', who));
  }
}
