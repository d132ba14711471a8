import { PASS_MARGIN_MS, placeholderEnds, renewalAt } from './owed';
import { replacedPass, unlistedPass } from './replaced-pass';
import { ownKeys } from './own-keys';
import { newStrongMethod, standingStrong, stillListed } from './plan';
import type { Stored } from './ports';
import type { Failed, RecoveryRequest, Revealed } from './request';
import { decidedOf } from './request';
import type { Step, StepResult } from './step';
import { SYSTEM } from './step';
import type { Deps } from './deps';
import type { Method } from './methods';
import { checked, enrolmentSeen } from './steps-enrolment';
import { cover } from './steps-run';
import type { Millis } from './terms';

const SECOND = 1_000;
const MINUTE = 60_000;

/** How often the methods are read while somebody enrols: often at first, then within Graph's limits. */
export function watchIntervalMs(sinceReveal: number): number {
  if (sinceReveal < 5 * MINUTE) return 5 * SECOND;
  return sinceReveal < 30 * MINUTE ? 15 * SECOND : 5 * MINUTE;
}

/** True while an enrolment would be news: there was a decision, and nothing was seen yet. */
function isWatched(request: Revealed | Failed): boolean {
  return request.decided !== undefined && request.decided.enrolled === undefined;
}

/** A new strong method beyond those that stood at approval; after the removal was verified, beyond those that stayed. */
function enrolled(deps: Deps, request: Revealed | Failed, listed: readonly Method[]): Method | undefined {
  const decided = decidedOf(request);
  return newStrongMethod(ownKeys(deps.keys, request), listed, decided?.standing ?? decided?.known ?? []);
}

/** A gap that was cut short may have taken the shown pass away. */
function passCountsUntil(request: RecoveryRequest): Millis {
  const decided = decidedOf(request);
  return decided?.gap === 'open' ? 0 : (decided?.pass?.expiresAt ?? 0);
}

/** True when no strong method is listed and no pass is known to stand (for long): then a placeholder is due. */
function standsOnNothing(deps: Deps, request: RecoveryRequest, listed: readonly Method[], at: Millis): boolean {
  if (standingStrong(ownKeys(deps.keys, request), decidedOf(request), listed).length > 0) return false;
  if (request.placeholder !== undefined && !placeholderEnds(request, at)) return false;
  return request.state === 'incident' || at >= passCountsUntil(request) - PASS_MARGIN_MS;
}

/** Whoever watches mostly reads, so the whole record is verified here: right before the one write that may become due. */
async function coverVerified(deps: Deps, stored: Stored): Promise<StepResult> {
  const { tenantId, id } = stored.request;
  const verified = await deps.ledger.readVerified(tenantId, id);
  return verified?.etag === stored.etag ? cover(deps, stored) : { waitMs: 0 };
}

/** Keeps the placeholder of an account alive while no strong method stands beside it. */
export const keepPlaceholder: Step = async (deps, stored) => {
  const listed = await deps.methods.list(stored.request.tenantId, stored.request.employee);
  return standsOnNothing(deps, stored.request, listed, deps.clock.now())
    ? coverVerified(deps, stored)
    : { waitMs: 5 * MINUTE };
};

/** A failed case waits for people; it closes itself when somebody enrolled and nothing of the plan is left. */
function whileFailed(deps: Deps, request: Failed, listed: readonly Method[]): StepResult {
  const { decided } = request;
  const left = decided === undefined || stillListed(ownKeys(deps.keys, request), decided.plan, listed).length > 0;
  if (left || decided.enrolled === undefined) return { waitMs: 5 * MINUTE };
  return { event: { type: 'completed', at: deps.clock.now(), by: SYSTEM } };
}

/** Until when the employee may still enrol with what they have: the shown pass, or else the code for another one. */
function enrolUntil({ decided, expiresAt }: Revealed): Millis {
  return decided.pass?.expiresAt ?? Math.max(decided.code.deadline, expiresAt);
}

/** When somebody has to look whatever the quota: from then on the account may stand with nothing. */
function mustLookAt(request: RecoveryRequest): Millis {
  return Math.max(passCountsUntil(request) - PASS_MARGIN_MS, renewalAt(request) ?? 0);
}

/** For so long nobody asks for leave then; what is found meanwhile is written down. */
const MUST_LOOK_MS = MINUTE;

