import { raiseAlarm } from './alarm';
import { commitEvents, recordEffect, wakesOnce } from './commit';
import type { Deps } from './deps';
import { EffectError, RecoveryError } from './errors';
import type { RecoveryEvent } from './events';
import { fenced } from './fenced';
import { forTenant } from './for-tenant';
import { sharedStops } from './heeding';
import { allows } from './machine';
import { mendIndexes } from './mend-indexes';
import type { Look } from './next-in-look';
import { nextInLook } from './next-in-look';
import { redrawRequest } from './redraw-request';
import type { Stored } from './ports';
import type { RecoveryRequest } from './request';
import { FAILURE_WAIT_MS } from './take-step';
import { Beside } from './tell-beside';
import type { Millis, ObjectId, RequestId } from './terms';

/** Longest time one instance works on one request before others may. */
export const LEASE_MS = 30_000;
/** No step is begun with less of the lease left: a step is two calls on Graph or three, each with its own deadline. */
const LONGEST_STEP_MS = 15_000;
/** So long after another one's lease must be over: who held it may be gone, and nobody is to wait longer than for that. */
const LEASE_OVER_MS = 250;
const MAX_STEPS = 100;
/** Between two looks at a record that this instance is too old for: after a roll-back of versions that may last. */
const NEWER_WAIT_MS = 60_000;
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

/** The request as it is after these events; nothing where somebody was faster: then it has to be read. */
async function committed(deps: Deps, stored: Stored, events: readonly RecoveryEvent[]): Promise<Stored | undefined> {
  const { request } = stored;
  const foreign = events.find(({ type }) => !allows(request.state, type));
  if (foreign !== undefined) {
    throw new RecoveryError('transitionNotAllowed', `${request.state} has no row for ${foreign.type}`);
  }
  const after = await commitEvents(deps, stored, events);
  if (after !== 'conflict') return after;
  for (const event of events) await recordEffect(deps, request, event);
  return undefined;
}

/** The work under a lease that was asked for at `leasedAt`. */
async function work(unfenced: Deps, input: AdvanceInput, leasedAt: Millis): Promise<Advanced> {
  const deps = fenced({ ...unfenced, stops: sharedStops(unfenced.stops, unfenced.clock) }, leasedAt + LEASE_MS);
  const until = leasedAt + LEASE_MS - LONGEST_STEP_MS;
  const look: Look = { until, beside: new Beside(), isVerified: true };
  const quiet = { ...deps, queue: wakesOnce(deps.queue), startWork: () => undefined };
  const mayGoOn = (): boolean => deps.clock.now() <= until && input.mayGoOn?.() !== false;
  let last: RecoveryRequest | undefined;
  let own: Stored | undefined;
  for (let step = 0; step < MAX_STEPS && mayGoOn(); step += 1) {
    const stored: Stored | undefined = own ?? (await deps.ledger.readVerified(input.tenantId, input.id));
    if (stored === undefined) return {};
    look.isVerified = own === undefined;
    own = undefined;
    const result = await nextInLook(deps, stored, look);
    if (result === 'verify') continue;
    if (result === undefined || 'waitMs' in result) {
      await mendIndexes(deps, stored.request);
      return result === undefined ? {} : { againMs: result.waitMs };
    }
    own = await committed(quiet, stored, result.events);
    last = stored.request;
  }
  for (const told of await look.beside.finish()) if (last !== undefined) await recordEffect(quiet, last, told);
  return { againMs: 0 };
}

/** The message goes back to the queue until an instance gets it that can read the request. */
function leaveToNewer(deps: Deps, { tenantId, id }: AdvanceInput): Advanced {
  deps.log.info('work.leftToNewer', { tenantId, requestId: id });
  return { againMs: NEWER_WAIT_MS };
}

async function look(given: Deps, input: AdvanceInput): Promise<Advanced> {
  const deps = forTenant(given, input.tenantId);
  // Before the call: its answer may come late.
  const leasedAt = deps.clock.now();
  const lease = await deps.ledger.lease(input.tenantId, input.id, LEASE_MS);
  if ('endsInMs' in lease) {
    await redrawRequest(deps, input);
    return { againMs: Math.min(FAILURE_WAIT_MS, lease.endsInMs + LEASE_OVER_MS) };
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
    // The lease ran out in the middle of it.
    if (error instanceof EffectError && error.code === 'queued') return { againMs: error.retryAfterMs ?? 0 };
    if (!(error instanceof RecoveryError)) throw error;
    if (error.code === 'newer') return leaveToNewer(deps, input);
    if (error.code !== 'integrity') throw error;
    await raiseAlarm(deps, input.tenantId, input.id);
    return {};
  }
}
