import { z } from 'zod';
import { EffectError } from '../recovery/errors';
import type { Person } from '../recovery/ports';
import { asObjectId } from '../recovery/terms';

const PROPERTIES = [
  ...['id', 'displayName', 'givenName', 'mail', 'userPrincipalName', 'jobTitle', 'department'],
  ...['accountEnabled', 'userType', 'createdDateTime', 'onPremisesSyncEnabled', 'externalUserState', 'identities'],
  'proxyAddresses',
];

/** What is asked for, and nothing else: Graph leaves accountEnabled, userType and identities out unless named. */
export const USER_SELECT = PROPERTIES.join(',');

export const USER = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  givenName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string(),
  jobTitle: z.string().nullish(),
  department: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  externalUserState: z.string().nullish(),
  proxyAddresses: z.array(z.string()).nullish(),
  identities: z.array(z.object({ issuer: z.string().nullish() })).nullish(),
});

type User = z.output<typeof USER>;

/** A person of the domain. What Graph does not say is the cautious value: not enabled, not a member. */
export function toPerson(user: User): Person {
  const id = asObjectId(user.id);
  if (id === undefined) throw new EffectError('rejected', 'Graph named a person without an object id.');
  const createdAt = Date.parse(user.createdDateTime ?? '');
  const { userPrincipalName, proxyAddresses } = user;
  return {
    id,
    displayName: user.displayName ?? userPrincipalName,
    userPrincipalName,
    ...(proxyAddresses ? { aliases: proxyAddresses.map(untyped) } : {}),
    ...textOf('givenName', user.givenName),
    ...textOf('mail', user.mail),
    ...textOf('jobTitle', user.jobTitle),
    ...textOf('department', user.department),
    accountEnabled: user.accountEnabled === true,
    userType: userTypeOf(user),
    ...(Number.isNaN(createdAt) ? {} : { createdAt }),
    onPremisesSynced: user.onPremisesSyncEnabled === true,
  };
}

/** `SMTP:` or `smtp:` stands before each of `proxyAddresses`. */
export const untyped = (address: string): string => address.replace(/^[a-z\d]+:\s*/i, '');

/**
 * Somebody who signs in at another organisation counts as a guest, even where the tenant calls them a member: they can
 * have no pass here, and their sessions are not ours to end.
 */
function userTypeOf({ userType, externalUserState, identities }: User): Person['userType'] {
  const external = Boolean(externalUserState) || identities?.some(({ issuer }) => issuer === 'ExternalAzureAD');
  if (external === true) return 'guest';
  const type = userType?.toLowerCase();
  return type === 'member' || type === 'guest' ? type : 'unknown';
}

const textOf = <K extends string>(key: K, text: string | null | undefined): { readonly [P in K]?: string } =>
  // A computed key of type K makes TypeScript forget which key it is.
  text ? ({ [key]: text } as { readonly [P in K]: string }) : {};