/** Leave to look: 0, or how long to wait. Whoever has just seen a pass goes before those who are watched for long. */
async function askToLook(deps: Deps, request: Revealed | Failed): Promise<Millis> {
  const now = deps.clock.now();
  const must = mustLookAt(request);
  if (now >= must && now < must + MUST_LOOK_MS) return 0;
  const since = now - (request.decided?.pass?.issuedAt ?? 0);
  const lane = since < 5 * MINUTE ? 'first' : 'then';
  const deniedMs = await deps.looks.ask({ tenantId: request.tenantId, lane });
  return now < must ? Math.min(deniedMs, must - now) : deniedMs;
}

function whileRevealed(deps: Deps, request: Revealed): StepResult {
  const at = deps.clock.now();
  const ends = enrolUntil(request);
  const watchEnds = ends + deps.policy.timers.watchGraceMinutes * MINUTE;
  if (at >= watchEnds) return { event: { type: 'failed', at, by: SYSTEM, why: 'passEndedUnused' } };
  const since = (request.decided.pass ?? request.placeholder)?.issuedAt ?? at;
  const covers = ends - PASS_MARGIN_MS;
  const nextMs = deps.looks.again(request.tenantId, watchIntervalMs(at - since));
  return { waitMs: Math.min(nextMs, (at < covers ? covers : watchEnds) - at) };
}

/**
 * Looks whether a new strong method stands; the watch ends some minutes after the pass. An account that the end of the
 * pass would leave with nothing gets a placeholder shortly before, when the pass is too short to be used.
 */
export const watchEnrolment: Step = async (deps, stored) => {
  const { request } = stored;
  if (request.state !== 'revealed' && request.state !== 'failed') return { waitMs: MINUTE };
  const logged = await checked(deps, request);
  if (logged !== undefined && 'event' in logged) return logged;
  const deniedMs = await askToLook(deps, request);
  if (deniedMs > 0) return { waitMs: deniedMs };
  const listed = await deps.methods.list(request.tenantId, request.employee);
  const at = deps.clock.now();
  const found = isWatched(request) ? enrolled(deps, request, listed) : undefined;
  if (found !== undefined) return { event: enrolmentSeen(deps, found) };
  const replaced = replacedPass(deps, request, listed);
  if (replaced !== undefined) return { event: replaced };
  if (standsOnNothing(deps, request, listed, at)) return coverVerified(deps, stored);
  if (request.state === 'revealed') return whileRevealed(deps, request);
  const result = whileFailed(deps, request, listed);
  return 'waitMs' in result && logged !== undefined ? { waitMs: Math.min(result.waitMs, logged.waitMs) } : result;
};

/** Passes that can still be used: what is listed so, and the shown one while it is too new to be listed. */
function usablePasses(deps: Deps, request: RecoveryRequest, listed: readonly Method[]): readonly string[] {
  const passes = listed.filter(({ kind, usable }) => kind === 'temporaryAccessPass' && usable !== false);
  return [...passes, ...unlistedPass(deps, request, listed)].map(({ id }) => id);
}

/** Takes away a pass that can still be used, now that something else stands. `undefined` when there is none. */
async function takePassBack(deps: Deps, request: RecoveryRequest): Promise<string | undefined> {
  const { tenantId, employee } = request;
  const listed = await deps.methods.list(tenantId, employee);
  if (standingStrong(ownKeys(deps.keys, request), decidedOf(request), listed).length === 0) return undefined;
  for (const id of usablePasses(deps, request, listed)) {
    if ((await deps.passes.remove(tenantId, employee, id)) === 'removed') return id;
  }
  return undefined;
}

/**
 * The plan is verified gone and a new strong method stands: a pass that was never used goes, for somebody may have seen
 * it. What Graph kept is never called complete.
 */
export const complete: Step = async (deps, { request }) => {
  const common = { at: deps.clock.now(), by: SYSTEM };
  const methodId = await takePassBack(deps, request);
  if (methodId !== undefined) return { event: { ...common, type: 'passRemoved', methodId } };
  const kept = decidedOf(request)?.plan.some(({ outcome }) => outcome === 'kept') === true;
  return { event: kept ? { ...common, type: 'failed', why: 'stillRegistered' } : { ...common, type: 'completed' } };
};
