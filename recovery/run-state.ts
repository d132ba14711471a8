import type { Approved, IncidentRequest, RecoveryRequest, Revealed } from './request';
import type { Decided, PlanItem } from './run';
import type { Millis } from './terms';

/** A mint may be on its way for this long; nothing else is decided meanwhile. */
export const MINT_GRACE_MS = 10_000;
/** A placeholder may be on its way for this long; no other pass is minted meanwhile. */
export const PLACEHOLDER_GRACE_MS = 20_000;
/** A delete that was sent before a report may reach Entra for this long after it. */
export const LATE_DELETE_MS = 90_000;

/** True while a reveal was started and its answer is still to come. */
export function isMinting(decided: Decided, now: Millis): boolean {
  return decided.revealStartedAt !== undefined && now - decided.revealStartedAt < MINT_GRACE_MS;
}

/** True while a placeholder was started and its answer is still to come. */
export function isPlacing({ placeholderStartedAt }: RecoveryRequest, now: Millis): boolean {
  return placeholderStartedAt !== undefined && now - placeholderStartedAt < PLACEHOLDER_GRACE_MS;
}

/** True when something was done to the account for this request, as far as its answer is known. */
export function hasDone({ decided, placeholder }: Approved | Revealed): boolean {
  if (decided.reveals > 0 || placeholder !== undefined || decided.gap !== 'none') return true;
  return decided.plan.some(({ outcome }) => outcome === 'removed');
}

/** True when something may have been done to the account for this request: a pass may exist or a method is gone. */
export function hasBegun(request: Approved | Revealed): boolean {
  return request.placeholderStartedAt !== undefined || hasDone(request);
}

/** True when a method was removed, so that the account may stand on a pass alone. */
export function hasRemoved(request: RecoveryRequest): boolean {
  if (!('decided' in request) || request.decided === undefined) return false;
  return request.decided.gap !== 'none' || request.decided.plan.some(({ outcome }) => outcome === 'removed');
}

const mayBeOnItsWay = ({ outcome }: PlanItem): boolean => outcome === 'pending' || outcome === 'deferred';

/** Before the reveal the deletes begin only where policy says so, and once a placeholder stands. */
function hasNotBegun({ decided, placeholder, incident }: IncidentRequest): boolean {
  if (incident.from !== 'approved' || decided === undefined || decided.gap !== 'none') return false;
  return decided.secureOn === 'reveal' || placeholder === undefined;
}

/**
 * The incident as it has to be looked at for a while after the report: Entra knows no way to hold off a delete that another
 * process has sent, so every method whose delete may be on its way counts as gone.
 */
export function asIfLanded(request: IncidentRequest, now: Millis): IncidentRequest {
  const { decided, incident } = request;
  if (decided === undefined || now - incident.reportedAt > LATE_DELETE_MS || hasNotBegun(request)) return request;
  if (!decided.plan.some(mayBeOnItsWay)) return request;
  const plan = decided.plan.map((item) => (mayBeOnItsWay(item) ? { ...item, outcome: 'removed' as const } : item));
  return { ...request, decided: { ...decided, plan } };
}

/** True when an end would leave the account on a pass alone: then people take over (`failed`) instead. */
export function mustFail(request: RecoveryRequest): boolean {
  if (request.placeholder !== undefined || hasRemoved(request)) return true;
  return request.state === 'approved' && hasBegun(request);
}
