import { placeholderEnds } from './owed';
import { newStrongMethod } from './plan';
import type { Stored } from './ports';
import type { Failed, Revealed } from './request';
import { decidedOf } from './request';
import type { Step, StepResult } from './step';
import { SYSTEM } from './step';
import { isStrong } from './methods';
import type { Method } from './methods';
import { mintPlaceholder } from './steps-run';

const SECOND = 1_000;
const MINUTE = 60_000;

/** How often the methods are read while somebody enrols: often at first, then within Graph's limits. */
export function watchIntervalMs(sinceReveal: number): number {
  if (sinceReveal < 5 * MINUTE) return 5 * SECOND;
  return sinceReveal < 30 * MINUTE ? 15 * SECOND : 5 * MINUTE;
}

/** A new strong method beyond those that stood at approval; after the removal was verified, beyond those that stayed. */
function enrolled(
  deps: Parameters<Step>[0],
  request: Revealed | Failed,
  listed: readonly Method[],
): Method | undefined {
  const decided = decidedOf(request);
  return newStrongMethod(deps.keys, listed, decided?.standing ?? decided?.known ?? []);
}

/** The pass ended and nobody enrolled: an account without a strong method gets a placeholder before anything else. */
async function afterPass(deps: Parameters<Step>[0], stored: Stored, listed: readonly Method[]): Promise<StepResult> {
  const at = deps.clock.now();
  const { placeholder } = stored.request;
  const covered = listed.some(isStrong) || (placeholder !== undefined && placeholder.expiresAt > at);
  if (covered) return { event: { type: 'failed', at, by: SYSTEM, why: 'passEndedUnused' } };
  const { methodId, expiresAt } = await mintPlaceholder(deps, stored);
  return { event: { type: 'placeholderIssued', at, by: SYSTEM, methodId, expiresAt } };
}

/** A failed case waits for people; the placeholder is kept alive while no strong method stands. */
async function whileFailed(deps: Parameters<Step>[0], stored: Stored, listed: readonly Method[]): Promise<StepResult> {
  const at = deps.clock.now();
  if (listed.some(isStrong) || !placeholderEnds(stored.request, at)) return { waitMs: 5 * MINUTE };
  const { methodId, expiresAt } = await mintPlaceholder(deps, stored);
  return { event: { type: 'placeholderIssued', at, by: SYSTEM, methodId, expiresAt } };
}

/** Looks whether a new strong method stands; the watch ends some minutes after the pass. */
export const watchEnrolment: Step = async (deps, stored) => {
  const { request } = stored;
  if (request.state !== 'revealed' && request.state !== 'failed') return { waitMs: MINUTE };
  const listed = await deps.methods.list(request.tenantId, request.employee);
  const found = enrolled(deps, request, listed);
  const at = deps.clock.now();
  if (found !== undefined && (request.state === 'revealed' || request.decided !== undefined)) {
    return { event: { type: 'enrolmentSeen', at, by: SYSTEM, methodId: found.id, kind: found.kind } };
  }
  if (request.state === 'failed') return whileFailed(deps, stored, listed);
  const { pass } = request.decided;
  const ends =
    (pass?.expiresAt ?? request.placeholder?.expiresAt ?? at) + deps.policy.timers.watchGraceMinutes * MINUTE;
  if (at >= ends) return afterPass(deps, stored, listed);
  return { waitMs: Math.min(watchIntervalMs(at - (pass?.issuedAt ?? at)), ends - at) };
};

/** The plan is verified gone and a new strong method stands. What Graph kept is never called complete. */
export const complete: Step = (deps, { request }) => {
  const common = { at: deps.clock.now(), by: SYSTEM };
  const kept = decidedOf(request)?.plan.some(({ outcome }) => outcome === 'kept') === true;
  const fails = kept && request.state === 'revealed';
  return Promise.resolve({
    event: fails ? { ...common, type: 'failed', why: 'stillRegistered' } : { ...common, type: 'completed' },
  });
};
