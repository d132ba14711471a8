import type { Approvers } from './approvers';
import { chooseApprovers } from './approvers';
import type { Begun } from './begun';
import { isReachable } from './contact-age';
import { contactHash } from './contact-hash';
import type { TrustedContact } from './contacts';
import type { Deps } from './deps';
import { isOfDirectory } from './directory-contacts';
import { isForCounter, refuseEarly } from './draft-request';
import type { EmployeeFacts } from './employee-facts';
import { readEmployee } from './employee-facts';
import type { EventOf, RecoveryEvent } from './events';
import type { Delivery, LinkDelivery } from './facts';
import { admitToTenant } from './flood';
import { heldEvent } from './hold-event';
import { next } from './machine';
import type { RefusalCode, Refused } from './outcome';
import { refused } from './outcome';
import { chooseMethods } from './plan';
import type { Draft } from './drafts';
import type { KeyRing, Person, TenantSettings } from './ports';
import type { AwaitingApproval, RecoveryRequest } from './request';
import type { PossibleSelf, SelfVerification } from './self-verification';
import { mayAskSelf, selfVerification } from './self-verification';
import type { CaseFacts } from './story';
import { openersOf } from './story';
import type { Millis, ObjectId, Scenario } from './terms';
import { reasonOf } from './verify-self';

/** What somebody chose on the draft's card; whatever is missing is as the draft has it. */
export interface Said {
  readonly scenario?: Scenario;
  readonly methods?: readonly string[];
  readonly lostAt?: Millis;
  /** `teams`, `inPerson`, or the id of a contact the draft offered. Absent = a counter where the draft says so, else this chat. */
  readonly delivery?: string;
  readonly details?: string;
  /** Asks for a code in place of an approver. Where that may not be, the request takes its usual way. */
  readonly selfVerify?: true;
}

/** Who has a part in it already, and does not approve as well. */
export interface Hands {
  /** Who opened or joined it before, where it waits for the employee. */
  readonly others?: readonly ObjectId[];
  /** Who released it from a hold meanwhile. */
  readonly restartedBy?: readonly ObjectId[];
}

/** Who asks for what, for whom. */
export interface Case extends Hands {
  readonly tenant: TenantSettings;
  readonly draft: Draft;
  readonly said: Said;
  readonly employee: Person;
}

/** Who had a hand in what waits for the employee. */
export function handsIn(waiting: RecoveryRequest): Hands {
  const { restartedBy } = waiting;
  return { others: openersOf(waiting), ...(restartedBy !== undefined && { restartedBy }) };
}

/** A case that may go on, as the rules see it now. */
export interface Opening extends Case {
  readonly kind: 'opening';
  readonly delivery: Delivery;
  readonly facts: EmployeeFacts;
}

export interface Beginning {
  readonly begun: Begun;
  /** Why it is held as soon as it stands: a full tenant, a route that asks for it, or nobody who may approve. */
  readonly holdFor?: string;
  /** A code may take the place of an approver, by these facts. */
  readonly self?: { readonly facts: EmployeeFacts; readonly possible: PossibleSelf };
}

/** What a request begins anew with, and its hold where one is due: both stand, or neither. */
export function eventsOf(
  deps: Pick<Deps, 'clock' | 'policy'>,
  request: AwaitingApproval,
  event: EventOf<'takenOver'> | EventOf<'employeeConfirmed'>,
  { holdFor }: Beginning,
): { readonly events: readonly [RecoveryEvent, ...RecoveryEvent[]] } {
  if (holdFor === undefined) return { events: [event] };
  return { events: [event, heldEvent(deps, next(request, event), { kind: 'system' }, holdFor)] };
}

const isAtCounter = ({ delivery }: Said, { atCounter }: Draft): boolean =>
  delivery === undefined ? atCounter === true : delivery === 'inPerson';

/** A link to this contact: its address only as a keyed hash. */
export function linkTo(keys: KeyRing, contact: TrustedContact): LinkDelivery {
  const { id: contactId, kind, channel, masked } = contact;
  return { place: 'link', contactId, contact: contactHash(keys, contact), kind, channel, masked };
}

/** This chat where the policy allows it. Only a contact that the rules trust may carry the link; anything else is no delivery at all. */
function chooseDelivery(
  { keys }: Pick<Deps, 'keys'>,
  { said, draft }: Case,
  facts: EmployeeFacts,
): Delivery | undefined {
  const { contacts, policy } = facts;
  const { delivery } = said;
  if (isAtCounter(said, draft)) {
    return isForCounter(draft) && policy.delivery.includes('inPerson') ? { place: 'inPerson' } : undefined;
  }
  const inTeams = policy.delivery.includes('teams');
  if (inTeams && (delivery === undefined || delivery === 'teams')) return { place: 'teams' };
  // Where there is one place only, nobody has to name it.
  const only = contacts.length === 1 && delivery === undefined ? contacts[0]?.id : delivery;
  const contact = contacts.find(({ id }) => id === only);
  if (contact === undefined) return undefined;
  return linkTo(keys, contact);
}

/** Why nothing can be shown anywhere: no such way, or one of which nobody can say just now whether it may be used. */
function nowhere({ delivery }: Said, { methods, contactsUnsure }: EmployeeFacts): RefusalCode {
  const registered = methods.kind === 'known' ? methods.value.filter(isReachable) : [];
  const meant = delivery === undefined || isOfDirectory(delivery) || registered.some(({ id }) => id === delivery);
  return contactsUnsure === true && meant ? 'directoryUnavailable' : 'deliveryNotPossible';
}

