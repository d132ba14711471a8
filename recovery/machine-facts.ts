import { askInstead } from './asked-before';
import { withoutIdCheck } from './attendance';
import type { EventOf, RecoveryEvent, SlotSignature } from './events';
import type { Ended, Slot } from './facts';
import { withNewer } from './newer-reasons';
import type {
  Approved,
  AwaitingApproval,
  Completed,
  EndedRequest,
  Failed,
  HeldRequest,
  IncidentRequest,
  RecoveryRequest,
  RequestFacts,
  Revealed,
} from './request';
import { failureAfter, withoutFailure } from './step-failure';
import type { Millis, ObjectId } from './terms';
import { toldAnew } from './told-anew';

type Working = Approved | Revealed;

export function actorId(event: RecoveryEvent): ObjectId | undefined {
  return event.by.kind === 'person' ? event.by.id : undefined;
}

export function ended(event: RecoveryEvent, reason: string): Ended {
  const by = actorId(event);
  return { at: event.at, reason, ...(by === undefined ? {} : { by }) };
}

const OF_ONE_STATE: ReadonlySet<string> = new Set([
  ...['state', 'decided', 'ended', 'failure', 'held', 'incident', 'stalled'],
]);

/** The facts alone, without what belongs to one state. */
export function factsOf(request: RecoveryRequest): RequestFacts {
  const facts = Object.fromEntries(Object.entries(request).filter(([name]) => !OF_ONE_STATE.has(name)));
  // What remains after taking out the arms' own fields is exactly RequestFacts.
  return facts as unknown as RequestFacts;
}

function mapSlot(slots: readonly Slot[], slot: 1 | 2, change: (one: Slot) => Slot): readonly Slot[] {
  return slots.map((one) => (one.slot === slot ? change(one) : one));
}

export function same<R extends RecoveryRequest>(request: R): R {
  return request;
}

/** After a notice that has to arrive and did not, so long until it is tried again. */
const TELL_AGAIN_MS = 300_000;

/** A notice is tried once, reached or not; one with episodes until it arrived, and then its earlier episodes are forgotten. */
export function tell<R extends RecoveryRequest>(request: R, event: EventOf<'notified'>): R {
  const key = toldKey(event);
  if (event.episode === undefined) return { ...request, told: [...request.told, key] };
  if (!event.ok) return { ...request, tellAgainAt: event.at + TELL_AGAIN_MS };
  const { tellAgainAt: _over, ...rest } = request;
  const [kind, address] = [`${event.notice}#`, `:${event.who}:${event.channel}`];
  const told = request.told.filter((one) => !(one.startsWith(kind) && one.endsWith(address)));
  // Only an optional fact was taken out, so it is the same arm.
  return { ...rest, told: [...told, key] } as unknown as R;
}

interface Told {
  readonly notice: string;
  readonly who: string;
  readonly channel: string;
  readonly episode?: string;
}

/** How a notice is remembered. */
export function toldKey({ notice, who, channel, episode }: Told): string {
  return `${notice}${episode === undefined ? '' : `#${episode}`}:${who}:${channel}`;
}

type WithoutRun = AwaitingApproval | Failed | IncidentRequest;

/** A step does not work in a state that has no run to record it in. */
export function stall<R extends WithoutRun>(request: R, event: EventOf<'stepFailed'>): R {
  return { ...request, stalled: failureAfter(request.stalled, event) };
}

export function goOn<R extends RecoveryRequest>(request: R): R {
  return withoutFailure(request);
}

export function asked(request: AwaitingApproval, event: EventOf<'approverAsked'>): AwaitingApproval {
  const add = (one: Slot): Slot => ({
    ...one,
    asked: [...one.asked.filter((id) => id !== event.approver), event.approver],
  });
  return { ...request, slots: mapSlot(request.slots, event.slot, add) };
}

export function passOver(request: AwaitingApproval, event: EventOf<'approverUnreachable'>): AwaitingApproval {
  const drop = (one: Slot): Slot => ({
    ...one,
    candidates: one.candidates.filter((id) => id !== event.approver),
    asked: one.asked.filter((id) => id !== event.approver),
    passedOver: [...one.passedOver, event.approver],
  });
  const unreached = [...(request.unreached ?? []), { person: event.approver, why: event.why }];
  return { ...request, slots: mapSlot(request.slots, event.slot, drop), unreached };
}

export function replaceApprovers(request: AwaitingApproval, event: EventOf<'approversReplaced'>): AwaitingApproval {
  return {
    ...request,
    ...askInstead(request, event.slots),
    reasons: [...request.reasons, ...event.reasons],
    round: request.round + 1,
  };
}

export function remind(request: AwaitingApproval, event: EventOf<'reminded'>): AwaitingApproval {
  return { ...request, remindedAt: event.at };
}

/** Escalation adds people to a slot; cards and numbers already out stay good. */
export function escalate(request: AwaitingApproval, event: EventOf<'escalated'>): AwaitingApproval {
  return { ...request, slots: event.slots, escalatedAt: event.at };
}

/** The slots with this signature. */
export function signSlot(slots: readonly Slot[], signature: SlotSignature, at: Millis): readonly Slot[] {
  const { slot, approver, verifiedBy, reason } = signature;
  return mapSlot(slots, slot, (one) => ({
    ...one,
    approval: { approver, verifiedBy, at, ...(reason === undefined ? {} : { reason }) },
  }));
}

