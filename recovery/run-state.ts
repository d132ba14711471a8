import type { Approved, RecoveryRequest, Revealed } from './request';
import type { Decided } from './run';
import type { Millis } from './terms';

/** A mint may be on its way for this long; nothing else is decided meanwhile. */
export const MINT_GRACE_MS = 10_000;
/** A placeholder may be on its way for this long; no other pass is minted meanwhile. */
export const PLACEHOLDER_GRACE_MS = 20_000;

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
  return decided.reveals > 0 || placeholder !== undefined || decided.plan.some(({ outcome }) => outcome === 'removed');
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

/** True when an end would leave the account on a pass alone: then people take over (`failed`) instead. */
export function mustFail(request: RecoveryRequest): boolean {
  if (request.placeholder !== undefined || hasRemoved(request)) return true;
  return request.state === 'approved' && hasBegun(request);
}
