import type { Policy } from './policy-settings';
import type { Approved, AwaitingApproval, IncidentRequest, RecoveryRequest, Revealed } from './request';
import { isMinting } from './run-state';
import { REVOKE } from './scope';
import { failureOf } from './step-failure';
import { glancesOf } from './stuck';
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
  | 'keepPlaceholder'
  | 'complete'
  | 'contain';

/** A step to take now, or the time at which to look again. */
export type Owed = { readonly step: StepName } | { readonly lookAt: Millis } | undefined;

const MINUTE = 60_000;
const LINK_RETRY_MS = 5 * MINUTE;
/** Longest time between two looks at an account that may have nothing but a pass. */
const WATCH_RETRY_MS = 60_000;
/** A placeholder is renewed this long before it ends. */
export const RENEW_BEFORE_MS = 10 * MINUTE;
/** A pass with less time left than a delete may take is no pass to stand on. */
export const PASS_MARGIN_MS = 30_000;
/** The stolen device's sessions wait this long for a reveal in Teams. */
export const TEAMS_GRACE_MS = 30 * MINUTE;

/** True when a placeholder stands that has to be renewed now. */
export function placeholderEnds(request: RecoveryRequest, now: Millis): boolean {
  return request.placeholder !== undefined && now >= request.placeholder.expiresAt - RENEW_BEFORE_MS;
}

type Dated = { readonly step: StepName; readonly at: Millis };

/** The earliest of the steps that have their time: to take now, or to look at again. */
function first(steps: readonly Dated[], now: Millis): Owed {
  const [next] = [...steps].sort((a, b) => a.at - b.at);
  if (next === undefined) return undefined;
  return next.at <= now ? { step: next.step } : { lookAt: next.at };
}

/** A step beats a time to look at, the earlier time the later one. */
function sooner(one: Owed, other: Owed): Owed {
  if (one === undefined || other === undefined) return one ?? other;
  if ('step' in one) return one;
  if ('step' in other) return other;
  return one.lookAt <= other.lookAt ? one : other;
}

/** A step that failed has its next try's time; another one is not held up by it. */
function notBefore(request: RecoveryRequest, step: StepName, at: Millis): Millis {
  const failure = failureOf(request);
  return failure?.step === step ? Math.max(at, failure.nextAttemptAt) : at;
}

/** The step now, or when it may be tried again: `longestMs` after it failed at the latest. */
function tryOf(request: RecoveryRequest, step: StepName, now: Millis, longestMs = Infinity): Owed {
  const failedAt = failureOf(request)?.at ?? now;
  return first([{ step, at: Math.min(notBefore(request, step, now), failedAt + longestMs) }], now);
}

/** When a link has to go out for something that is so since `since`; a failed one is tried again after a while. */
function linkDue(request: AwaitingApproval | Approved | Revealed, since: Millis): readonly Dated[] {
  if (request.delivery.place !== 'link' || (request.linkSentAt ?? 0) >= since) return [];
  return [{ step: 'sendLink', at: Math.max(since, (request.linkFailedAt ?? -Infinity) + LINK_RETRY_MS) }];
}

function renewalDue({ placeholder }: RecoveryRequest): readonly Dated[] {
  return placeholder === undefined ? [] : [{ step: 'issuePlaceholder', at: placeholder.expiresAt - RENEW_BEFORE_MS }];
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
  if (isAskedByNobody(request)) return sooner(tryOf(request, 'replaceApprovers', now), { lookAt: request.expiresAt });
  const steps: Dated[] = [
    ...renewalDue(request),
    ...linkDue(request, askedAt),
    { step: 'expire', at: request.expiresAt },
  ];
  if (request.remindedAt === undefined) steps.push({ step: 'remind', at: askedAt + remindMinutes * MINUTE });
  if (request.escalatedAt === undefined) steps.push({ step: 'escalate', at: askedAt + escalateMinutes * MINUTE });
  return first(
    steps.map(({ step, at }) => ({ step, at: notBefore(request, step, at) })),
    now,
  );
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
      const chatShowsPass = request.delivery.place === 'teams' && request.state === 'approved';
      return [{ step, at: chatShowsPass ? decided.at + TEAMS_GRACE_MS : decided.verifiedAt }];
    }
  }
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

/** The next step of the run. */
function ofTheRun(request: Approved | Revealed, now: Millis): Owed {
  const step = runStep(request, now);
  return step === undefined ? undefined : tryOf(request, step, now);
}

/** A new release code needs a new link to type it on. */
function codeLinkDue(request: Approved | Revealed, policy: Policy): readonly Dated[] {
  return linkDue(request, request.decided.code.deadline - policy.timers.releaseCodeMinutes * MINUTE);
}

function whileApproved(request: Approved, policy: Policy, now: Millis): Owed {
  if (isMinting(request.decided, now)) return { lookAt: now + 1_000 };
  if (now >= request.expiresAt) return { step: 'expire' };
  const works = request.decided.secureOn === 'approval';
  const timed = first(
    [
      ...codeLinkDue(request, policy),
      ...(works ? [...renewalDue(request), ...revocationDue(request)] : []),
      { step: 'expire', at: request.expiresAt },
    ],
    now,
  );
  return sooner(works ? ofTheRun(request, now) : undefined, timed);
}

function whileRevealed(request: Revealed, policy: Policy, now: Millis): Owed {
  const { decided } = request;
  if (isMinting(decided, now)) return { lookAt: now + 1_000 };
  const run = ofTheRun(request, now);
  const link = first(codeLinkDue(request, policy), now);
  for (const due of [run, link]) if (due !== undefined && 'step' in due) return due;
  // Sessions that cannot be ended right now are tried again; they do not stop the watch over an account without methods.
  if (decided.verifiedAt !== undefined && decided.enrolled === undefined) return watch(request, now);
  return run ?? tryOf(request, 'complete', now);
}

/** A watch that failed waits a minute at most, and not beyond the end of the pass: then the account needs another. */
function watch(request: Revealed, now: Millis): Owed {
  const covered = coveredUntil(request);
  const again = tryOf(request, 'watchEnrolment', now, WATCH_RETRY_MS);
  return now < covered ? sooner(again, { lookAt: covered }) : again;
}

/** Contained is not over: an account that stands on a placeholder alone keeps it until security lifts the shield. */
function whileIncident(request: IncidentRequest, now: Millis): Owed {
  const { incident, placeholder } = request;
  if (incident.containedAt === undefined) return tryOf(request, 'contain', now);
  const over = incident.accountDisabledAt !== undefined || incident.shieldLiftedAt !== undefined;
  return over || placeholder === undefined ? undefined : tryOf(request, 'keepPlaceholder', now);
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
      return tryOf(request, 'watchEnrolment', now, WATCH_RETRY_MS);
    case 'incident':
      return whileIncident(request, now);
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

/** What a request owes at `now`. Pure: the same state and time always give the same answer. */
export function owed(request: RecoveryRequest, policy: Policy, now: Millis): Owed {
  const due = ofState(request, policy, now);
  // Where nothing is to be done, cards and notices may still have to say that time has passed.
  const glances = glancesOf(request, policy).filter((at) => at > now);
  return glances.reduce<Owed>((soonest, lookAt) => sooner(soonest, { lookAt }), due);
}
