import { aroundWrites } from './account-writes';
import type { Deps } from './deps';
import { RecoveryError } from './errors';
import type { Policy } from './policy-settings';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';

/** True when something may have been done to the account for this request: then it is finished, whatever the policy says. */
function hasTouched(request: RecoveryRequest): boolean {
  if (request.placeholder !== undefined || request.placeholderStartedAt !== undefined) return true;
  const decided = decidedOf(request);
  if (decided === undefined) return false;
  return decided.reveals > 0 || decided.gap !== 'none' || decided.plan.some(({ outcome }) => outcome === 'removed');
}

/**
 * True when nothing may be done for this request: it was opened to be evaluated, or the policy evaluates now and nothing
 * was done for it yet. Switching to `evaluation` leaves nobody halfway.
 */
export function isEvaluated(request: RecoveryRequest, { mode }: Pick<Policy, 'mode'>): boolean {
  return request.evaluation === true || (mode === 'evaluation' && !hasTouched(request));
}

/**
 * The same ports for the work on one request. For one that is only evaluated no write on an account leaves the product:
 * each throws before anything is sent. No request gets so far, because an evaluated one ends at its decision; this holds
 * should that ever be wrong.
 */
export function heldBack<D extends Deps>(deps: D, request: RecoveryRequest): D {
  if (!isEvaluated(request, deps.policy)) return deps;
  return aroundWrites(deps, () =>
    Promise.reject(new RecoveryError('transitionNotAllowed', 'nothing is done for a request that is only evaluated')),
  );
}
