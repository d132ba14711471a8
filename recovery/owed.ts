import { factsOf } from './machine-facts';
import type { Policy } from './policy-settings';
import type { Approved, AwaitingApproval, Failed, IncidentRequest, RecoveryRequest, Revealed } from './request';
import type { Decided } from './run';
import { hasBegun, hasRemoved, isMinting } from './run-state';
import { REVOKE } from './scope';
import type { Millis } from './terms';

/** The next thing a request owes. One at a time: each is followed by its own commit, then the state is asked again. */
export type StepName =
  | 'expire'
  | 'remind'
  | 'escalate'
  | 'replaceApprovers'
  | 'sendLink'
  | 'issuePlaceholder'
  | 'closeGap'
  | 'removeMethod'
  | 'verifyRemoval'
  | 'revokeSessions'
  | 'watchEnrolment'
  | 'complete'
  | 'contain';

/** A step to take now, or the time at which to look again. */
export type Owed = { readonly step: StepName } | { readonly lookAt: Millis } | undefined;

const MINUTE = 60_000;
const LINK_RETRY_MS = MINUTE;
/** A placeholder is renewed this long before it ends. */
export const RENEW_BEFORE_MS = 10 * MINUTE;
/** The stolen device's sessions wait this long for a reveal in Teams. */
export const TEAMS_GRACE_MS = 30 * MINUTE;

/** True when a placeholder stands that has to be renewed now. */
export function placeholderEnds(request: RecoveryRequest, now: Millis): boolean {
  return request.placeholder !== undefined && now >= request.placeholder.expiresAt - RENEW_BEFORE_MS;
}

function linkOwed(request: AwaitingApproval | Approved | Revealed, since: Millis, now: Millis): boolean {
  if (request.delivery.place !== 'link' || (request.linkSentAt ?? 0) >= since) return false;
  return request.linkFailedAt === undefined || now - request.linkFailedAt >= LINK_RETRY_MS;
}

function whileAwaiting(request: AwaitingApproval, policy: Policy, now: Millis): Owed {
  const remindAt = request.openedAt + policy.timers.remindMinutes * MINUTE;
  const escalateAt = request.openedAt + policy.timers.escalateMinutes * MINUTE;
  if (now >= request.expiresAt) return { step: 'expire' };
  if (placeholderEnds(request, now)) return { step: 'issuePlaceholder' };
  if (request.slots.some((slot) => slot.approval === undefined && slot.candidates.length === 0))
    return { step: 'replaceApprovers' };
  if (linkOwed(request, request.openedAt, now)) return { step: 'sendLink' };
  if (request.escalatedAt === undefined && now >= escalateAt) return { step: 'escalate' };
  if (request.remindedAt === undefined && now >= remindAt) return { step: 'remind' };
  const next = [request.expiresAt];
  if (request.remindedAt === undefined) next.push(remindAt);
  if (request.escalatedAt === undefined) next.push(escalateAt);
  return { lookAt: Math.min(...next) };
}

function worksNow(request: Approved | Revealed): boolean {
  return request.state === 'revealed' || request.decided.secureOn === 'approval';
}

function revokeOwed(request: Approved | Revealed, now: Millis): boolean {
  const { decided } = request;
  if (decided.sessionsRevokedAt !== undefined || decided.verifiedAt === undefined) return false;
  switch (REVOKE[request.scenario]) {
    case 'never':
      return false;
    case 'atCompletion':
      return decided.enrolled !== undefined;
    case 'atOnce':
      return request.delivery.place === 'link' || request.state === 'revealed' || now >= decided.at + TEAMS_GRACE_MS;
  }
}

/** The deletes and what follows them, in the safe order: never a moment with neither method nor pass. */
function ofTheRun(request: Approved | Revealed, now: Millis): Owed {
  const { decided, placeholder } = request;
  if (decided.failure !== undefined && now < decided.failure.nextAttemptAt)
    return { lookAt: decided.failure.nextAttemptAt };
  if (decided.gap === 'open') return { step: 'closeGap' };
  if (decided.pass === undefined && placeholder === undefined) return { step: 'issuePlaceholder' };
  if (placeholderEnds(request, now)) return { step: 'issuePlaceholder' };
  if (decided.plan.some(({ outcome }) => outcome === 'pending' || outcome === 'deferred'))
    return { step: 'removeMethod' };
  if (decided.verifiedAt === undefined) return { step: 'verifyRemoval' };
  return revokeOwed(request, now) ? { step: 'revokeSessions' } : undefined;
}

function whileApproved(request: Approved, now: Millis): Owed {
  if (isMinting(request.decided, now)) return { lookAt: now + 1_000 };
  if (now >= request.expiresAt) return { step: 'expire' };
  if (linkOwed(request, request.decided.at, now)) return { step: 'sendLink' };
  return (worksNow(request) ? ofTheRun(request, now) : undefined) ?? { lookAt: request.expiresAt };
}

function isFinished(decided: Decided): boolean {
  return decided.enrolled !== undefined && decided.verifiedAt !== undefined;
}

function whileRevealed(request: Revealed, now: Millis): Owed {
  if (isMinting(request.decided, now)) return { lookAt: now + 1_000 };
  const owed = ofTheRun(request, now);
  if (owed !== undefined) return owed;
  return isFinished(request.decided) ? { step: 'complete' } : { step: 'watchEnrolment' };
}

function whileFailed(request: Failed): Owed {
  return request.decided?.enrolled === undefined ? { step: 'watchEnrolment' } : { step: 'complete' };
}

function whileIncident(request: IncidentRequest): Owed {
  return request.incident.containedAt === undefined ? { step: 'contain' } : undefined;
}

/** What a request owes at `now`. Pure: the same state and time always give the same answer. */
export function owed(request: RecoveryRequest, policy: Policy, now: Millis): Owed {
  switch (request.state) {
    case 'awaitingApproval':
      return whileAwaiting(request, policy, now);
    case 'approved':
      return whileApproved(request, now);
    case 'revealed':
      return whileRevealed(request, now);
    case 'failed':
      return whileFailed(request);
    case 'incident':
      return whileIncident(request);
    case 'held':
      return now >= request.held.expiresAt ? { step: 'expire' } : { lookAt: request.held.expiresAt };
    case 'completed':
    case 'refused':
    case 'denied':
    case 'cancelled':
    case 'expired':
      return undefined;
  }
}

/** True when an end by time would leave the account on a pass alone: then people take over instead. */
export function mustFail(request: RecoveryRequest): boolean {
  if (factsOf(request).placeholder !== undefined || hasRemoved(request)) return true;
  return request.state === 'approved' && hasBegun(request);
}
