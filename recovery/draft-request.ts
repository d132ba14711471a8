import { chooseApprovers } from './approvers';
import type { NamedContact, TrustedContact } from './contacts';
import type { Deps } from './deps';
import { readEmployee } from './employee-facts';
import type { EmployeeFacts } from './employee-facts';
import { isFederated } from './federated-sign-in';
import { admitDraft, refusedAhead } from './flood';
import { forTenant } from './for-tenant';
import { isParty } from './guards';
import { isStrong } from './methods';
import { waitsForEmployee } from './opened-by';
import type { DraftOutcome, DraftView, OfferedContact, Refused } from './outcome';
import { refused } from './outcome';
import { chooseMethods } from './plan';
import type { Draft } from './drafts';
import type { Person, Stored, TenantSettings } from './ports';
import { ON_LOST_DEVICE } from './scope';
import type { ObjectId, Scenario } from './terms';
import { mayAskSelf, selfVerification } from './self-verification';
import { verb } from './verb';
import type { Whom, WhomInput } from './whom';
import { findWhom } from './whom';

/** The proof counts for a member of the helpdesk only. */
export interface DraftInput extends WhomInput {
  readonly scenario: Scenario;
  readonly details?: string;
  /** The message that led here pressed for speed. */
  readonly pressed?: true;
  /** Where the helpdesk says that the employee can be shown something; `nowhere`: no Teams, no contact, no way to a counter. */
  readonly place?: 'inPerson' | 'nowhere';
}

function newDraft(deps: Deps, id: string, input: DraftInput, whom: Whom): Draft {
  const now = deps.clock.now();
  return {
    id,
    tenantId: input.tenantId,
    requester: input.presser,
    employee: whom.employee.id,
    scenario: input.scenario,
    createdAt: now,
    expiresAt: now + deps.policy.timers.draftMinutes * 60_000,
    ...(whom.kind !== 'helpdesk' ? {} : { proof: whom.proof }),
    ...(whom.kind !== 'colleague' && input.place === 'inPerson' ? { atCounter: true } : {}),
    ...(input.pressed === undefined ? {} : { pressed: input.pressed }),
    ...(input.details === undefined ? {} : { details: input.details.slice(0, 500) }),
  };
}

/** Only the helpdesk opens at a counter, and never for themselves. */
export function isForCounter({ requester, employee, proof }: Draft): boolean {
  return requester !== employee && proof !== undefined;
}

/** Whether the policy of this tenant knows counters at all; tiers may forbid them for some people. */
export function offersCounter(deps: Pick<Deps, 'tenants' | 'policy'>, tenantId: ObjectId): boolean {
  return forTenant(deps, tenantId).policy.delivery.includes('inPerson');
}

/** Whether a code may do, as far as can be said now; whether the approvers stand is read only where all else is well. */
async function offerSelf(
  deps: Deps,
  tenant: TenantSettings,
  draft: Draft,
  employee: Person,
  facts: EmployeeFacts,
): Promise<Pick<DraftView, 'selfVerification'>> {
  const inTeams = facts.policy.delivery.includes('teams');
  if (!inTeams || !mayAskSelf(facts.policy, draft)) return {};
  const dual = facts.route.route !== 'approval';
  const approvers = await chooseApprovers(deps, { tenant, employee, excluded: [], passedOver: [], dual });
  const verdict = selfVerification(facts, approvers, draft.scenario);
  if (verdict.kind === 'possible') return { selfVerification: { masked: verdict.number.masked } };
  return { selfVerification: { why: verdict.reason.rule === 'selfVerified.number' ? 'number' : 'rules' } };
}

/** Which number or address it is, its owner alone is told. */
function namedTo<C extends NamedContact>(own: boolean, contact: C): C {
  if (own) return contact;
  const { masked: _masked, ...unnamed } = contact;
  // Only an optional fact was taken out: it is the same contact.
  return unnamed as C;
}

/** To choose from; the address itself stays here. */
const offered = ({ id, kind, channel, masked }: TrustedContact): OfferedContact => ({ id, kind, channel, masked });

