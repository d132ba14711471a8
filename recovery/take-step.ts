import type { Deps } from './deps';
import { contain } from './containment';
import { EffectError } from './errors';
import { allows } from './machine';
import type { Owed, StepName } from './due';
import { heldBack } from './evaluation';
import { askStop, heeding } from './heeding';
import { moveReveal } from './move-reveal';
import { askLeave, paced } from './paced';
import type { Stored } from './ports';
import type { Step, StepResult } from './step';
import { stepFailed, SYSTEM } from './step';
import { failedTryOf, failureOf, LOOK_STEP } from './step-failure';
import { escalate, expire, remind, replaceApprovers, sendLink } from './steps-approval';
import { sendCode } from './steps-code';
import { evaluate } from './steps-evaluation';
import { requirePasswordChange } from './steps-password';
import { checkEnrolment, watchBeforePass } from './steps-enrolment';
import {
  closeGap,
  isBegun,
  issuePlaceholder,
  mayNeedAnotherDefault,
  removeMethod,
  revokeSessions,
  verifyRemoval,
} from './steps-run';
import { complete, keepPlaceholder, watchEnrolment } from './steps-watch';
import type { Millis } from './terms';

/** Which function does which step. */
const STEPS: Readonly<Record<StepName, Step>> = {
  expire,
  remind,
  escalate,
  replaceApprovers,
  sendLink,
  sendCode,
  issuePlaceholder,
  closeGap,
  removeMethod,
  verifyRemoval,
  revokeSessions,
  moveReveal,
  watchBeforePass,
  watchEnrolment,
  checkEnrolment,
  keepPlaceholder,
  requirePasswordChange,
  complete,
  contain,
  evaluate,
};

/** How long to wait after a failure that says nothing better. */
export const FAILURE_WAIT_MS = 15_000;
/** Containment is never put off for long. */
const LONGEST_ALARM_WAIT_MS = 30_000;
/**
 * Steps that write something down before they write on the account, and how often they may write: they ask for all of it
 * first, so that nothing is held up in its middle.
 */
const ASK_AHEAD: Readonly<Partial<Record<StepName, number>>> = { closeGap: 5, issuePlaceholder: 2 };

interface Try {
  readonly step: StepName;
  readonly begunAt: Millis;
}

function failed(deps: Deps, stored: Stored, { step, begunAt }: Try, error: unknown): StepResult {
  if (!(error instanceof EffectError)) throw error;
  if (error.code === 'queued') return { waitMs: error.retryAfterMs ?? FAILURE_WAIT_MS };
  const { request } = stored;
  deps.log.warn('step.failed', { requestId: request.id, operation: step, code: error.code, error });
  if (!allows(request.state, 'stepFailed')) return { waitMs: error.retryAfterMs ?? FAILURE_WAIT_MS };
  const attempts = (failedTryOf(request, step)?.attempts ?? 0) + 1;
  const longestMs = request.state === 'incident' ? LONGEST_ALARM_WAIT_MS : undefined;
  const event = stepFailed(deps, step, error, attempts, longestMs);
  return { event: begunAt < event.at ? { ...event, begunAt } : event };
}

/** A step that had failed and has nothing to record now worked all the same: the trail and the cards have to say so. */
function recovered(deps: Deps, { request }: Stored, step: StepName | undefined): StepResult | undefined {
  const failing = failureOf(request)?.step;
  if (failing === undefined || (failing !== step && failing !== LOOK_STEP)) return undefined;
  return { event: { type: 'stepRecovered', at: deps.clock.now(), by: SYSTEM, step: failing } };
}

/**
 * Writes ask one by one whether effects are stopped, and for leave. A default that was refused asks for two at once: under a
 * scarce quota its delete would take the leave that another default waits for, again and again. A gap asks before it opens
 * and then is not stopped in its middle, where the account would have nothing; a placeholder asks before it is written down.
 */
async function runStep(given: Deps, stored: Stored, step: StepName): Promise<StepResult> {
  const deps = heldBack(given, stored.request);
  const writes = ASK_AHEAD[step];
  const heeded = heeding(deps, stored.request.tenantId);
  if (step === 'removeMethod' && mayNeedAnotherDefault(stored)) {
    await askStop(deps, stored.request.tenantId);
    await askLeave(deps, stored.request, 'then', 2);
    return STEPS[step](heeded, stored);
  }
  if (writes === undefined) return STEPS[step](paced(heeded, stored.request), stored);
  await askStop(deps, stored.request.tenantId);
  const hasLeave = step === 'issuePlaceholder' && isBegun(deps, stored.request);
  if (!hasLeave) await askLeave(deps, stored.request, 'first', writes);
  return STEPS[step](deps, stored);
}

/** What is owed now: the step, what came of it, or how long until there is one. */
export async function takeStep(deps: Deps, stored: Stored, due: Owed): Promise<StepResult | undefined> {
  if (due === undefined) return recovered(deps, stored, undefined);
  if ('lookAt' in due) {
    return recovered(deps, stored, undefined) ?? { waitMs: Math.max(0, due.lookAt - deps.clock.now()) };
  }
  const begunAt = deps.clock.now();
  try {
    const running = runStep(deps, stored, due.step);
    deps.watchStep?.(stored.request, running);
    const result = await running;
    return 'event' in result ? result : (recovered(deps, stored, due.step) ?? result);
  } catch (error) {
    return failed(deps, stored, { step: due.step, begunAt }, error);
  }
}
