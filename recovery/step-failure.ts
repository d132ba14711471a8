import type { EventOf, EventType, RecoveryEvent } from './events';
import type { Approved, AwaitingApproval, RecoveryRequest, Revealed } from './request';
import type { FailedTry, StepFailure } from './run';
import type { Millis } from './terms';

/** In place of a step's name: the look itself fails, whatever the step, and its message was parked. */
export const LOOK_STEP = 'look';

/** Name of the step that sends the one-time link. */
const LINK_STEP = 'sendLink';

/** Name of the step that mints the pass to show: people take it by typing the code. */
export const MINT_STEP = 'mintPass';

/** A link that could not be sent is tried again after so long. */
export const LINK_RETRY_MS = 5 * 60_000;

const NO_LINK = ['contactChanged', 'contactNotTrusted'] as const;
/** Why the chosen contact gets no link, though it could be sent: no waiting cures it, and it may be an attack. */
export type NoLink = (typeof NO_LINK)[number];

export const isNoLink = (code: string): code is NoLink => NO_LINK.some((one) => one === code);

/** What does not work at the moment; nothing where everything does. */
export function failureOf(request: RecoveryRequest): StepFailure | undefined {
  switch (request.state) {
    case 'approved':
    case 'revealed':
      return request.decided.failure;
    case 'awaitingApproval':
    case 'failed':
    case 'incident':
      return request.stalled;
    case 'completed':
    case 'refused':
    case 'denied':
    case 'cancelled':
    case 'expired':
    case 'held':
      return undefined;
  }
}

function triesIn(failure: StepFailure | undefined): readonly FailedTry[] {
  if (failure === undefined) return [];
  const { since: _since, others = [], ...last } = failure;
  return [last, ...others];
}

/** The last failed try of this step in the present spell of trouble, whatever else failed since. */
export function failedTryOf(request: RecoveryRequest, step: string): FailedTry | undefined {
  return triesIn(failureOf(request)).find((one) => one.step === step);
}

/** One more failed try: a spell of trouble lasts from where its first one began until something works. */
export function failureAfter(
  before: StepFailure | undefined,
  event: FailedTry & { readonly begunAt?: Millis },
): StepFailure {
  const { step, code, attempts, nextAttemptAt, at, begunAt = at } = event;
  const others = triesIn(before).filter((one) => one.step !== step);
  const spell = { since: before?.since ?? begunAt, ...(others.length > 0 && { others }) };
  return { step, code, attempts, nextAttemptAt, at, ...spell };
}

/** The events that a step ends with when it works, where the machine's row alone does not say so. */
const WORKED: Readonly<Record<string, readonly EventType[]>> = {
  sendLink: ['linkSent'],
  remind: ['reminded'],
  escalate: ['escalated'],
  replaceApprovers: ['approversReplaced'],
  moveReveal: ['revealMoved'],
  issuePlaceholder: ['placeholderIssued'],
  keepPlaceholder: ['placeholderIssued'],
  watchEnrolment: ['placeholderIssued', 'enrolmentSeen', 'enrolmentChecked'],
  requirePasswordChange: ['passwordChangeRequired', 'passwordChangeNotDone'],
  contain: [
    ...(['accountDisabled', 'accountDisableFailed', 'placeholderIssued', 'passRemoved'] as const),
    ...(['intruderRemoved', 'methodKept', 'sessionsRevoked', 'contained'] as const),
  ],
};

/** The request after a link that went nowhere: where the contact is to blame, that is a step that does not work. */
export function afterNoLink<R extends AwaitingApproval | Approved | Revealed>(
  request: R,
  { at, code }: EventOf<'linkFailed'>,
): R {
  if (!isNoLink(code)) return request;
  const attempts = (failedTryOf(request, LINK_STEP)?.attempts ?? 0) + 1;
  const tried = { step: LINK_STEP, code, attempts, at, nextAttemptAt: at + LINK_RETRY_MS };
  const failure = failureAfter(failureOf(request), tried);
  if (request.state === 'awaitingApproval') return { ...request, stalled: failure };
  return { ...request, decided: { ...request.decided, failure } };
}

export function withoutFailure<R extends RecoveryRequest>(request: R): R {
  if (request.state === 'approved' || request.state === 'revealed') {
    const { failure: _failure, ...decided } = request.decided;
    return { ...request, decided };
  }
  const { stalled: _stalled, ...rest } = request;
  // Only an optional fact was taken out, so it is the same arm.
  return rest as R;
}

/** The request after an event that shows that the failing step works again. */
export function afterStep(request: RecoveryRequest, event: RecoveryEvent): RecoveryRequest {
  const failure = failureOf(request);
  return failure !== undefined && WORKED[failure.step]?.includes(event.type) === true
    ? withoutFailure(request)
    : request;
}
