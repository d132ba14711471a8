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

/**
 * The same ports for the work on one request, with every write on an account asking for leave first. What touches the
 * pass, and everything about an incident, goes before the deletes of others.
 */
export function paced<D extends Deps>(deps: D, request: RecoveryRequest): D {
  const { passes, methods, accounts } = deps;
  const other: PermitLane = request.state === 'incident' ? 'first' : 'then';
  const after = async <T>(lane: PermitLane, write: () => Promise<T>): Promise<T> => {
    await askLeave(deps, request, lane);
    return write();
  };
  return {
    ...deps,
    passes: {
      policyFor: (...args) => passes.policyFor(...args),
      issue: (...args) => after('first', () => passes.issue(...args)),
      remove: (...args) => after('first', () => passes.remove(...args)),
    },
    methods: {
      list: (...args) => methods.list(...args),
      remove: (...args) => after(other, () => methods.remove(...args)),
      prefer: (...args) => after(other, () => methods.prefer(...args)),
    },
    accounts: {
      revokeSessions: (...args) => after(other, () => accounts.revokeSessions(...args)),
      disable: (...args) => after('first', () => accounts.disable(...args)),
    },
  };
}
