import { cameBeforePass } from './before-pass';
import { nextApprovers, readAuthority } from './authority';
import { counterFault } from './counter-guards';
import type { Deps } from './deps';
import type { RecoveryEvent } from './events';
import { heldEvent } from './hold-event';
import { policyOf } from './policy-tiers';
import { refusedEvent } from './refused-event';
import { lostSelfVerification } from './self-authority';
import type { Approved, Revealed } from './request';

/**
 * True while nothing forbids or holds another pass for somebody who was shown one. How many people have to approve is not
 * asked again: the methods that they lost are going, and the first pass is out. Throws where it cannot be read.
 */
export async function mayGetAnotherPass(deps: Deps, request: Revealed): Promise<boolean> {
  const { route } = (await readAuthority(deps, request, [])).facts;
  return route.route !== 'refused' && route.route !== 'held';
}

/**
 * Reads every guard again before the first write on the account. Returns what speaks against it now (refused, held, or
 * back to the next approvers), or nothing when the approval still stands.
 */
export async function lostAuthority(deps: Deps, request: Approved): Promise<RecoveryEvent | undefined> {
  const { selfVerified } = request.decided;
  if (selfVerified !== undefined) return lostSelfVerification(deps, request, selfVerified);
  const signed = request.slots.flatMap(({ approval }) => (approval === undefined ? [] : [approval.approver]));
  const authority = await readAuthority(deps, request, signed);
  const { route, methods } = authority.facts;
  const early = cameBeforePass(deps, request, methods);
  if (early !== undefined) return early;
  const at = deps.clock.now();
  const by = { kind: 'system' } as const;
  if (route.route === 'refused') return refusedEvent(deps, request, route.code);
  if (route.route === 'held') return heldEvent(deps, request, by, route.why);
  const fault = await counterFault(deps, request, authority.facts.policy);
  if (fault !== undefined) return heldEvent(deps, request, by, fault);
  const tooFew = route.route === 'dualApproval' && request.slots.length === 1;
  if (authority.fallen.length === 0 && !tooFew) return undefined;
  const next = await nextApprovers(deps, request, authority, authority.fallen);
  if (next.slots.length === 0) return heldEvent(deps, request, by, 'noApprover');
  const expiresAt = at + policyOf(deps.policy, request).timers.expireMinutes * 60_000;
  const reasons = [...route.reasons, ...next.reasons];
  return { type: 'approverLost', at, by, slots: next.slots, why: 'approverNoLongerStands', reasons, expiresAt };
}