export function approveSlot(request: AwaitingApproval, event: EventOf<'slotApproved'>): AwaitingApproval {
  return { ...request, slots: signSlot(request.slots, event, event.at) };
}

/** The newest reading counts. */
export function tiersIn({ tiers }: { readonly tiers?: readonly string[] }): Pick<RequestFacts, 'tiers'> {
  return tiers === undefined ? {} : { tiers };
}

/** Whoever approves in the last minute gives the employee no less time than the code promises. */
export function approve(request: AwaitingApproval, event: EventOf<'approved'>): Approved {
  return {
    ...factsOf(request),
    state: 'approved',
    expiresAt: Math.max(request.expiresAt, event.decided.code.deadline),
    slots: signSlot(request.slots, event, event.at),
    told: toldAnew(request.told, 'approved'),
    reasons: [...request.reasons, ...event.reasons],
    ...tiersIn(event),
    decided: event.decided,
  };
}

const REASONS: Readonly<Record<EndedRequest['state'], (event: RecoveryEvent) => string>> = {
  denied: (event) => (event.type === 'denied' ? event.reason : 'denied'),
  refused: (event) => (event.type === 'refused' ? event.why : 'refused'),
  cancelled: (event) => (event.type === 'cancelled' ? event.reason : 'cancelled'),
  expired: () => 'expired',
};

export function end(to: EndedRequest['state']): (request: RecoveryRequest, event: RecoveryEvent) => EndedRequest {
  return (request, event) => ({ ...factsOf(request), state: to, ended: ended(event, REASONS[to](event)) });
}

export function withdraw(request: Approved, event: EventOf<'withdrawn'>): EndedRequest {
  return { ...factsOf(request), state: 'denied', ended: ended(event, 'withdrawn') };
}

export function hold(request: AwaitingApproval | Approved, event: EventOf<'held'>): HeldRequest {
  const told = toldAnew(request.told, 'held', 'numberLocked');
  return { ...factsOf(request), told, state: 'held', held: { ...ended(event, event.why), expiresAt: event.expiresAt } };
}

function askedAnew(slots: readonly Slot[]): readonly Slot[] {
  return slots.map(({ approval: _approval, ...one }) => ({ ...one, asked: [] }));
}

/** Who released it holds one role already: they do not approve as well. */
function withoutApprover(slots: readonly Slot[], who: ObjectId | undefined): readonly Slot[] {
  if (who === undefined) return slots;
  return slots.map((one) =>
    one.candidates.includes(who)
      ? { ...one, candidates: one.candidates.filter((id) => id !== who), passedOver: [...one.passedOver, who] }
      : one,
  );
}

type LetGoOn = Pick<RequestFacts, 'restartedBy'>;

/** Everybody who let it go on so far, and whoever does now. */
export function restartedBy(
  { restartedBy: before = [] }: LetGoOn,
  { restartedBy: who }: { readonly restartedBy?: ObjectId },
): LetGoOn {
  return who === undefined ? {} : { restartedBy: [...new Set([...before, who])] };
}

/** After a hold everybody is asked again: nothing of the earlier round counts, and what was released holds no more. */
export function release(request: HeldRequest, event: EventOf<'released'>): AwaitingApproval {
  const { remindedAt: _reminded, escalatedAt: _escalated, ...facts } = withoutIdCheck(factsOf(request));
  return {
    ...facts,
    ...restartedBy(request, event),
    state: 'awaitingApproval',
    slots: withoutApprover(askedAnew(request.slots), actorId(event)),
    released: [...(request.released ?? []), request.held.reason],
    round: request.round + 1,
    expiresAt: event.expiresAt,
  };
}

export function loseApprover(
  request: Approved,
  event: Pick<EventOf<'approverLost'>, 'slots' | 'expiresAt' | 'reasons'>,
): AwaitingApproval {
  const { remindedAt: _reminded, escalatedAt: _escalated, ...facts } = factsOf(request);
  return {
    ...facts,
    ...askInstead(request, event.slots),
    state: 'awaitingApproval',
    reasons: withNewer(request.reasons, event.reasons ?? []),
    round: request.round + 1,
    expiresAt: event.expiresAt,
  };
}

export function retry(request: Failed, event: EventOf<'retried'>): AwaitingApproval {
  const {
    remindedAt: _reminded,
    escalatedAt: _escalated,
    linkSentAt: _link,
    movedAt: _moved,
    unreached: _unreached,
    ...facts
  } = withoutIdCheck(factsOf(request));
  return {
    ...facts,
    ...restartedBy(request, event),
    told: [],
    ...askInstead(request, event.slots),
    state: 'awaitingApproval',
    reasons: event.reasons,
    ...tiersIn(event),
    round: request.round + 1,
    openedAt: event.at,
    expiresAt: event.expiresAt,
  };
}

export function failUndecided(request: AwaitingApproval, event: EventOf<'failed'>): Failed {
  return { ...factsOf(request), state: 'failed', failure: ended(event, event.why) };
}

export function fail(request: Working, event: EventOf<'failed'>): Failed {
  return { ...factsOf(request), state: 'failed', decided: request.decided, failure: ended(event, event.why) };
}

export function complete(request: Revealed, event: EventOf<'completed'>): Completed {
  return { ...factsOf(request), state: 'completed', decided: request.decided, ended: ended(event, 'completed') };
}
