import { chatEnds } from './chat-time';
import type { Dated, Owed, StepName } from './due';
import { first, firstOf, sooner, tryOf } from './due';
import { isUnasked, openEnrolment } from './enrolment';
import { isEvaluated } from './evaluation';
import { codeLinkDue, linksWhileAwaiting } from './links-due';
import { waitsForEmployee } from './opened-by';
import { isPasswordDue } from './password-change';
import type { Policy } from './policy-settings';
import type { Approved, AwaitingApproval, Failed, IncidentRequest, RecoveryRequest, Revealed } from './request';
import type { Placeholder } from './run';
import { isMinting } from './run-state';
import { REVOKE } from './scope';
import { glancesOf } from './stuck';
import type { Millis } from './terms';

const MINUTE = 60_000;
/** Somebody sits and waits for it. */
const CODE_RETRY_MS = MINUTE;
/** Longest time between two looks at an account that may have nothing but a pass. */
const WATCH_RETRY_MS = 60_000;
/** An account that may have nothing waits no longer for the next try to give it a placeholder. */
const COVER_RETRY_MS = 60_000;
/** A placeholder is renewed this long before it ends, a short one when half of its time is over. */
export const RENEW_BEFORE_MS = 10 * MINUTE;
/** A pass with less time left than a delete may take is no pass to stand on. */
export const PASS_MARGIN_MS = 30_000;

/** A tenant may allow no more than ten minutes: a new placeholder is not due for its renewal right away. */
function renewAt({ issuedAt, expiresAt }: Placeholder): Millis {
  return expiresAt - Math.min(RENEW_BEFORE_MS, (expiresAt - issuedAt) / 2);
}

/** When the placeholder that stands has to be renewed. */
export function renewalAt({ placeholder }: RecoveryRequest): Millis | undefined {
  return placeholder === undefined ? undefined : renewAt(placeholder);
}

/** True when a placeholder stands that has to be renewed now. */
export function placeholderEnds({ placeholder }: RecoveryRequest, now: Millis): boolean {
  return placeholder !== undefined && now >= renewAt(placeholder);
}

function renewalDue({ placeholder }: RecoveryRequest): readonly Dated[] {
  return placeholder === undefined ? [] : [{ step: 'issuePlaceholder', at: renewAt(placeholder) }];
}

function isAskedByNobody({ slots }: AwaitingApproval): boolean {
  return (
    slots.length === 0 || slots.some(({ approval, candidates }) => approval === undefined && candidates.length === 0)
  );
}

function whileAwaiting(request: AwaitingApproval, policy: Policy, now: Millis): Owed {
  const { remindMinutes, escalateMinutes, expireMinutes } = policy.timers;
  // Asked anew means a new end: the reminders count from when these people were asked, not from the opening.
  const askedAt = request.expiresAt - expireMinutes * MINUTE;
  if (now >= request.expiresAt) return { step: 'expire' };
  if (waitsForEmployee(request)) return { lookAt: request.expiresAt };
  if (isAskedByNobody(request)) {
    const asking = sooner(tryOf(request, 'replaceApprovers', now), { lookAt: request.expiresAt });
    return sooner(firstOf(request, renewalDue(request), now), asking);
  }
  const steps: Dated[] = [
    ...renewalDue(request),
    ...linksWhileAwaiting(request, policy, askedAt),
    { step: 'expire', at: request.expiresAt },
  ];
  if (request.remindedAt === undefined) steps.push({ step: 'remind', at: askedAt + remindMinutes * MINUTE });
  if (request.escalatedAt === undefined) steps.push({ step: 'escalate', at: askedAt + escalateMinutes * MINUTE });
  return firstOf(request, steps, now);
}

