import { commitEvent } from './commit';
import type { Deps } from './deps';
import { RecoveryError } from './errors';
import type { EventOf } from './events';
import { forTenant } from './for-tenant';
import { heldEvent } from './hold-event';
import type { RecoveryRequest } from './request';
import type { StoredStop } from './stops';
import type { ObjectId, RequestId } from './terms';

const RACES = 8;
/** Reason of the hold: what was written since the backup is not known. */
export const RESTORED = 'restored';

/** What stops a live request; nothing where people have it already, or it has ended. */
function stopping(deps: Deps, request: RecoveryRequest): EventOf<'held'> | EventOf<'failed'> | undefined {
  const by = { kind: 'system' } as const;
  if (request.state === 'awaitingApproval' || request.state === 'approved') {
    return heldEvent(deps, request, by, RESTORED);
  }
  // A pass was shown: what became of it since, and of the methods, has to be looked at by people.
  return request.state === 'revealed' ? { type: 'failed', at: deps.clock.now(), by, why: RESTORED } : undefined;
}

async function holdOne(deps: Deps, tenantId: ObjectId, id: RequestId): Promise<void> {
  for (let race = 0; race < RACES; race += 1) {
    const stored = await deps.ledger.readVerified(tenantId, id);
    const event = stored && stopping(deps, stored.request);
    if (stored === undefined || event === undefined) return;
    if ((await commitEvent(deps, stored, event)) !== 'conflict') return;
  }
  throw new RecoveryError('conflict', `request ${id} kept being changed`);
}

/** A record that does not hold is touched by nothing, and alarmed by the look at it. */
async function holdSound(deps: Deps, tenantId: ObjectId, id: RequestId): Promise<void> {
  try {
    await holdOne(deps, tenantId, id);
  } catch (error) {
    if (!(error instanceof RecoveryError) || error.code !== 'integrity') throw error;
    deps.log.error('restore.integrity', { tenantId, requestId: id, error });
  }
}

/**
 * After a restore: every request that is live goes to people before any effect may leave again, whatever security does with
 * the pause meanwhile. Safe to repeat: what is held stays so, and the mark on the switch goes only when all of them are. Resolves
 * with the switch as it lies there then. Throws where one of them cannot be read or written; whoever comes next goes on.
 */
export async function holdRestored(given: Deps, tenantId: ObjectId, stored: StoredStop): Promise<StoredStop> {
  if (stored.holding !== true) return stored;
  const deps = forTenant(given, tenantId);
  const { ids } = await deps.ledger.findLive(tenantId);
  for (const id of ids) await holdSound(deps, tenantId, id);
  const { seq, holding: _done, ...stop } = stored;
  return (await deps.stops.write(tenantId, stop, seq)) ?? stored;
}
