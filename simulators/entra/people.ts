import { recordAudit, type Initiator } from './audit-log';
import { SimError } from './sim-error';
import type { SimManager, SimProfile, SimRisk, SimUser } from './sim-user';
import type { SimGroup, SimTenant } from './tenant';
import { ADMIN, recordWrite, type WriteOrigin } from './write-log';

const YEAR = 365 * 24 * 3_600_000;

type Named = Pick<SimProfile, 'displayName' | 'userPrincipalName'>;

/** Adds a member of the tenant, enabled, made three years ago, with a password and nothing else; `profile` changes that. */
export function addUser(tenant: SimTenant, profile: Named & Partial<SimProfile>): SimUser {
  const [givenName = null, ...rest] = profile.displayName.split(' ');
  const longAgo = tenant.clock.now() - 3 * YEAR;
  const { mail = profile.userPrincipalName } = profile;
  const user: SimUser = {
    ...EMPTY_PROFILE,
    id: tenant.ids.guid(),
    givenName,
    surname: rest.join(' ') || null,
    mail,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    createdAt: longAgo,
    passwordChangedAt: longAgo,
    sessionsValidFrom: longAgo,
    identities: [ownIdentity(tenant, profile.userPrincipalName)],
    ...profile,
    ...NOTHING_YET,
    methods: [],
    leftovers: [],
    installedApps: new Set(),
  };
  tenant.users.set(user.id.toLowerCase(), user);
  return user;
}

const EMPTY_PROFILE = {
  mobilePhone: null,
  businessPhones: [],
  otherMails: [],
  accountEnabled: true,
  userType: 'Member',
  jobTitle: null,
  department: null,
  officeLocation: null,
  employeeId: null,
  preferredLanguage: null,
  onPremisesSyncEnabled: null,
  externalUserState: null,
  isManagementRestricted: null,
} satisfies Partial<SimProfile>;

const NOTHING_YET = {
  manager: undefined,
  pass: undefined,
  defaultMethodId: undefined,
  risk: undefined,
  photo: undefined,
  mustChangePassword: undefined,
};

function ownIdentity(tenant: SimTenant, userPrincipalName: string) {
  return { signInType: 'userPrincipalName', issuer: tenant.domain, issuerAssignedId: userPrincipalName };
}

/** By object id or user principal name, case-insensitive. */
export function findUser(tenant: SimTenant, idOrName: string): SimUser | undefined {
  const wanted = idOrName.toLowerCase();
  const byId = tenant.users.get(wanted);
  return byId ?? [...tenant.users.values()].find(({ userPrincipalName }) => userPrincipalName.toLowerCase() === wanted);
}

/** Like `findUser`; throws `SimError` for somebody unknown. */
export function userById(tenant: SimTenant, id: string): SimUser {
  const user = findUser(tenant, id);
  if (user === undefined) throw new SimError('noSuchUser', `there is no user ${id}`);
  return user;
}

export function addGroup(
  tenant: SimTenant,
  group: Omit<SimGroup, 'members'> & { members?: Iterable<string> },
): SimGroup {
  const added: SimGroup = { ...group, members: new Set(group.members ?? []) };
  tenant.groups.set(group.id.toLowerCase(), added);
  return added;
}

/** As an administrator of groups does it; the audit log tells of it ("Add member to group"). */
export function addMember(tenant: SimTenant, groupId: string, userId: string): void {
  const group = tenant.groups.get(groupId.toLowerCase());
  if (group === undefined) throw new SimError('noSuchGroup', `there is no group ${groupId}`);
  const target = userById(tenant, userId);
  group.members.add(target.id);
  const entry = {
    activity: 'Add member to group',
    reason: '',
    service: 'Core Directory',
    operationType: 'Assign',
  } as const;
  recordAudit(tenant, { ...entry, target, group, initiator: { admin: 'admin' } });
}

/** As an administrator does it, or `by`; the audit log tells of it ("Set user manager"). */
export function setManager(
  tenant: SimTenant,
  userId: string,
  manager: SimManager | undefined,
  by: Initiator = { admin: 'admin' },
): void {
  const user = userById(tenant, userId);
  recordWrite(tenant, { ...ADMIN, path: `/users/${user.id}/manager/$ref` }, user, () => {
    user.manager = manager;
  });
  const activity = manager === undefined ? 'Remove user manager' : 'Set user manager';
  recordAudit(tenant, { activity, reason: '', service: 'Core Directory', target: user, initiator: by });
}

export function setAccountEnabled(
  tenant: SimTenant,
  user: SimUser,
  { enabled, origin, initiator }: { enabled: boolean; origin: WriteOrigin; initiator: Initiator },
): void {
  recordWrite(tenant, origin, user, () => {
    user.accountEnabled = enabled;
  });
  const activity = enabled ? 'Enable account' : 'Disable account';
  recordAudit(tenant, { activity, reason: '', service: 'Core Directory', target: user, initiator });
}

export function revokeSessions(
  tenant: SimTenant,
  user: SimUser,
  { origin, initiator }: { origin: WriteOrigin; initiator: Initiator },
): void {
  recordWrite(tenant, origin, user, () => {
    user.sessionsValidFrom = tenant.clock.now();
  });
  const activity = 'Update StsRefreshTokenValidFrom Timestamp';
  recordAudit(tenant, { activity, reason: '', service: 'Core Directory', target: user, initiator });
}

/** What identity protection thinks of somebody. */
export function setRisk(tenant: SimTenant, userId: string, risk: Omit<SimRisk, 'updatedAt'>): void {
  userById(tenant, userId).risk = { ...risk, updatedAt: tenant.clock.now() };
}
