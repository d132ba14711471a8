import type { EffectErrorCode } from './errors';
import { TRANSIENT } from './errors';
import { passTicks } from './pass-time';
import type { Policy } from './policy-settings';
import type { RecoveryRequest } from './request';
import type { StepFailure } from './run';
import { failureOf, isNoLink, LOOK_STEP, MINT_STEP } from './step-failure';
import type { Millis } from './terms';

const MINUTE = 60_000;

/** Whoever waits for Microsoft Graph is told so after this. */
export const WAIT_SHOWN_MS = 10_000;

/** True when waiting may cure it. A credential that is refused is tried again, but somebody has to renew it. */
export function mayPass({ code }: Pick<StepFailure, 'code'>): boolean {
  // Codes of other kinds are in no set.
  return code !== 'credentialRefused' && TRANSIENT.has(code as EffectErrorCode);
}

/**
 * When a failure becomes the helpdesk's business: in time, after a few refusals, or at once when the worker gave up, or
 * when somebody stands there with the right code and Graph refuses the pass, or the chosen contact is another one by now.
 */
function stuckAt(failure: StepFailure, { timers }: Policy): Millis {
  if (failure.step === LOOK_STEP || failure.step === MINT_STEP || isNoLink(failure.code)) return failure.since;
  const refused = !mayPass(failure) && failure.attempts >= timers.stuckTries;
  return refused ? failure.at : failure.since + timers.stuckMinutes * MINUTE;
}

/** The failure that keeps a request from going on for so long that the helpdesk has to know; `since` names the spell. */
export function stuckOn(request: RecoveryRequest, policy: Policy, now: Millis): StepFailure | undefined {
  const failure = failureOf(request);
  return failure !== undefined && now >= stuckAt(failure, policy) ? failure : undefined;
}

/** What somebody waits for: a pass that is refused, and beyond ten seconds one whose answer did not come, or a step that is tried again. */
export type Waiting =
  | { readonly kind: 'noPass'; readonly failure: StepFailure }
  | { readonly kind: 'noAnswer' }
  | { readonly kind: 'step'; readonly failure: StepFailure }
  | { readonly kind: 'press' }
  /** A step of the worker has not come to its end for ten seconds. */
  | { readonly kind: 'working' }
  /** Security has stopped all effects. */
  | { readonly kind: 'paused' };

/** Pure: people see steps of the worker going on, and wait for them. */
export const isUnderWay = ({ state }: RecoveryRequest): boolean => state === 'approved' || state === 'revealed';

/** Pure: what the cards of those who wait have to say beside the state. */
export function waitingOn(request: RecoveryRequest, now: Millis): Waiting | undefined {
  if (request.state !== 'approved' && request.state !== 'revealed') return undefined;
  const { failure, revealStartedAt } = request.decided;
  if (revealStartedAt !== undefined && now - revealStartedAt >= WAIT_SHOWN_MS) return { kind: 'noAnswer' };
  if (failure?.step === MINT_STEP) return { kind: 'noPass', failure };
  return failure !== undefined && now - failure.since >= WAIT_SHOWN_MS ? { kind: 'step', failure } : undefined;
}

/** Times at which a request that waits looks different or concerns other people, though nothing is done. */
export function glancesOf(request: RecoveryRequest, policy: Policy): readonly Millis[] {
  const failure = failureOf(request);
  const again = request.tellAgainAt === undefined ? [] : [request.tellAgainAt];
  const waits = failure === undefined ? [] : [failure.since + WAIT_SHOWN_MS, stuckAt(failure, policy)];
  return [...waits, ...again, ...passTicks(request)];
}