/** What the draft card shows. Somebody else's methods are for that person's eyes only: the requester gets none. */
export function viewDraft(draft: Draft, employee: Person, facts: EmployeeFacts): DraftView {
  const own = draft.requester === draft.employee;
  const registered = own && facts.methods.kind === 'known' ? facts.methods.value : [];
  const willGo = chooseMethods(registered, draft.scenario, []);
  const willStay = registered.filter((one) => !willGo.includes(one));
  const lost = ON_LOST_DEVICE[draft.scenario];
  const stillWorks = willStay.filter((one) => isStrong(one) && !lost.has(one.kind));
  return {
    kind: 'draft',
    draft,
    employee,
    own,
    registered,
    willGo,
    willStay,
    stillWorks,
    contacts: facts.contacts.map((contact) => namedTo(own, offered(contact))),
    notOffered: facts.notOffered.map((contact) => namedTo(own, contact)),
    teamsPossible: facts.policy.delivery.includes('teams'),
    ...(isForCounter(draft) && facts.policy.delivery.includes('inPerson') ? { counterPossible: true } : {}),
    ...(facts.policy.mode === 'evaluation' ? { evaluation: true } : {}),
  };
}

/** Refusals that are known before anything is opened, so that nobody waits for an answer that can only be no. */
export function refuseEarly(facts: EmployeeFacts, scenario: Scenario, chosen: readonly string[]): Refused | undefined {
  if (facts.route.route === 'refused') return refused(facts.route.code);
  if (facts.methods.kind !== 'known') return refused('directoryUnavailable');
  return chooseMethods(facts.methods.value, scenario, chosen).length === 0 ? refused('nothingToRemove') : undefined;
}

/** What is live already: shown to whoever has a part in it, and to the helpdesk. What waits for the employee stops neither. */
function shownInstead(live: Stored | undefined, kind: Whom['kind'], presser: ObjectId): DraftOutcome | undefined {
  if (live === undefined) return undefined;
  const goesOn = kind === 'colleague' ? !isParty(live.request, presser) : waitsForEmployee(live.request);
  return goesOn ? undefined : { kind: 'alreadyOpen', stored: live };
}

/** Nothing is read about whom a colleague asks for, so nothing can be seen of it. */
async function draftAsColleague(deps: Deps, draft: Draft, employee: Person): Promise<DraftOutcome> {
  if (!deps.policy.delivery.includes('teams')) return refused('cannotOpenFor');
  await deps.drafts.put(draft);
  return {
    ...{ kind: 'draft', draft, employee, own: false, teamsPossible: true },
    ...{ registered: [], willGo: [], willStay: [], stillWorks: [], contacts: [], notOffered: [] },
    ...(deps.policy.mode === 'evaluation' ? { evaluation: true } : {}),
  };
}

/**
 * Prepares the one card that asks "is this what happened?". Nothing is opened and nobody is told. `suspicious` never
 * leads here: it never starts a reset.
 */
export const draftRequest = verb('draft', async (deps: Deps, input: DraftInput): Promise<DraftOutcome> => {
  if (input.scenario === 'suspicious') return refused('suspiciousNeverResets');
  const tenant = deps.tenants.find(input.tenantId);
  if (tenant === undefined) return refused('notSetUp');
  const id = deps.ids.ulid(deps.clock.now());
  const whom = await findWhom(deps, tenant, input, id);
  if (whom.kind === 'refused') return whom;
  const { employee } = whom;
  if (whom.kind === 'helpdesk' && input.place === 'nowhere') return refused('cannotCome');
  const live = await deps.ledger.findActive(input.tenantId, employee.id);
  const instead = shownInstead(live, whom.kind, input.presser);
  if (instead !== undefined) return instead;
  const draft = newDraft(deps, id, input, whom);
  if (whom.kind === 'colleague') return draftAsColleague(deps, draft, employee);
  const flooded = (await refusedAhead(deps, draft)) ?? (await admitDraft(deps, draft));
  if (flooded !== undefined) return flooded;
  const facts = await readEmployee(deps, tenant, employee, draft);
  const early = refuseEarly(facts, input.scenario, []);
  if (early !== undefined) return early;
  const view = viewDraft(draft, employee, facts);
  if (draft.atCounter === true && view.counterPossible !== true) return refused('deliveryNotPossible');
  await deps.drafts.put(draft);
  const federated = view.own && isFederated(tenant, employee) ? ({ federated: true } as const) : {};
  return { ...view, ...federated, ...(await offerSelf(deps, tenant, draft, employee, facts)) };
});
