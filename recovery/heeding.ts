import type { Clock } from '../platform/clock';
import { aroundWrites } from './account-writes';
import type { Alarming } from './alarm';
import { raiseAlarm } from './alarm';
import type { Deps } from './deps';
import { EffectError, RecoveryError } from './errors';
import type { Stops, StoredStop } from './stops';
import type { Millis, ObjectId } from './terms';

export type Stopping = Alarming & Pick<Deps, 'stops'>;

/** Between two looks at what a pause holds up. Whoever ends the pause starts everything at once. */
export const PAUSED_WAIT_MS = 60_000;
/** A read of the switch covers the writes of one look that begin this soon after it. */
const COVERS_MS = 1_000;

/** The switch, or `broken` where its row does not hold: security is told, and whoever asks takes it for a pause. */
export async function readStop(deps: Stopping, tenantId: ObjectId): Promise<StoredStop | 'nothing' | 'broken'> {
  try {
    return (await deps.stops.read(tenantId)) ?? 'nothing';
  } catch (error) {
    if (!(error instanceof RecoveryError) || error.code !== 'integrity') throw error;
    await raiseAlarm(deps, tenantId, undefined, 'stop');
    return 'broken';
  }
}

/**
 * True where no effect may leave the product: paused, or nobody can say. Throws where storage cannot be reached or the row is
 * of a newer version: then nothing is done either.
 */
export async function isPaused(deps: Stopping, tenantId: ObjectId): Promise<boolean> {
  const stop = await readStop(deps, tenantId);
  return typeof stop === 'string' || stop.paused || stop.holding === true;
}

/** Throws `EffectError('queued')` while the tenant is paused: nothing was sent, and waiting is no failed try. */
export async function askStop(deps: Stopping, tenantId: ObjectId): Promise<void> {
  if (!(await isPaused(deps, tenantId))) return;
  throw new EffectError('queued', 'Security has paused all effects.', { retryAfterMs: PAUSED_WAIT_MS });
}

/** The same ports, with the switch read right before every write on an account. */
export function heeding<D extends Deps>(deps: D, tenantId: ObjectId): D {
  return aroundWrites(deps, async (_write, act) => {
    await askStop(deps, tenantId);
    return act();
  });
}

/** The switch for one look: deletes that follow each other in moments share one read. Never keep it longer than the look. */
export function sharedStops(stops: Stops, clock: Clock): Stops {
  const reads = new Map<ObjectId, { readonly at: Millis; readonly stop: ReturnType<Stops['read']> }>();
  return {
    read: (tenantId) => {
      const now = clock.now();
      const before = reads.get(tenantId);
      if (before !== undefined && now >= before.at && now - before.at < COVERS_MS) return before.stop;
      const stop = stops.read(tenantId);
      reads.set(tenantId, { at: now, stop });
      return stop;
    },
    write: (...args) => stops.write(...args),
    known: (tenantId) => stops.known(tenantId),
  };
}
