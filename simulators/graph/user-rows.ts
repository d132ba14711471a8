import type { JsonObject } from '../entra/exchange';
import type { SimUser } from '../entra/sim-user';
import type { Collection } from './odata-query';

const USUAL = [
  ...['businessPhones', 'displayName', 'givenName', 'jobTitle', 'mail', 'mobilePhone', 'officeLocation'],
  ...['preferredLanguage', 'surname', 'userPrincipalName', 'id'],
];

const ONLY_SELECTED = [
  ...[
    'accountEnabled',
    'userType',
    'department',
    'otherMails',
    'proxyAddresses',
    'createdDateTime',
    'onPremisesSyncEnabled',
    'identities',
  ],
  ...['employeeId', 'externalUserState', 'lastPasswordChangeDateTime', 'signInSessionsValidFromDateTime'],
  ...['isManagementRestricted', 'manager'],
];

/** Users: without `$select` only the eleven properties that Graph returns by default. */
export const USERS: Collection = {
  name: 'users',
  type: 'microsoft.graph.user',
  usual: USUAL,
  selectable: [...USUAL, ...ONLY_SELECTED],
  filterable: [
    ...['id', 'displayName', 'givenName', 'surname', 'mail', 'userPrincipalName', 'mobilePhone', 'otherMails'],
    ...['accountEnabled', 'userType', 'department', 'jobTitle', 'employeeId', 'createdDateTime', 'identities'],
    'onPremisesSyncEnabled',
  ],
};

/** Everything that the simulator knows of a user, by Graph's names. */
export function userRow(user: SimUser): JsonObject {
  const { methods: _methods, leftovers: _leftovers, pass: _pass, manager: _manager, risk: _risk, ...rest } = user;
  const {
    installedApps: _apps,
    defaultMethodId: _default,
    mustChangePassword: _must,
    createdAt,
    passwordChangedAt,
    sessionsValidFrom,
    ...plain
  } = rest;
  return {
    ...plain,
    createdDateTime: isoTime(createdAt),
    lastPasswordChangeDateTime: passwordChangedAt === null ? null : isoTime(passwordChangedAt),
    signInSessionsValidFromDateTime: isoTime(sessionsValidFrom),
  };
}

/** Graph's form of a time, to the second: `2026-08-01T12:00:00Z`. */
export function isoTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