export const scenarioOf = ({ said, draft }: Pick<Case, 'said' | 'draft'>): Scenario => said.scenario ?? draft.scenario;

/** At most 500 characters; absent where nothing was said. */
export function detailsOf({ said, draft }: Pick<Case, 'said' | 'draft'>): { readonly details?: string } {
  const details = (said.details ?? draft.details)?.slice(0, 500) ?? '';
  return details === '' ? {} : { details };
}

/** The employee alone reads what there is to choose from: nobody else picks methods, whatever a press says. */
const chosenIn = ({ said, draft }: Pick<Case, 'said' | 'draft'>): readonly string[] =>
  draft.requester === draft.employee ? (said.methods ?? []) : [];

/**
 * What of it is registered and can be removed. Only that is kept: the ids of phones are the same on every account, and one
 * that was sent along would count as soon as such a method is added. Never empty by this: `refuseEarly` has asked before.
 */
function keptOf(opening: Opening): readonly string[] {
  const { methods } = opening.facts;
  const chosen = chosenIn(opening);
  if (chosen.length === 0 || methods.kind !== 'known') return chosen;
  return chooseMethods(methods.value, scenarioOf(opening), chosen).map(({ id }) => id);
}

/** What is said to have happened, as the rules and the request want it. */
function storyIn(about: Case) {
  const { said, draft } = about;
  const { proof, pressed } = draft;
  return {
    scenario: scenarioOf(about),
    chosenMethods: chosenIn(about),
    ...(said.lostAt !== undefined && { lostAt: said.lostAt }),
    ...detailsOf(about),
    ...(proof !== undefined && { proof }),
    ...(pressed !== undefined && { pressed }),
  } satisfies CaseFacts;
}

/** Reads everything about the employee anew, or says why it can only be no. */
export async function readCase(deps: Deps, about: Case): Promise<Opening | Refused> {
  const { tenant, draft, said, employee } = about;
  const where = isAtCounter(said, draft) ? { delivery: { place: 'inPerson' } as const } : {};
  const story = { ...storyIn(about), ...where, requester: draft.requester };
  const facts = await readEmployee(deps, tenant, employee, story);
  const early = refuseEarly(facts, scenarioOf(about), story.chosenMethods);
  if (early !== undefined) return early;
  const delivery = chooseDelivery(deps, about, facts);
  if (delivery === undefined) return refused(nowhere(said, facts));
  return { ...about, kind: 'opening', delivery, facts };
}

function ofPolicy({ policy, signals }: EmployeeFacts): Pick<Begun, 'tiers' | 'stepUp' | 'evaluation'> {
  const { stepUp } = policy.approver;
  return {
    ...(signals.tiers !== undefined && { tiers: signals.tiers.names }),
    ...(stepUp !== 'never' && { stepUp }),
    ...(policy.mode === 'evaluation' && { evaluation: true as const }),
  };
}

/** Only in the employee's own chat: on a page the number and the code would meet. */
function selfAsked(opening: Opening, approvers: Approvers): SelfVerification | undefined {
  const { said, draft, facts, delivery } = opening;
  const asks = { employee: draft.employee, requester: draft.requester, scenario: scenarioOf(opening) };
  const may = said.selfVerify === true && delivery.place === 'teams' && mayAskSelf(facts.policy, asks);
  return may ? selfVerification(facts, approvers, asks.scenario) : undefined;
}

/** Takes its place in the tenant, and chooses whom to ask. Where it is held nobody gets a card, so none is counted. */
export async function beginCase(deps: Deps, opening: Opening): Promise<Beginning> {
  const { tenant, draft, employee, facts, delivery, others = [], restartedBy = [] } = opening;
  const full = await admitToTenant(deps, draft);
  const held = facts.route.route === 'held' ? facts.route.why : full;
  const approvers = await chooseApprovers(deps, {
    ...{ tenant, employee, excluded: [draft.requester, ...others], passedOver: [], restartedBy },
    dual: facts.route.route !== 'approval',
    ...(held === undefined && { card: { id: draft.id, causes: [...new Set([draft.employee, draft.requester])] } }),
  });
  const { slots, reasons } = approvers;
  const self = selfAsked(opening, approvers);
  // Why a person has to look, where the employee hoped that nobody had to.
  const notSelf = self?.kind === 'notPossible' ? [reasonOf(self)] : [];
  const begun: Begun = {
    ...storyIn(opening),
    chosenMethods: keptOf(opening),
    ...ofPolicy(facts),
    ...{ delivery, slots },
    employeeConfirmed: draft.requester === draft.employee && delivery.place === 'teams',
    route: slots.length === 2 ? 'dualApproval' : 'approval',
    reasons: [...facts.route.reasons, ...reasons, ...notSelf],
    expiresAt: deps.clock.now() + facts.policy.timers.expireMinutes * 60_000,
  };
  const holdFor = held ?? (slots.length === 0 ? 'noApprover' : undefined);
  return {
    begun,
    ...(holdFor !== undefined && { holdFor }),
    ...(self?.kind === 'possible' && { self: { facts, possible: self } }),
  };
}