/** When the sessions are to be ended, once the removal was verified; nothing where the scenario does not ask for it. */
function revocationDue(request: Approved | Revealed): readonly Dated[] {
  const { decided } = request;
  if (decided.sessionsRevokedAt !== undefined || decided.verifiedAt === undefined) return [];
  const step = 'revokeSessions';
  switch (REVOKE[request.scenario]) {
    case 'never':
      return [];
    case 'atCompletion':
      return decided.enrolled === undefined ? [] : [{ step, at: decided.verifiedAt }];
    case 'atOnce': {
      // Graph ends all sessions or none: the one that has to show the pass keeps the others for a while.
      return [{ step, at: chatEnds(request) ?? decided.verifiedAt }];
    }
  }
}

/** The chat had its time: the pass appears elsewhere. Not while the account may stand without a pass. */
function moveDue(request: Approved): readonly Dated[] {
  const ends = chatEnds(request);
  return ends === undefined || request.decided.gap === 'open' ? [] : [{ step: 'moveReveal', at: ends }];
}

/** Until when the account stands on a pass, shown or not. */
function coveredUntil({ decided, placeholder }: Approved | Revealed): Millis {
  return Math.max(decided.pass?.expiresAt ?? 0, placeholder?.expiresAt ?? 0) - PASS_MARGIN_MS;
}

/** The deletes and what follows them, in the safe order: never a moment with neither method nor pass. */
function runStep(request: Approved | Revealed, now: Millis): StepName | undefined {
  const { decided } = request;
  if (decided.gap === 'open') return 'closeGap';
  if (placeholderEnds(request, now)) return 'issuePlaceholder';
  if (decided.verifiedAt === undefined && now >= coveredUntil(request)) return 'issuePlaceholder';
  if (decided.plan.some(({ outcome }) => outcome === 'pending' || outcome === 'deferred')) return 'removeMethod';
  if (decided.verifiedAt === undefined) return 'verifyRemoval';
  return revocationDue(request).some(({ at }) => now >= at) ? 'revokeSessions' : undefined;
}

/** Puts something in the place of what may be gone. */
const COVERS: ReadonlySet<StepName> = new Set(['closeGap', 'issuePlaceholder']);

/** The next step of the run. One that is waited for is not waited for beyond the end of what the account stands on. */
function ofTheRun(request: Approved | Revealed, now: Millis): Owed {
  const step = runStep(request, now);
  if (step === undefined) return undefined;
  if (COVERS.has(step)) return tryOf(request, step, now, COVER_RETRY_MS);
  const ends = renewalDue(request).map(({ at }) => at);
  if (request.decided.verifiedAt === undefined) ends.push(coveredUntil(request));
  return ends.reduce<Owed>((due, lookAt) => sooner(due, { lookAt }), tryOf(request, step, now));
}

/** The code that goes by text message, while it can still be typed. */
function textDue({ decided }: Approved | Revealed, now: Millis): readonly Dated[] {
  const { voided, deadline, sentAt, sendFailedAt } = decided.code;
  if (decided.selfVerified === undefined || voided || sentAt !== undefined || now >= deadline) return [];
  return [{ step: 'sendCode', at: sendFailedAt === undefined ? now : sendFailedAt + CODE_RETRY_MS }];
}

/** Everything but the watch over methods that come before the pass. */
export function besidesTheWatch(request: Approved, policy: Policy, now: Millis): Owed {
  if (isMinting(request.decided, now)) return { lookAt: now + 1_000 };
  if (isEvaluated(request, policy)) return { step: 'evaluate' };
  const works = request.decided.secureOn === 'approval';
  const ends: Dated = { step: 'expire', at: request.expiresAt };
  // A request that ends leaves no session behind that waited for the chat.
  if (now >= request.expiresAt) return firstOf(request, [...(works ? revocationDue(request) : []), ends], now);
  const timed = firstOf(
    request,
    [
      ...codeLinkDue(request, policy),
      ...textDue(request, now),
      ...(works ? [...renewalDue(request), ...revocationDue(request), ...moveDue(request)] : []),
      ends,
    ],
    now,
  );
  return sooner(works ? ofTheRun(request, now) : undefined, timed);
}

