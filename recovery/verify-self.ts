import type { Approvers } from './approvers';
import { contactHash } from './contact-hash';
import type { Decision } from './commit';
import { freezeDecision } from './decide-approval';
import type { Deps } from './deps';
import type { EmployeeFacts } from './employee-facts';
import { isEvaluated } from './evaluation';
import type { RecoveryEvent } from './events';
import type { Reason } from './facts';
import { done } from './outcome';
import { ownKeys } from './own-keys';
import type { PassPolicy, Stored } from './ports';
import { refusedEvent } from './refused-event';
import type { AwaitingApproval, RequestFacts } from './request';
import type { SelfVerified } from './run';
import type { PossibleSelf as Possible, SelfVerification } from './self-verification';
import { mayAskSelf, selfVerification } from './self-verification';
import { readSignal } from './signals';

/** The number as a request remembers it: hashed and masked. */
export function selfVerifiedBy(
  deps: Pick<Deps, 'keys'>,
  request: Pick<RequestFacts, 'keyId'>,
  { number, managers }: Possible,
): SelfVerified {
  const contact = contactHash(ownKeys(deps.keys, request), number);
  return { contactId: number.id, contact, masked: number.masked, managers };
}

function decidedEvent(
  deps: Deps,
  request: AwaitingApproval,
  facts: EmployeeFacts,
  verified: Possible,
  policy: PassPolicy,
): RecoveryEvent | undefined {
  if (facts.methods.kind !== 'known') return undefined;
  const frozen = freezeDecision(deps, request, facts.policy, facts.methods.value, policy);
  if (typeof frozen === 'string') return refusedEvent(deps, request, frozen);
  const decided = { ...frozen, selfVerified: selfVerifiedBy(deps, request, verified) };
  const reasons: readonly Reason[] = [reasonOf(verified)];
  const common = { at: deps.clock.now(), by: { kind: 'person', id: request.employee }, decided, reasons } as const;
  return { ...common, type: isEvaluated(request, deps.policy) ? 'evaluated' : 'selfVerified' };
}

/** Without what the rule asks for. */
export function reasonOf({ reason: { rule, outcome, sentence } }: SelfVerification): Reason {
  return { rule, outcome, sentence };
}

/**
 * Takes the request that was just opened past its approval where a code may do in its place. Where it may not, or where it
 * cannot be read whether a pass is allowed at all, the request waits for its approver as any other.
 */
export async function verifySelf(
  deps: Deps,
  stored: Stored,
  facts: EmployeeFacts,
  verified: Possible,
): Promise<Decision> {
  const { request } = stored;
  if (request.state !== 'awaitingApproval') return { answer: done(stored) };
  const policy = await readSignal(() => deps.passes.policyFor(request.tenantId, request.employee));
  const event = policy.kind === 'known' ? decidedEvent(deps, request, facts, verified, policy.value) : undefined;
  return event === undefined ? { answer: done(stored) } : { event };
}

const lost = (rule: 'selfVerified.rules' | 'selfVerified.number', sentence: string): Reason => ({
  ...{ rule, outcome: 'raised', sentence },
});

/** Why somebody has to approve after all, where it is no rule that says so. */
export const LOST = {
  policy: lost('selfVerified.rules', 'A code alone was to do, and the policy does not let it do any more.'),
  number: lost('selfVerified.number', 'A code was to go to a number, and that number is another one now.'),
  blocked: lost('selfVerified.number', 'A code went out by text message, and was blocked after too many wrong tries.'),
} as const;

/** What speaks against a code to this very number, by what was just read; nothing where it may still do. */
export function lostBecause(
  deps: Pick<Deps, 'keys'>,
  request: Pick<RequestFacts, 'keyId' | 'scenario' | 'employee' | 'requester'>,
  selfVerified: SelfVerified,
  facts: EmployeeFacts,
  approvers: Approvers,
): Reason | undefined {
  if (!mayAskSelf(facts.policy, request)) return LOST.policy;
  const verdict = selfVerification(facts, approvers, request.scenario);
  if (verdict.kind === 'notPossible') return reasonOf(verdict);
  return selfVerifiedBy(deps, request, verdict).contact === selfVerified.contact ? undefined : LOST.number;
}
