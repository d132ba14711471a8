import type { Deps } from './deps';
import type { Who } from './verb';

/**
 * True for a member of security whose account is good: an account that was disabled a moment ago, or a guest's, decides
 * nothing, though the group still has it and its session lives on. Throws `EffectError` when it cannot be read.
 */
export async function isSenior(
  { tenants, directory }: Pick<Deps, 'tenants' | 'directory'>,
  { tenantId, presser }: Who,
): Promise<boolean> {
  const tenant = tenants.find(tenantId);
  if (tenant === undefined || !(await directory.isMember(tenantId, presser, tenant.securityGroupId))) return false;
  const person = await directory.person(tenantId, presser);
  return person?.accountEnabled === true && person.userType === 'member';
}
