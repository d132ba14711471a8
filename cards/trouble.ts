import { openTasks } from '../recovery/incident-tasks';
import type { RecoveryRequest } from '../recovery/request';
import { failureOf, MINT_STEP } from '../recovery/step-failure';
import type { StepFailure } from '../recovery/run';
import { mayPass, WAIT_SHOWN_MS } from '../recovery/stuck';
import type { Millis } from '../recovery/terms';
import { endingText } from '../words/endings';
import { INCIDENT_NOTES } from '../words/incident';
import { STUCK } from '../words/stuck';
import { clockTime } from './moments';

interface Seen {
  readonly request: RecoveryRequest;
  readonly now: Millis;
  readonly timeZone?: string;
}

/** True where nobody but the employee tries again, by typing the code. */
const byPress = ({ step }: StepFailure): boolean => step === MINT_STEP;

function whileAwaiting(request: RecoveryRequest): string | undefined {
  if (request.state !== 'awaitingApproval' && request.state !== 'approved') return undefined;
  if (request.linkFailedAt !== undefined && request.linkFailedAt > (request.linkSentAt ?? 0)) return STUCK.linkFailed;
  const open = request.slots.filter(({ approval, asked }) => approval === undefined && asked.length === 0);
  if (open.length === 0 || request.state === 'approved') return undefined;
  return open.some(({ passedOver }) => passedOver.length > 0) ? STUCK.unreached : STUCK.notAsked;
}

/** Why a request does not get on, in one line; nothing where it only waits for people as it should. */
export function troubleOf({ request, now, timeZone }: Seen): string | undefined {
  const failure = failureOf(request);
  if (failure !== undefined && now - failure.since >= WAIT_SHOWN_MS)
    return byPress(failure)
      ? STUCK.shortPress(failure.code)
      : STUCK.short(failure.code, clockTime(failure.nextAttemptAt, timeZone));
  if (request.state === 'held') return endingText('held', request.held.reason, 'others');
  if (request.state === 'failed') return endingText('failed', request.failure.reason, 'others');
  if (request.state === 'incident' && request.incident.containedAt === undefined) return STUCK.notContained;
  if (request.state === 'incident' && request.incident.closedAt === undefined)
    return INCIDENT_NOTES.shortOpen(openTasks(request.incident).length);
  return whileAwaiting(request);
}

/** The same at length, with what can be done about it. */
export function troubleAdvice({ request, timeZone }: Seen): readonly string[] {
  const failure = failureOf(request);
  if (failure === undefined) return [];
  const { step, code, attempts, nextAttemptAt } = failure;
  return [
    STUCK.cannot(step, code),
    byPress(failure) ? STUCK.triesPress(attempts) : STUCK.tries(attempts, clockTime(nextAttemptAt, timeZone)),
    STUCK.advice(code, mayPass(failure)),
  ];
}
