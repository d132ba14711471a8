import { raiseAlarm } from './alarm';
import { commitEvent, recordEffect, wakesOnce } from './commit';
import { contain } from './containment';
import type { Deps } from './deps';
import { EffectError, RecoveryError } from './errors';
import type { RecoveryEvent } from './events';
import { fenced } from './fenced';
import { allows } from './machine';
import { mendIndexes } from './mend-indexes';
import type { Notice } from './notices';
import { noticesOwed } from './notices';
import type { Owed, StepName } from './owed';
import { owed } from './owed';
import { askLeave, paced } from './paced';
import type { Delivered, Stored } from './ports';
import type { RecoveryRequest } from './request';
import type { Step, StepResult } from './step';
import { stepFailed, SYSTEM } from './step';
import { failureOf, LOOK_STEP } from './step-failure';
import { redrawRequest } from './redraw-request';
import { escalate, expire, remind, replaceApprovers, sendLink } from './steps-approval';
import { closeGap, isBegun, issuePlaceholder, removeMethod, revokeSessions, verifyRemoval } from './steps-run';
import { complete, keepPlaceholder, watchEnrolment } from './steps-watch';
import { Beside } from './tell-beside';
import { tellPeople } from './tell-people';
import type { Millis, ObjectId, RequestId } from './terms';

/** Which function does which step. */
const STEPS: Readonly<Record<StepName, Step>> = {
  expire,
  remind,
  escalate,
  replaceApprovers,
  sendLink,
  issuePlaceholder,
  closeGap,
  removeMethod,
  verifyRemoval,
  revokeSessions,
  watchEnrolment,
  keepPlaceholder,
  complete,
  contain,
};

/** Longest time one instance works on one request before others may. */
export const LEASE_MS = 30_000;
/** No step is begun with less of the lease left: a step is two calls on Graph or three, each with its own deadline. */
const LONGEST_STEP_MS = 15_000;
const MAX_STEPS = 100;
const FAILURE_WAIT_MS = 15_000;
/** Between two looks at a record that this instance is too old for: after a roll-back of versions that may last. */
const NEWER_WAIT_MS = 60_000;
/** Containment is never put off for long. */
const LONGEST_ALARM_WAIT_MS = 30_000;
/**
 * Steps that write something down before they write on the account, and how often they may write: they ask for all of it
 * first, so that nothing is held up in its middle.
 */
const ASK_AHEAD: Readonly<Partial<Record<StepName, number>>> = { closeGap: 5, issuePlaceholder: 2 };

export interface AdvanceInput {
  readonly tenantId: ObjectId;
  readonly id: RequestId;
  /** Asked before every step; false ends the look, and what is owed is left for a next one, at once. */
  readonly mayGoOn?: () => boolean;
}

/** How long until this request wants to be looked at again; nothing when it owes nothing. */
export interface Advanced {
  readonly againMs?: number;
}

/** What the cards' delivery adds to the story: who was asked, who could not be reached. */
function deliveryEvent(deps: Deps, request: RecoveryRequest, delivered: Delivered): RecoveryEvent | undefined {
  if (request.state !== 'awaitingApproval') return undefined;
  const common = { at: deps.clock.now(), by: SYSTEM };
  for (const { slot, candidates, asked } of request.slots) {
    const reached = candidates.find((id) => delivered.reached.includes(id) && !asked.includes(id));
    if (reached !== undefined) return { ...common, type: 'approverAsked', slot, approver: reached };
    const lost = delivered.unreachable.find(({ person }) => candidates.includes(person));
    if (lost !== undefined)
      return { ...common, type: 'approverUnreachable', slot, approver: lost.person, why: lost.why };
  }
  return undefined;
}

function failed(deps: Deps, stored: Stored, step: StepName, error: unknown): StepResult {
  if (!(error instanceof EffectError)) throw error;
  if (error.code === 'queued') return { waitMs: error.retryAfterMs ?? FAILURE_WAIT_MS };
  const { request } = stored;
  deps.log.warn('step.failed', { requestId: request.id, operation: step, code: error.code, error });
  if (!allows(request.state, 'stepFailed')) return { waitMs: error.retryAfterMs ?? FAILURE_WAIT_MS };
  const before = failureOf(request);
  const longestMs = request.state === 'incident' ? LONGEST_ALARM_WAIT_MS : undefined;
  return { event: stepFailed(deps, step, error, before?.step === step ? before.attempts + 1 : 1, longestMs) };
}

/** A step that had failed and has nothing to record now worked all the same: the trail and the cards have to say so. */
function recovered(deps: Deps, { request }: Stored, step: StepName | undefined): StepResult | undefined {
  const failing = failureOf(request)?.step;
  if (failing === undefined || (failing !== step && failing !== LOOK_STEP)) return undefined;
  return { event: { type: 'stepRecovered', at: deps.clock.now(), by: SYSTEM, step: failing } };
}

