import { cameBeforePass } from './before-pass';
import { chooseApprovers } from './approvers';
import type { Authority } from './authority';
import { nextApprovers, readAuthority } from './authority';
import type { Deps } from './deps';
import type { Actor, RecoveryEvent } from './events';
import type { Reason } from './facts';
import { heldEvent } from './hold-event';
import { refusedEvent } from './refused-event';
import type { Approved } from './request';
import type { SelfVerified } from './run';
import { SYSTEM } from './step';
import { lostBecause } from './verify-self';

interface Required {
  readonly why: string;
  readonly by: Actor;
  /** What the approver reads of it; absent where the employee would rather have one. */
  readonly reason?: Reason;
}

/** From now on somebody has to approve; held where nobody may. */
export async function requireApproval(
  deps: Deps,
  request: Approved,
  authority: Pick<Authority, 'tenant' | 'employee' | 'facts'>,
  { why, by, reason }: Required,
): Promise<RecoveryEvent> {
  const { facts } = authority;
  const next = await nextApprovers(deps, request, authority, []);
  if (next.slots.length === 0) return heldEvent(deps, request, by, 'noApprover');
  const at = deps.clock.now();
  const expiresAt = at + facts.policy.timers.expireMinutes * 60_000;
  const reasons = [...facts.route.reasons, ...next.reasons, ...(reason === undefined ? [] : [reason])];
  return { type: 'approvalRequired', at, by, slots: next.slots, why, reasons, expiresAt };
}

/**
 * Reads everything again that let a code do in place of an approver. Returns what speaks against it now: refused, held, or
 * the way to the approver. Nothing where it still stands.
 */
export async function lostSelfVerification(
  deps: Deps,
  request: Approved,
  selfVerified: SelfVerified,
): Promise<RecoveryEvent | undefined> {
  const authority = await readAuthority(deps, request, []);
  const { tenant, employee, facts } = authority;
  const { route } = facts;
  const early = cameBeforePass(deps, request, facts.methods);
  if (early !== undefined) return early;
  if (route.route === 'refused') return refusedEvent(deps, request, route.code);
  if (route.route === 'held') return heldEvent(deps, request, SYSTEM, route.why);
  const dual = route.route === 'dualApproval';
  const approvers = await chooseApprovers(deps, { tenant, employee, excluded: request.joined, passedOver: [], dual });
  const reason = lostBecause(deps, request, selfVerified, facts, approvers);
  if (reason === undefined) return undefined;
  return requireApproval(deps, request, authority, { why: 'notSelfVerified', by: SYSTEM, reason });
}
