import type { AccountWrite } from './account-writes';
import { aroundWrites } from './account-writes';
import type { Deps } from './deps';
import { EffectError } from './errors';
import type { PermitLane } from './permits';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';

type Pacing = Pick<Deps, 'permits'>;

/** Asks for leave to write `count` times. Throws `EffectError('queued')` when there is none: nothing was sent then. */
export async function askLeave(deps: Pacing, request: RecoveryRequest, lane: PermitLane, count = 1): Promise<void> {
  const { tenantId, id: requestId, openedAt } = request;
  const since = decidedOf(request)?.at ?? openedAt;
  const waitMs = await deps.permits.take({ tenantId, requestId, since, lane, count, patienceMs: 0 });
  if (waitMs > 0) throw new EffectError('queued', 'The share of Graph is used up for now.', { retryAfterMs: waitMs });
}

/** What touches the pass, or stops somebody who is in the account, goes before the rest. */
const FIRST: ReadonlySet<AccountWrite> = new Set(['issue', 'removePass', 'disable']);

/**
 * The same ports for the work on one request, with every write on an account asking for leave first. What touches the
 * pass, and everything about an incident, goes before the deletes of others.
 */
export function paced<D extends Deps>(deps: D, request: RecoveryRequest): D {
  return aroundWrites(deps, async (write, act) => {
    const isFirst = request.state === 'incident' || FIRST.has(write);
    await askLeave(deps, request, isFirst ? 'first' : 'then');
    return act();
  });
}
