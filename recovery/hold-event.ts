import type { Deps } from './deps';
import type { EventOf, Actor } from './events';

/** The event that stops a request until people look at it; it ends by itself after the policy's hours. */
export function heldEvent(deps: Pick<Deps, 'clock' | 'policy'>, by: Actor, why: string): EventOf<'held'> {
  const at = deps.clock.now();
  return { type: 'held', at, by, why, expiresAt: at + deps.policy.timers.holdExpireHours * 3_600_000 };
}