/** Writes ask for leave one by one; a gap asks before it opens, a placeholder before it is written down. */
async function runStep(deps: Deps, stored: Stored, step: StepName): Promise<StepResult> {
  const writes = ASK_AHEAD[step];
  if (writes === undefined) return STEPS[step](paced(deps, stored.request), stored);
  const hasLeave = step === 'issuePlaceholder' && isBegun(deps, stored.request);
  if (!hasLeave) await askLeave(deps, stored.request, 'first', writes);
  return STEPS[step](deps, stored);
}

async function takeStep(deps: Deps, stored: Stored, due: Owed): Promise<StepResult | undefined> {
  if (due === undefined) return recovered(deps, stored, undefined);
  if ('lookAt' in due) {
    return recovered(deps, stored, undefined) ?? { waitMs: Math.max(0, due.lookAt - deps.clock.now()) };
  }
  try {
    const result = await runStep(deps, stored, due.step);
    return 'event' in result ? result : (recovered(deps, stored, due.step) ?? result);
  } catch (error) {
    return failed(deps, stored, due.step, error);
  }
}

const owedNow = (deps: Deps, { request }: Stored): Owed => owed(request, deps.policy, deps.clock.now());
const noticesNow = (deps: Deps, { request }: Stored) => noticesOwed(request, deps.policy, deps.clock.now());

/** What one look has learned. */
interface Look {
  /** Nothing is begun later: the lease might end before it is done. */
  readonly until: Millis;
  /** Teams did not take the cards, and wants to be left alone for so long: not asked again in this look. */
  teamsAwayMs?: number;
  /** The notice that goes out while lost methods are removed. */
  readonly beside: Beside;
  /** What the cards show since this look drew them. While the lease lasts others only put newer states on them. */
  drawn?: RecoveryRequest;
  drawnAt?: Millis;
}

async function draw(deps: Deps, { request }: Stored, look: Look): Promise<Delivered | undefined> {
  if (look.teamsAwayMs !== undefined) return undefined;
  try {
    const delivered = await deps.cards.project(request, look.drawn);
    // Who was not reached is tried again, and said to be out of reach again.
    if (delivered.unreachable.length === 0) [look.drawn, look.drawnAt] = [request, deps.clock.now()];
    return delivered;
  } catch (error) {
    if (error instanceof RecoveryError) throw error;
    const away = error instanceof EffectError ? error.retryAfterMs : undefined;
    look.teamsAwayMs = away ?? FAILURE_WAIT_MS;
    deps.log.warn('cards.failed', { requestId: request.id, error });
    return undefined;
  }
}

/** What is owed to the account, and to people outside Teams, does not wait for Teams. Only reminders do. */
async function withoutTeams(deps: Deps, stored: Stored, laterMs: number): Promise<StepResult> {
  const notice = noticesNow(deps, stored).find(({ channel }) => channel === 'outside');
  if (notice !== undefined) return { event: await tellPeople(deps, notice, stored.request) };
  const due = owedNow(deps, stored);
  if (due !== undefined && 'step' in due && due.step === 'remind') return { waitMs: laterMs };
  const result = await takeStep(deps, stored, due);
  if (result !== undefined && 'event' in result) return result;
  return { waitMs: Math.min(result?.waitMs ?? laterMs, laterMs) };
}

/** Whoever is in the account is put out first; the cards and the people who are told of it come after. */
async function contained(deps: Deps, stored: Stored): Promise<StepResult | undefined> {
  const { request } = stored;
  const isOpen = request.state === 'incident' && request.incident.containedAt === undefined;
  return isOpen ? takeStep(deps, stored, owedNow(deps, stored)) : undefined;
}

/** Steps that follow each other in moments: the account is safe sooner when nobody waits for a picture of each of them. */
const HURRIED: ReadonlySet<StepName> = new Set(['removeMethod', 'verifyRemoval']);
const DRAW_EVERY_MS = 1_000;

/** The next delete while the cards are hardly a second old. What they do not show yet is drawn before the look waits. */
async function hurried(deps: Deps, stored: Stored, look: Look): Promise<StepResult | undefined> {
  const { drawn, drawnAt = 0, beside } = look;
  const due = owedNow(deps, stored);
  if (due === undefined || !('step' in due) || !HURRIED.has(due.step)) return undefined;
  const isFresh = drawn?.state === stored.request.state && deps.clock.now() - drawnAt < DRAW_EVERY_MS;
  const isToldOf = noticesNow(deps, stored).every((notice) => beside.isOnItsWay(notice));
  return isFresh && isToldOf ? takeStep(deps, stored, due) : undefined;
}