/** Whoever registers a method before any pass was shown has another way in: that is looked for whenever nothing else is due. */
function whileApproved(request: Approved, policy: Policy, now: Millis): Owed {
  const due = besidesTheWatch(request, policy, now);
  const busy = isMinting(request.decided, now) || (due !== undefined && 'step' in due);
  return busy ? due : { step: 'watchBeforePass' };
}

function whileRevealed(request: Revealed, policy: Policy, now: Millis): Owed {
  const { decided } = request;
  if (isMinting(decided, now)) return { lookAt: now + 1_000 };
  const run = ofTheRun(request, now);
  if (isUnasked(request) && !(run !== undefined && 'step' in run && COVERS.has(run.step))) {
    return { step: 'checkEnrolment' };
  }
  const link = first([...codeLinkDue(request, policy), ...textDue(request, now)], now);
  for (const due of [run, link]) if (due !== undefined && 'step' in due) return due;
  // Sessions that cannot be ended right now are tried again; they do not stop the watch over an account without methods.
  if (decided.verifiedAt !== undefined && decided.enrolled === undefined) return watch(request, now);
  return run ?? tryOf(request, isPasswordDue(request) ? 'requirePasswordChange' : 'complete', now);
}

/** A watch that failed waits a minute at most, and not beyond the end of the pass: then the account needs another. */
function watch(request: Revealed, now: Millis): Owed {
  const covered = coveredUntil(request);
  const again = tryOf(request, 'watchEnrolment', now, WATCH_RETRY_MS);
  return now < covered ? sooner(again, { lookAt: covered }) : again;
}

/** A new password comes in between only when it is tried now: nothing else holds up the watch over the account. */
function whileFailed(request: Failed, now: Millis): Owed {
  const password = isPasswordDue(request) ? tryOf(request, 'requirePasswordChange', now) : undefined;
  return sooner(password, tryOf(request, 'watchEnrolment', now, WATCH_RETRY_MS));
}

/** Contained is not over: an account that stands on a placeholder alone keeps it until security lifts the shield. */
function whileIncident(request: IncidentRequest, now: Millis): Owed {
  const { incident, placeholder } = request;
  if (incident.containedAt === undefined) return tryOf(request, 'contain', now);
  const password = isPasswordDue(request) ? tryOf(request, 'requirePasswordChange', now) : undefined;
  const over = incident.accountDisabledAt !== undefined || incident.shieldLiftedAt !== undefined;
  return over || placeholder === undefined ? password : sooner(password, tryOf(request, 'keepPlaceholder', now));
}

function ofState(request: RecoveryRequest, policy: Policy, now: Millis): Owed {
  switch (request.state) {
    case 'awaitingApproval':
      return whileAwaiting(request, policy, now);
    case 'approved':
      return whileApproved(request, policy, now);
    case 'revealed':
      return whileRevealed(request, policy, now);
    case 'failed':
      return whileFailed(request, now);
    case 'incident':
      return whileIncident(request, now);
    case 'held':
      return now >= request.held.expiresAt ? { step: 'expire' } : { lookAt: request.held.expiresAt };
    case 'completed':
      return openEnrolment(request) === undefined ? undefined : { step: 'checkEnrolment' };
    case 'refused':
    case 'denied':
    case 'cancelled':
    case 'expired':
      return undefined;
  }
}

/** What a request owes at `now`. Pure: the same state and time always give the same answer. */
export function owed(request: RecoveryRequest, policy: Policy, now: Millis): Owed {
  const due = ofState(request, policy, now);
  // Where nothing is to be done, cards and notices may still have to say that time has passed.
  const glances = glancesOf(request, policy).filter((at) => at > now);
  return glances.reduce<Owed>((soonest, lookAt) => sooner(soonest, { lookAt }), due);
}
