import { cameBeforePass, contradiction } from './before-pass';
import type { EnrolmentFacts, EnrolmentVerdict, Found } from './enrolment-rule';
import { judgeEnrolment, whereFrom, whoRegistered } from './enrolment-rule';
import type { Enrolled } from './enrolment';
import { openEnrolment } from './enrolment';
import type { Deps } from './deps';
import { EffectError } from './errors';
import type { EventOf } from './events';
import type { Method } from './methods';
import { besidesTheWatch } from './owed';
import { policyOf } from './policy-tiers';
import type { Approved, RecoveryRequest } from './request';
import { decidedOf } from './request';
import { readSignal } from './signals';
import type { Step, StepResult } from './step';
import { SYSTEM } from './step';
import { storyOf } from './story';
import type { Millis } from './terms';

const SECOND = 1_000;
const MINUTE = 60_000;
/** Those who are due within these share one question to a log. */
const GRID_MS = 10 * SECOND;

/** Often while the code is fresh, then seldom: the reveal looks once more itself. */
export function beforePassIntervalMs(sinceApproval: Millis): Millis {
  return sinceApproval < 15 * MINUTE ? 30 * SECOND : 5 * MINUTE;
}

/** So long, but not beyond the time of something else that is owed. */
function untilElse(deps: Pick<Deps, 'clock' | 'policy'>, request: Approved, waitMs: Millis): Millis {
  const now = deps.clock.now();
  const next = besidesTheWatch(request, policyOf(deps.policy, request), now);
  if (next === undefined) return waitMs;
  return 'step' in next ? 0 : Math.max(0, Math.min(waitMs, next.lookAt - now));
}

/** Looks whether somebody registers a method while the pass is waited for. Graph that does not answer holds up nothing. */
export const watchBeforePass: Step = async (deps, { request }) => {
  if (request.state !== 'approved') return { waitMs: MINUTE };
  const now = deps.clock.now();
  const usualMs = beforePassIntervalMs(now - request.decided.at);
  const { tenantId } = request;
  const deniedMs = await deps.looks.ask({ tenantId, lane: 'then' });
  if (deniedMs > 0) return { waitMs: untilElse(deps, request, deniedMs) };
  try {
    const value = await deps.methods.list(request.tenantId, request.employee);
    const event = cameBeforePass(deps, request, { kind: 'known', value });
    if (event !== undefined) return { event };
  } catch (error) {
    if (!(error instanceof EffectError)) throw error;
  }
  return { waitMs: untilElse(deps, request, deps.looks.again(tenantId, usualMs)) };
};

/** The entry of a new method: from now on the logs are asked who registered it. */
export function enrolmentSeen(
  deps: Pick<Deps, 'clock' | 'policy'>,
  { id: methodId, kind, createdAt }: Method,
): EventOf<'enrolmentSeen'> {
  const at = deps.clock.now();
  const checkUntil = at + deps.policy.enrolment.checkMinutes * MINUTE;
  const dated = createdAt === undefined ? {} : { createdAt };
  return { type: 'enrolmentSeen', at, by: SYSTEM, methodId, kind, ...dated, checkUntil };
}

type Open = NonNullable<ReturnType<typeof openEnrolment>>;

function factsOf(deps: Deps, request: RecoveryRequest, enrolled: Open): EnrolmentFacts {
  const { at = 0, shownSince } = decidedOf(request) ?? {};
  const now = deps.clock.now();
  const { lostSince } = storyOf(request, now);
  // Entra dates some kinds of methods to the second: one of the very second is no earlier.
  const since = shownSince === undefined ? undefined : shownSince - (shownSince % SECOND);
  return { employee: request.employee, enrolled, approvedAt: at, shownSince: since, lostSince, now };
}

/** Asks who; and from where only once that is known, because few such questions fit into a quota. */
async function judge(deps: Deps, request: RecoveryRequest, enrolled: Open): Promise<EnrolmentVerdict> {
  const { tenantId, employee } = request;
  const { enrolment } = deps.policy;
  const facts = factsOf(deps, request, enrolled);
  const log = await readSignal(() => deps.directory.registrations(tenantId, employee));
  const all: Found[] = [whoRegistered(facts, log, enrolment.registrars)];
  if (all.every(({ outcome }) => outcome !== 'open' && outcome !== 'raised'))
    all.push(whereFrom(facts, await readSignal(() => deps.directory.signIns(tenantId, employee))));
  return judgeEnrolment(all, enrolment);
}

/** The logs are minutes behind: asked at once, then less and less often. */
export function nextCheckMs({ at }: Pick<Enrolled, 'at'>, now: Millis): Millis {
  const wait = Math.min(Math.max(now - at, 30 * SECOND), 10 * MINUTE);
  return Math.ceil((now + wait) / GRID_MS) * GRID_MS - now;
}

/** What the logs say by now: an event, or how long to wait; nothing where there is nothing to ask about. */
export async function checked(deps: Deps, request: RecoveryRequest): Promise<StepResult | undefined> {
  const enrolled = openEnrolment(request);
  if (enrolled === undefined) return undefined;
  const verdict = await judge(deps, request, enrolled);
  const { contradicts, outcome, reasons } = verdict;
  if (contradicts !== undefined) return { event: contradiction(deps, { contradicts, reasons }) };
  const { methodId, check } = enrolled;
  if (outcome === 'open' && check.outcome !== undefined) return { waitMs: nextCheckMs(enrolled, deps.clock.now()) };
  return { event: { type: 'enrolmentChecked', at: deps.clock.now(), by: SYSTEM, methodId, outcome, reasons } };
}

/** Who registered the new method, and from where: somebody else makes it an incident, also after the case has closed. */
export const checkEnrolment: Step = async (deps, { request }) => (await checked(deps, request)) ?? { waitMs: MINUTE };
