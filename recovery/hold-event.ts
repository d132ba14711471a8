import type { Deps } from './deps';
import type { Actor, EventOf } from './events';
import { policyOf } from './policy-tiers';
import type { RecoveryRequest } from './request';
import { mustFail } from './run-state';

type Stopping = Pick<Deps, 'clock' | 'policy'>;

/**
 * The event that stops a request until people look at it; it ends by itself after the policy's hours. Where something
 * was done to the account already it is `failed` instead, which never ends by itself.
 */
export function heldEvent(
  deps: Stopping,
  request: RecoveryRequest,
  by: Actor,
  why: string,
): EventOf<'held'> | EventOf<'failed'> {
  const at = deps.clock.now();
  if (mustFail(request)) return { type: 'failed', at, by, why };
  return {
    type: 'held',
    at,
    by,
    why,
    expiresAt: at + policyOf(deps.policy, request).timers.holdExpireHours * 3_600_000,
  };
}
