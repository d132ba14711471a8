import type { Approvers } from './approvers';
import { chooseApprovers } from './approvers';
import { transact, WAKE_DELAY_MS } from './commit';
import type { Deps } from './deps';
import { isForCounter, refuseEarly } from './draft-request';
import type { EmployeeFacts } from './employee-facts';
import { readEmployee } from './employee-facts';
import { RecoveryError } from './errors';
import { admitOpener, admitToTenant, refusedAhead, tooManyAbout } from './flood';
import type { EventOf } from './events';
import type { Delivery, Reason } from './facts';
import { heldEvent } from './hold-event';
import type { Outcome } from './outcome';
import { done, refused } from './outcome';
import type { Draft, Person, Stored, TenantSettings } from './ports';
import { isEnded, type AwaitingApproval } from './request';
import type { SelfVerification } from './self-verification';
import { mayAskSelf, selfVerification } from './self-verification';
import type { CaseFacts } from './story';
import type { Millis, ObjectId, Scenario } from './terms';
import { isTrustedMember } from './trusted-member';
import { verb } from './verb';
import { reasonOf, verifySelf } from './verify-self';
import { viewerFor } from './viewers';

export interface OpenInput {
  readonly tenantId: ObjectId;
  readonly presser: ObjectId;
  readonly draftId: string;
  readonly scenario?: Scenario;
  readonly methods?: readonly string[];
  readonly lostAt?: Millis;
  /** `teams`, `inPerson`, or the id of a contact the draft offered. Absent = a counter where the draft says so, else this chat. */
  readonly delivery?: string;
  readonly details?: string;
  /** Asks for a code in place of an approver. Where that may not be, the request takes its usual way. */
  readonly selfVerify?: true;
}

interface Opening {
  readonly tenant: TenantSettings;
  readonly draft: Draft;
  readonly employee: Person;
  readonly scenario: Scenario;
  readonly delivery: Delivery;
  readonly facts: EmployeeFacts;
  readonly approvers: Approvers;
  /** Why it is held as soon as it stands. */
  readonly holdFor?: string;
  /** What came of asking for a code in place of an approver. */
  readonly self?: SelfVerification;
}

const MAX_CODE_TRIES = 5;

const isAtCounter = ({ delivery }: OpenInput, { atCounter }: Draft): boolean =>
  delivery === undefined ? atCounter === true : delivery === 'inPerson';

/** This chat where the policy allows it. Only a contact that the rules trust may carry the link; anything else is no delivery at all. */
function chooseDelivery(input: OpenInput, draft: Draft, facts: EmployeeFacts): Delivery | undefined {
  const { contacts, policy } = facts;
  if (isAtCounter(input, draft)) {
    return isForCounter(draft) && policy.delivery.includes('inPerson') ? { place: 'inPerson' } : undefined;
  }
  const inTeams = policy.delivery.includes('teams');
  if (inTeams && (input.delivery === undefined || input.delivery === 'teams')) return { place: 'teams' };
  // Where there is one place only, nobody has to name it.
  const only = contacts.length === 1 && input.delivery === undefined ? contacts[0]?.id : input.delivery;
  const contact = contacts.find(({ id }) => id === only);
  if (contact === undefined) return undefined;
  return { place: 'link', contactId: contact.id, channel: contact.channel, masked: contact.masked };
}

const detailsOf = (input: OpenInput, draft: Draft): string | undefined =>
  (input.details ?? draft.details)?.slice(0, 500);

/** What is said to have happened, for the rules. */
function caseOf(input: OpenInput, draft: Draft, scenario: Scenario): CaseFacts {
  const { lostAt, methods: chosenMethods = [] } = input;
  const details = detailsOf(input, draft);
  const { requester, proof, pressed } = draft;
  return {
    ...{ scenario, chosenMethods, requester },
    ...(isAtCounter(input, draft) && { delivery: { place: 'inPerson' } as const }),
    ...(lostAt !== undefined && { lostAt }),
    ...(details !== undefined && { details }),
    ...(proof !== undefined && { proof }),
    ...(pressed !== undefined && { pressed }),
  };
}

function optional(input: OpenInput, { draft, facts }: Opening): Partial<AwaitingApproval> {
  const details = detailsOf(input, draft);
  return {
    ...(input.lostAt === undefined ? {} : { lostAt: input.lostAt }),
    ...(details === undefined || details === '' ? {} : { details }),
    ...(draft.proof === undefined ? {} : { proof: draft.proof }),
    ...(draft.pressed === undefined ? {} : { pressed: draft.pressed }),
    ...(facts.signals.tiers === undefined ? {} : { tiers: facts.signals.tiers.names }),
    ...(facts.policy.approver.stepUp === 'never' ? {} : { stepUp: facts.policy.approver.stepUp }),
    ...(facts.policy.mode === 'evaluation' ? { evaluation: true } : {}),
  };
}

