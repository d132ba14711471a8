import type { Person, TenantSettings } from './ports';

/**
 * Whether Microsoft Entra sends this account to a sign-in page of the organisation's own. Goes by the tenants file, which
 * takes no permission, and by the domain of the user name alone: a domain below a listed one is another. It adds advice
 * to a draft; no guard and no plan reads it.
 */
export function isFederated(
  { federatedDomains = [] }: Pick<TenantSettings, 'federatedDomains'>,
  { userPrincipalName }: Pick<Person, 'userPrincipalName'>,
): boolean {
  const at = userPrincipalName.lastIndexOf('@');
  return at > 0 && federatedDomains.includes(userPrincipalName.slice(at + 1).toLowerCase());
}
