import type { RecoveryRequest } from './request';
import { failedTryOf } from './step-failure';
import type { Millis } from './terms';

/** The next thing a request owes. One at a time: each is followed by its own commit, then the state is asked again. */
export type StepName =
  | 'expire'
  | 'remind'
  | 'escalate'
  | 'replaceApprovers'
  | 'sendLink'
  | 'sendCode'
  | 'issuePlaceholder'
  | 'closeGap'
  | 'removeMethod'
  | 'verifyRemoval'
  | 'revokeSessions'
  | 'moveReveal'
  | 'watchBeforePass'
  | 'watchEnrolment'
  | 'checkEnrolment'
  | 'keepPlaceholder'
  | 'requirePasswordChange'
  | 'complete'
  | 'contain'
  | 'evaluate';

/** A step to take now, or the time at which to look again. */
export type Owed = { readonly step: StepName } | { readonly lookAt: Millis } | undefined;

/** A step that has its time. */
export type Dated = { readonly step: StepName; readonly at: Millis };

/** The earliest of the steps that have their time: to take now, or to look at again. */
export function first(steps: readonly Dated[], now: Millis): Owed {
  const [next] = [...steps].sort((a, b) => a.at - b.at);
  if (next === undefined) return undefined;
  return next.at <= now ? { step: next.step } : { lookAt: next.at };
}

/** A step beats a time to look at, the earlier time the later one. */
export function sooner(one: Owed, other: Owed): Owed {
  if (one === undefined || other === undefined) return one ?? other;
  if ('step' in one) return one;
  if ('step' in other) return other;
  return one.lookAt <= other.lookAt ? one : other;
}

/** A step that failed has its next try's time; another one is not held up by it. */
function notBefore(request: RecoveryRequest, step: StepName, at: Millis): Millis {
  return Math.max(at, failedTryOf(request, step)?.nextAttemptAt ?? at);
}

/** The earliest of the steps, those that failed not before their next try. */
export function firstOf(request: RecoveryRequest, steps: readonly Dated[], now: Millis): Owed {
  return first(
    steps.map(({ step, at }) => ({ step, at: notBefore(request, step, at) })),
    now,
  );
}

/** The step now, or when it may be tried again: `longestMs` after it failed at the latest. */
export function tryOf(request: RecoveryRequest, step: StepName, now: Millis, longestMs = Infinity): Owed {
  const failedAt = failedTryOf(request, step)?.at ?? now;
  return first([{ step, at: Math.min(notBefore(request, step, now), failedAt + longestMs) }], now);
}
