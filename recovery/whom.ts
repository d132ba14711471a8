import type { Deps } from './deps';
import type { Proof } from './facts';
import { findPerson } from './find-person';
import { admitDraft, refusedAhead } from './flood';
import { mayAskForOthers, mayBeAskedFor } from './may-ask-for';
import type { Refused } from './outcome';
import { refused } from './outcome';
import type { Person, TenantSettings } from './ports';
import { isProofCode } from './proof-codes';
import type { ObjectId } from './terms';
import { isTrustedMember } from './trusted-member';

export interface WhomInput {
  readonly tenantId: ObjectId;
  readonly presser: ObjectId;
  /** Mail, UPN, object id or whole name of somebody; absent = the presser. */
  readonly address?: string;
  /** As it came in: whether it is one is looked at where it counts. */
  readonly proof?: Proof;
}

/** Whom a draft is about, and as what the presser asks: of themselves, with the helpdesk's proof, or as a colleague. */
export type Whom =
  | { readonly kind: 'self' | 'colleague'; readonly employee: Person }
  | { readonly kind: 'helpdesk'; readonly employee: Person; readonly proof: Proof };

const isCalled = ({ id, mail, userPrincipalName }: Person, address: string): boolean =>
  [id, mail, userPrincipalName].some((one) => one?.toLowerCase() === address.trim().toLowerCase());

const asWhom = (presser: ObjectId, employee: Person): Whom => ({
  kind: employee.id === presser ? 'self' : 'colleague',
  employee,
});

/** Proof and ticket cannot be skipped, and no words stand in for a proof. */
async function forHelpdesk(deps: Deps, input: WhomInput, address: string): Promise<Whom | Refused> {
  const employee = await findPerson(deps, input.tenantId, address);
  if (employee?.id === input.presser) return asWhom(input.presser, employee);
  const { proof } = input;
  if (proof === undefined || !isProofCode(proof.proof) || proof.ticket.trim() === '') return refused('proofMissing');
  return employee === undefined ? refused('personNotFound') : { kind: 'helpdesk', employee, proof };
}

/**
 * For a colleague. The place is taken before anybody is looked up, so that nobody tries names for nothing; and one answer
 * stands for everybody who is not there, may not be asked for, or by whom nobody may be asked for.
 */
async function forColleague(deps: Deps, input: WhomInput, address: string, draftId: string): Promise<Whom | Refused> {
  const { tenantId, presser } = input;
  const self = await deps.directory.person(tenantId, presser);
  if (self !== undefined && isCalled(self, address)) return asWhom(presser, self);
  if (!mayAskForOthers(self)) return refused('cannotOpenFor');
  const counted = { id: draftId, tenantId, requester: presser };
  const flooded = (await refusedAhead(deps, counted)) ?? (await admitDraft(deps, counted));
  if (flooded !== undefined) return flooded;
  const employee = await findPerson(deps, tenantId, address);
  return mayBeAskedFor(employee) ? asWhom(presser, employee) : refused('cannotOpenFor');
}

/** Finds out for whom the presser asks, and whether they may. */
export async function findWhom(
  deps: Deps,
  tenant: TenantSettings,
  input: WhomInput,
  draftId: string,
): Promise<Whom | Refused> {
  const { tenantId, presser, address } = input;
  if (address === undefined) {
    const employee = await deps.directory.person(tenantId, presser);
    return employee === undefined ? refused('personNotFound') : asWhom(presser, employee);
  }
  const helps = await isTrustedMember(deps, tenantId, presser, tenant.helpdeskGroupId);
  return helps ? forHelpdesk(deps, input, address) : forColleague(deps, input, address, draftId);
}
