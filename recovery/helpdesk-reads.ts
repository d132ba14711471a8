import type { Deps } from './deps';
import { EffectError } from './errors';
import type { Outcome, Refused } from './outcome';
import { done, refused } from './outcome';
import type { Stored } from './ports';
import type { RequestId } from './terms';
import { isTrustedMember, type ReadingMembers } from './trusted-member';
import type { Who } from './verb';
import { verb } from './verb';

/** True for members of the helpdesk and of security. Throws `EffectError` when the groups cannot be read. */
export async function isHelpdesk(deps: ReadingMembers, { tenantId, presser }: Who): Promise<boolean> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return false;
  const groups = [tenant.helpdeskGroupId, tenant.securityGroupId];
  const isIn = await Promise.all(groups.map((group) => isTrustedMember(deps, tenantId, presser, group)));
  return isIn.includes(true);
}

/** For what is shown beside an answer: a role that cannot be read is none. */
export async function seemsHelpdesk(deps: ReadingMembers, who: Who): Promise<boolean> {
  try {
    return await isHelpdesk(deps, who);
  } catch (error) {
    if (error instanceof EffectError) return false;
    throw error;
  }
}

/** Whether somebody gets the form that asks for a proof. Whom the group cannot be read for asks as a colleague does. */
export async function opensWithProof(deps: ReadingMembers, { tenantId, presser }: Who): Promise<boolean> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return false;
  try {
    return await isTrustedMember(deps, tenantId, presser, tenant.helpdeskGroupId);
  } catch (error) {
    if (error instanceof EffectError) return false;
    throw error;
  }
}

/** What somebody looked at who is no part of it. Written before it is shown: a read that cannot be recorded shows nothing. */
export async function recordRead(
  deps: Pick<Deps, 'ledger' | 'clock'>,
  { tenantId, presser }: Who,
  what: string,
  requestId?: RequestId,
): Promise<void> {
  const entry = { at: deps.clock.now(), by: presser, name: 'mfa.recovery.read', what };
  await deps.ledger.journal(tenantId, { ...entry, ...(requestId === undefined ? {} : { requestId }) });
}

/** Everything that is not ended, what was opened first in front. */
export interface OpenRequests {
  readonly kind: 'open';
  readonly all: readonly Stored[];
}

/** The open requests of the tenant, for helpdesk and security. Everybody else gets what an unknown thing gets. */
export const listOpen = verb('open', async (deps: Deps, who: Who): Promise<OpenRequests | Refused> => {
  if (!(await isHelpdesk(deps, who))) return refused('notFound');
  const all = await deps.ledger.listOpen(who.tenantId);
  await recordRead(deps, who, `open: ${all.length}`);
  return { kind: 'open', all: [...all].sort((a, b) => a.request.openedAt - b.request.openedAt) };
});

export interface FindPersonInput extends Who {
  /** Mail address or user principal name. */
  readonly address: string;
}

/** The live request about a person, or else their newest, for helpdesk and security. Unknown and forbidden answer alike. */
export const findOfPerson = verb('findPerson', async (deps: Deps, input: FindPersonInput): Promise<Outcome> => {
  const { tenantId, address } = input;
  if (!(await isHelpdesk(deps, input))) return refused('notFound');
  const person = await deps.directory.personByAddress(tenantId, address);
  if (person === undefined) return refused('notFound');
  const [newest] = await deps.ledger.listByEmployee(tenantId, person.id, 1);
  const found = (await deps.ledger.findActive(tenantId, person.id)) ?? newest;
  if (found === undefined) return refused('notFound');
  await recordRead(deps, input, 'findPerson: found', found.request.id);
  return done(found);
});