/** Why a person has to look, where the employee hoped that nobody had to. */
const notSelf = ({ self }: Opening): readonly Reason[] => (self?.kind === 'notPossible' ? [reasonOf(self)] : []);

function compose(deps: Deps, input: OpenInput, opening: Opening): AwaitingApproval {
  const { draft, facts, approvers } = opening;
  const now = deps.clock.now();
  return {
    id: deps.ids.ulid(now),
    tenantId: draft.tenantId,
    shortCode: deps.ids.shortCode(),
    keyId: deps.keys.currentId,
    state: 'awaitingApproval',
    employee: draft.employee,
    requester: draft.requester,
    joined: [],
    scenario: opening.scenario,
    chosenMethods: input.methods ?? [],
    delivery: opening.delivery,
    employeeConfirmed: draft.requester === draft.employee && opening.delivery.place === 'teams',
    route: approvers.slots.length === 2 ? 'dualApproval' : 'approval',
    reasons: [...facts.route.reasons, ...approvers.reasons, ...notSelf(opening)],
    round: 1,
    slots: approvers.slots,
    openedAt: now,
    expiresAt: now + facts.policy.timers.expireMinutes * 60_000,
    told: [],
    ...optional(input, opening),
  };
}

/**
 * Somebody else's open request becomes the employee's own; a further opener with no part in it yet joins it. One that is
 * not there is being opened, or its opening was lost a moment ago: soon it is known which.
 */
async function joinExisting(deps: Deps, tenantId: ObjectId, id: string, presser: ObjectId): Promise<Outcome> {
  const outcome = await joinStored(deps, tenantId, id, presser);
  return outcome.kind === 'refused' && outcome.code === 'notFound' ? refused('storageUnavailable') : outcome;
}

async function joinStored(deps: Deps, tenantId: ObjectId, id: string, presser: ObjectId): Promise<Outcome> {
  return transact(deps, { tenantId, requestId: id }, (stored) => {
    const { request } = stored;
    const common = { at: deps.clock.now(), by: { kind: 'person', id: presser } } as const;
    const role = viewerFor(request, presser)?.role;
    if ((role !== undefined && role !== 'employee') || request.requester === presser) return { answer: done(stored) };
    if (request.state !== 'awaitingApproval') return { answer: refused('alreadyDecided', { stored }) };
    // Whoever sits in the employee's Teams does not get a case of the counter into their hands.
    if (request.delivery.place === 'inPerson' && presser === request.employee) return { answer: done(stored) };
    return presser === request.employee
      ? { event: { ...common, type: 'takenOver', requester: presser } }
      : { event: { ...common, type: 'joined', who: presser } };
  });
}

async function reserve(deps: Deps, input: OpenInput, opening: Opening): Promise<Outcome> {
  for (let tries = 0; tries < MAX_CODE_TRIES; tries += 1) {
    const request = compose(deps, input, opening);
    const by = { kind: 'person', id: input.presser } as const;
    const event: EventOf<'opened'> = { type: 'opened', at: request.openedAt, by, request };
    await deps.queue.wake(request.tenantId, request.id, WAKE_DELAY_MS);
    const result = await deps.ledger.open(request, event).catch((error: unknown) => {
      if (error instanceof RecoveryError && error.code === 'conflict') return undefined;
      throw error;
    });
    if (result?.kind === 'alreadyOpen') return joinExisting(deps, input.tenantId, result.id, input.presser);
    if (result !== undefined) return afterOpening(deps, opening, result.stored);
  }
  throw new RecoveryError('conflict', 'no free short code was found');
}

/** An approver is asked, or a code goes out. Should this process end in between, an approver is asked. */
async function unheld(deps: Deps, { self, facts }: Opening, stored: Stored): Promise<Outcome> {
  const { tenantId, id } = stored.request;
  const outcome =
    self?.kind === 'possible'
      ? await transact(deps, { tenantId, requestId: id }, (current) => verifySelf(deps, current, facts, self))
      : done(stored);
  deps.startWork(tenantId, id);
  return outcome;
}

