import type { EventOf } from './events';
import type { StepUp } from './facts';
import type { SignInProof } from './fresh-sign-ins';
import type { RefusalCode } from './outcome';
import type { Policy } from './policy-settings';
import type { AwaitingApproval, RecoveryRequest, RequestFacts } from './request';
import type { Millis, ObjectId } from './terms';

/** What the sign-in has to prove. */
export interface SignInWanted {
  readonly tenantId: ObjectId;
  readonly person: ObjectId;
  /** When they were sent to sign in: whoever signed in before was only remembered by a browser. */
  readonly startedAt: Millis;
  readonly context: string;
  readonly now: Millis;
}

/** How far Entra's clock and the storage service's may be apart. */
const SKEW_MS = 60_000;
const MINUTE_MS = 60_000;

/** Whether the policy wants a fresh sign-in before an approval of this request. */
export function asksStepUp(
  asked: Policy['approver']['stepUp'] | undefined,
  { route }: Pick<RequestFacts, 'route'>,
): boolean {
  return asked === 'always' || (asked === 'privileged' && route === 'dualApproval');
}

function isFresh({ approver, authTime, round }: StepUp, request: RequestFacts, by: ObjectId, oldest: Millis): boolean {
  return approver === by && round === request.round && authTime >= oldest;
}

/** Whether this person has to sign in anew before their approval of this request counts. */
export function needsStepUp(
  { approver: { stepUp, stepUpMaxAgeMinutes } }: Pick<Policy, 'approver'>,
  request: RequestFacts,
  person: ObjectId,
  now: Millis,
): boolean {
  if (!asksStepUp(stepUp, request)) return false;
  const oldest = now - stepUpMaxAgeMinutes * MINUTE_MS;
  return !(request.stepUps ?? []).some((one) => isFresh(one, request, person, oldest));
}

/** Why a sign-in does not count; `undefined` when it does. What the token does not say counts against it. */
export function judgeSignIn(proof: SignInProof, wanted: SignInWanted): RefusalCode | undefined {
  if (proof.tenantId !== wanted.tenantId || proof.person !== wanted.person) return 'stepUpOtherPerson';
  const { authTime = 0 } = proof;
  if (authTime < wanted.startedAt - SKEW_MS || authTime > wanted.now + SKEW_MS) return 'stepUpStale';
  return proof.contexts.includes(wanted.context) ? undefined : 'stepUpTooWeak';
}

/** The newest sign-in of each approver is kept. */
export function stepUp(request: AwaitingApproval, event: EventOf<'approverSteppedUp'>): AwaitingApproval {
  const { approver, authTime, at } = event;
  const others = (request.stepUps ?? []).filter((one) => one.approver !== approver);
  return { ...request, stepUps: [...others, { approver, authTime, round: request.round, at }] };
}

/** Whether this approver has signed in, in this round, since a link was made. */
export function hasSteppedUpSince(request: RecoveryRequest, person: ObjectId, since: Millis): boolean {
  const { round, stepUps = [] } = request;
  return stepUps.some((one) => one.approver === person && one.round === round && one.at >= since);
}
