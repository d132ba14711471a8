import { isTrustedMember, type ReadingMembers } from './trusted-member';
import type { Who } from './verb';

/**
 * True for a member of security who has been one for long enough and whose account is good: an account that was disabled a moment ago, or a guest's, decides
 * nothing, though the group still has it and its session lives on. Throws `EffectError` when it cannot be read.
 */
export async function isSenior(deps: ReadingMembers, { tenantId, presser }: Who): Promise<boolean> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return false;
  if (!(await isTrustedMember(deps, tenantId, presser, tenant.securityGroupId))) return false;
  const person = await deps.directory.person(tenantId, presser);
  return person?.accountEnabled === true && person.userType === 'member';
}