/** A full tenant, a route that asks for a hold, or approvers that cannot be found: a hold at once, never a weaker route. */
async function afterOpening(deps: Deps, opening: Opening, stored: Stored): Promise<Outcome> {
  const { request } = stored;
  await deps.drafts.remove(request.tenantId, opening.draft.id);
  const why = opening.holdFor ?? 'noApprover';
  if (opening.holdFor === undefined && request.slots.length > 0) return unheld(deps, opening, stored);
  return transact(deps, { tenantId: request.tenantId, requestId: request.id }, (current) => {
    return { event: heldEvent(deps, current.request, { kind: 'system' }, why) };
  });
}

/** Also where their guard, or their list, has got lost: each is looked for in the other. */
async function liveOf(deps: Deps, tenantId: ObjectId, employee: ObjectId) {
  const [active, recent] = await Promise.all([
    deps.ledger.findActive(tenantId, employee),
    deps.ledger.listByEmployee(tenantId, employee, deps.policy.caps.perEmployee.count + 1),
  ]);
  return { recent, live: active ?? recent.find(({ request }) => !isEnded(request)) };
}

/** Only in the employee's own chat: on a page the number and the code would meet. */
function selfAsked(
  { selfVerify }: OpenInput,
  { draft, facts, scenario, delivery }: Omit<Opening, 'approvers'>,
): boolean {
  const asks = { employee: draft.employee, requester: draft.requester, scenario };
  return selfVerify === true && delivery.place === 'teams' && mayAskSelf(facts.policy, asks);
}

/** The rest of the opening, when whoever opens it may. Where it is held nobody gets a card, so none is counted. */
async function admitted(
  deps: Deps,
  input: OpenInput,
  asked: Omit<Opening, 'approvers' | 'holdFor' | 'self'>,
): Promise<Outcome> {
  const { tenant, draft, employee, facts } = asked;
  const full = await admitToTenant(deps, draft);
  const holdFor = facts.route.route === 'held' ? facts.route.why : full;
  const causes = [...new Set([draft.employee, draft.requester])];
  const approvers = await chooseApprovers(deps, {
    ...{ tenant, employee, excluded: [draft.requester], passedOver: [] },
    dual: facts.route.route !== 'approval',
    ...(holdFor === undefined && { card: { id: draft.id, causes } }),
  });
  const self = selfAsked(input, asked) ? selfVerification(facts, approvers, asked.scenario) : undefined;
  const extra = { ...(holdFor !== undefined && { holdFor }), ...(self !== undefined && { self }) };
  return reserve(deps, input, { ...asked, approvers, ...extra });
}

/** Opens the request that a draft described. All guards are read anew; whoever presses is the requester. */
export const openRequest = verb('open', async (deps: Deps, input: OpenInput): Promise<Outcome> => {
  const tenant = deps.tenants.find(input.tenantId);
  const draft = await deps.drafts.get(input.tenantId, input.draftId);
  if (tenant === undefined || draft === undefined || draft.requester !== input.presser) {
    const mine = (await deps.ledger.listByEmployee(input.tenantId, input.presser, 1))[0];
    return refused('draftExpired', mine === undefined ? {} : { stored: mine });
  }
  const scenario = input.scenario ?? draft.scenario;
  if (scenario === 'suspicious') return refused('suspiciousNeverResets');
  const { live, recent } = await liveOf(deps, input.tenantId, draft.employee);
  if (live !== undefined) return joinExisting(deps, input.tenantId, live.request.id, input.presser);
  const ahead = await refusedAhead(deps, draft);
  if (ahead !== undefined) return ahead;
  const employee = await deps.directory.person(input.tenantId, draft.employee);
  if (employee === undefined) return refused('personNotFound');
  const flooded = await tooManyAbout(deps, input.tenantId, draft.employee, recent);
  if (flooded !== undefined) return flooded;
  const facts = await readEmployee(deps, tenant, employee, caseOf(input, draft, scenario));
  const early = refuseEarly(facts, scenario, input.methods ?? []);
  if (early !== undefined) return early;
  const delivery = chooseDelivery(input, draft, facts);
  if (delivery === undefined) return refused('deliveryNotPossible');
  // Whoever left the helpdesk since the form opens nothing at its counters.
  if (
    delivery.place === 'inPerson' &&
    !(await isTrustedMember(deps, input.tenantId, input.presser, tenant.helpdeskGroupId))
  )
    return refused('helpdeskOnly');
  return (
    (await admitOpener(deps, draft)) ?? admitted(deps, input, { tenant, draft, employee, scenario, delivery, facts })
  );
});
