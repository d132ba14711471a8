import type { Deps } from './deps';
import { admitDraft } from './flood';
import { forTenant } from './for-tenant';
import { mayAskForOthers, mayBeAskedFor } from './may-ask-for';
import type { ObjectId } from './terms';
import { isTrustedMember } from './trusted-member';
import type { Who } from './verb';

interface SuggestInput extends Who {
  /** Who is said to have written the message; whatever was said, it must be somebody of this tenant. */
  readonly author: ObjectId;
}

/** A colleague takes the place of a form that is started before anybody is looked up, as for every name that they try. */
async function mayLookUp(deps: Deps, { tenantId, presser }: Who): Promise<boolean> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return false;
  const [helps, self] = await Promise.all([
    isTrustedMember(deps, tenantId, presser, tenant.helpdeskGroupId),
    deps.directory.person(tenantId, presser),
  ]);
  if (helps) return true;
  if (!mayAskForOthers(self)) return false;
  const id = deps.ids.ulid(deps.clock.now());
  return (await admitDraft(deps, { id, tenantId, requester: presser })) === undefined;
}

/**
 * The address with which a form starts that somebody opened from a message. Nothing hangs on it: they see it, may change
 * it, and what they send is looked up as if they had typed it. So whatever goes wrong, there is none. Never throws.
 */
export async function suggestPerson(given: Deps, input: SuggestInput): Promise<string | undefined> {
  const { tenantId, presser, author } = input;
  if (author === presser) return undefined;
  const deps = forTenant(given, tenantId);
  try {
    if (!(await mayLookUp(deps, input))) return undefined;
    const person = await deps.directory.person(tenantId, author);
    return mayBeAskedFor(person) ? (person.mail ?? person.userPrincipalName) : undefined;
  } catch (error) {
    deps.log.warn('suggestion.failed', { tenantId, error });
    return undefined;
  }
}
