import type { Authority } from './authority';
import { chatTime } from './chat-time';
import type { Decision } from './commit';
import { refuse } from './commit';
import type { Deps } from './deps';
import { isEvaluated } from './evaluation';
import type { EventOf, RecoveryEvent, SlotSignature } from './events';
import type { Slot, VerifiedBy } from './facts';
import type { Method } from './methods';
import type { RefusalCode } from './outcome';
import { ownKeys } from './own-keys';
import { passTerms } from './pass-terms';
import { chooseMethods, makePlan, methodKey } from './plan';
import type { Policy } from './policy-settings';
import type { PassPolicy, Stored } from './ports';
import { refusedEvent } from './refused-event';
import type { AwaitingApproval } from './request';
import type { Decided } from './run';
import type { ObjectId } from './terms';

/** Who signs, and how they recognised the employee. */
export interface Signature {
  readonly presser: ObjectId;
  readonly verifiedBy: VerifiedBy;
  readonly reason?: string;
}

type Signed = SlotSignature & Pick<EventOf<'slotApproved'>, 'at' | 'by'>;

interface Approval {
  readonly deps: Deps;
  readonly signature: Signature;
  readonly stored: Stored<AwaitingApproval>;
  readonly slot: Slot;
  readonly authority: Authority;
}

/** Freezes what will be done: the plan by method id, the pass's lifetime, the first release code. `own` = our policy. */
export function freezeDecision(
  deps: Pick<Deps, 'keys' | 'clock'>,
  request: AwaitingApproval,
  own: Policy,
  methods: readonly Method[],
  policy: PassPolicy,
): Decided | RefusalCode {
  if (!policy.enabled) return 'passPolicyOff';
  if (!policy.inScope) return 'passPolicyExcludesEmployee';
  const going = chooseMethods(methods, request.scenario, request.chosenMethods);
  if (going.length === 0 && request.placeholder === undefined) return 'nothingToRemove';
  const [at, keys] = [deps.clock.now(), ownKeys(deps.keys, request)];
  const { releaseCodeMinutes } = own.timers;
  return {
    at,
    secureOn: own.secureOn[request.scenario],
    plan: makePlan(keys, going),
    known: methods.map((method) => methodKey(keys, method)),
    ...passTerms(own, policy),
    code: { generation: 1, deadline: at + releaseCodeMinutes * 60_000, voided: false },
    ...chatTime(deps.keys, request, own, { methods, at }),
    reveals: 0,
    gap: 'none',
  };
}

/** The approval, or what it would have been where requests are only evaluated. */
function decidedEvent({ deps, stored, authority }: Approval, signed: Signed, decided: Decided): RecoveryEvent {
  const { route, signals } = authority.facts;
  const found = { decided, reasons: route.reasons, ...(signals.tiers && { tiers: signals.tiers.names }) };
  if (!isEvaluated(stored.request, deps.policy)) return { ...signed, ...found, type: 'approved' };
  const { at, by, ...signature } = signed;
  return { type: 'evaluated', at, by, signature, ...found };
}

/** One of two signatures, or the last one: then the tenant's pass policy is checked and the plan is frozen. */
export async function decideApproval(approval: Approval): Promise<Decision> {
  const { deps, signature, stored, slot, authority } = approval;
  const { request } = stored;
  const by = { kind: 'person', id: signature.presser } as const;
  const signed: Signed = {
    at: deps.clock.now(),
    by,
    slot: slot.slot,
    approver: signature.presser,
    verifiedBy: signature.verifiedBy,
    ...(signature.reason === undefined || signature.reason === '' ? {} : { reason: signature.reason.slice(0, 300) }),
  };
  const others = request.slots.filter((one) => one.slot !== slot.slot);
  if (others.some((one) => one.approval === undefined)) return { event: { ...signed, type: 'slotApproved' } };
  const { methods } = authority.facts;
  // Nothing is wrong with the request: the same press counts when the directory answers again.
  if (methods.kind !== 'known') return refuse('directoryUnavailable', { stored });
  const policy = await deps.passes.policyFor(request.tenantId, request.employee);
  const decided = freezeDecision(deps, request, authority.facts.policy, methods.value, policy);
  if (typeof decided === 'string') return { event: refusedEvent(deps, request, decided) };
  return { event: decidedEvent(approval, signed, decided) };
}