/** One turn of the loop: draw, record who was asked, tell who must be told, else take the next step. */
async function nextResult(deps: Deps, stored: Stored, look: Look): Promise<StepResult | undefined> {
  const first = (await contained(deps, stored)) ?? (await hurried(deps, stored, look));
  if (first !== undefined && 'event' in first) return first;
  const delivered = await draw(deps, stored, look);
  // Teams may have taken its time.
  if (deps.clock.now() > look.until) return { waitMs: 0 };
  if (delivered === undefined) return withoutTeams(deps, stored, look.teamsAwayMs ?? FAILURE_WAIT_MS);
  const asked = deliveryEvent(deps, stored.request, delivered);
  if (asked !== undefined) return { event: asked };
  const due = owedNow(deps, stored);
  const notice = noticesNow(deps, stored).find((one) => !look.beside.isOnItsWay(one));
  if (notice === undefined) return first ?? takeStep(deps, stored, due);
  if (!mayGoBeside(notice, due)) return { event: await tellPeople(deps, notice, stored.request) };
  look.beside.begin(deps, notice, stored.request);
  return takeStep(deps, stored, due);
}

/** Only while methods are removed: there people wait for the end, and what is told is true already. */
function mayGoBeside({ channel }: Notice, due: Owed): boolean {
  return channel === 'outside' && due !== undefined && 'step' in due && due.step === 'removeMethod';
}

/** What the notice beside it came to goes first; nothing is waited for before it has gone out. */
async function nextOf(deps: Deps, stored: Stored, look: Look): Promise<StepResult | undefined> {
  const told = look.beside.take();
  if (told !== undefined) return { event: told };
  const result = await nextResult(deps, stored, look);
  if (result !== undefined && 'event' in result) return result;
  const late = await look.beside.finish();
  return late === undefined ? result : { event: late };
}

/** The work under a lease that was asked for at `leasedAt`. */
async function work(unfenced: Deps, input: AdvanceInput, leasedAt: Millis): Promise<Advanced> {
  const deps = fenced(unfenced, leasedAt + LEASE_MS);
  const until = leasedAt + LEASE_MS - LONGEST_STEP_MS;
  const look: Look = { until, beside: new Beside() };
  const quiet = { ...deps, queue: wakesOnce(deps.queue), startWork: () => undefined };
  const mayGoOn = (): boolean => deps.clock.now() <= until && input.mayGoOn?.() !== false;
  let last: RecoveryRequest | undefined;
  for (let step = 0; step < MAX_STEPS && mayGoOn(); step += 1) {
    const stored = await deps.ledger.readVerified(input.tenantId, input.id);
    if (stored === undefined) return {};
    const result = await nextOf(deps, stored, look);
    if (result === undefined || 'waitMs' in result) {
      await mendIndexes(deps, stored.request);
      return result === undefined ? {} : { againMs: result.waitMs };
    }
    if (!allows(stored.request.state, result.event.type)) {
      throw new RecoveryError('transitionNotAllowed', `${stored.request.state} has no row for ${result.event.type}`);
    }
    const committed = await commitEvent(quiet, stored, result.event);
    if (committed === 'conflict') await recordEffect(quiet, stored.request, result.event);
    last = stored.request;
  }
  const told = await look.beside.finish();
  if (told !== undefined && last !== undefined) await recordEffect(quiet, last, told);
  return { againMs: 0 };
}

/** The message goes back to the queue until an instance gets it that can read the request. */
function leaveToNewer(deps: Deps, { tenantId, id }: AdvanceInput): Advanced {
  deps.log.info('work.leftToNewer', { tenantId, requestId: id });
  return { againMs: NEWER_WAIT_MS };
}

async function look(deps: Deps, input: AdvanceInput): Promise<Advanced> {
  // Before the call: its answer may come late.
  const leasedAt = deps.clock.now();
  const lease = await deps.ledger.lease(input.tenantId, input.id, LEASE_MS);
  if (lease === undefined) {
    await redrawRequest(deps, input);
    return { againMs: FAILURE_WAIT_MS };
  }
  try {
    return await work(deps, input, leasedAt);
  } finally {
    await lease.release();
  }
}

/**
 * Looks at a request and does what its state owes, step by step, each followed by its own commit, until it has to wait.
 * A record that does not hold stops the work and alarms security: nothing is touched. One that a newer version wrote is
 * left to the instances of that version. Safe to call at any time, from any instance, as often as one likes: a lease
 * keeps two off the same step.
 */
export async function advanceRequest(deps: Deps, input: AdvanceInput): Promise<Advanced> {
  try {
    return await look(deps, input);
  } catch (error) {
    if (!(error instanceof RecoveryError)) throw error;
    if (error.code === 'newer') return leaveToNewer(deps, input);
    if (error.code !== 'integrity') throw error;
    await raiseAlarm(deps, input.tenantId, input.id);
    return {};
  }
}
