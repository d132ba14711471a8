import type { Deps } from './deps';
import { readStop } from './heeding';
import type { Stop } from './stops';
import { holdRestored } from './hold-restored';
import { sweep } from './sweep';
import { TELL_AFTER_MS, tellOfStop } from './tell-of-stop';
import type { ObjectId } from './terms';

/** Every instance looks this often, so that the cards it draws say whether effects are stopped. */
export const HEED_MS = 15_000;

/**
 * What another instance has done to the switch: the cards here have to say so, and what people were not told of is told. No
 * effect waits for this: the switch is read before each of them.
 */
export async function heedStop(deps: Deps, tenantId: ObjectId): Promise<void> {
  const before = deps.stops.known(tenantId);
  const stop = await readStop(deps, tenantId);
  if (before !== undefined && deps.stops.known(tenantId) !== before) await sweep(deps, tenantId);
  if (typeof stop === 'string') return;
  if (stop.holding === true) {
    await holdRestored(deps, tenantId, stop);
    return;
  }
  if (stop.told || deps.clock.now() - stop.at < TELL_AFTER_MS) return;
  await tellOfStop(deps, tenantId, stop);
}

/** Words of the product itself: nobody of security was there. */
const startedPaused = (marker: string): string => `started paused (${marker})`;

/**
 * Before anything is done for a tenant: the switch is there. Where the start was told to be paused, it is turned, once for each
 * name of such a start, so that a restart after security has ended the pause does not stop everything anew. Throws where
 * that cannot be written: then nothing may start. A row that does not hold stays as it is, and counts as a pause.
 */
export async function prepareStop(deps: Deps, tenantId: ObjectId, marker?: string): Promise<void> {
  const before = await readStop(deps, tenantId);
  if (before === 'broken') return;
  const isNew = marker !== undefined && (before === 'nothing' || before.marker !== marker);
  if (before !== 'nothing' && !isNew) return;
  const common = { at: deps.clock.now(), by: 'system' } as const;
  const stop: Stop = isNew
    ? { ...common, paused: true, reason: startedPaused(marker), told: false, marker, holding: true }
    : { ...common, paused: false, reason: 'installed', told: true };
  // Before anything looks at a request: what was put back is older than its anchors say.
  if (isNew) await deps.anchors?.of(tenantId)?.restart(marker);
  const stored = await deps.stops.write(tenantId, stop, before === 'nothing' ? before : before.seq);
  // Another instance starts as well, and was told the same.
  if (stored === undefined) return prepareStop(deps, tenantId, marker);
  const name = stop.paused ? 'security.recoveries_paused' : 'security.recoveries_installed';
  await deps.ledger.journal(tenantId, {
    at: stop.at,
    by: 'unknown',
    name,
    what: stop.paused ? 'paused' : 'installed',
    why: stop.reason,
  });
}

/** The same for every tenant; what fails is logged and tried again. */
export async function heedStops(deps: Deps, tenantIds: readonly ObjectId[]): Promise<void> {
  for (const tenantId of tenantIds) {
    await heedStop(deps, tenantId).catch((error: unknown) => {
      deps.log.warn('stop.unread', { tenantId, error });
    });
  }
}
