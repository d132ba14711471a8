import { raiseAlarm } from './alarm';
import type { Deps } from './deps';
import { RecoveryError } from './errors';
import type { RecoveryRequest } from './request';

/**
 * Puts back index rows that a live request has lost. They are hints: what goes wrong here is said and stops no work.
 */
export async function mendIndexes(deps: Deps, request: RecoveryRequest): Promise<void> {
  const { tenantId, id } = request;
  try {
    await deps.ledger.mend(request);
  } catch (error) {
    deps.log.warn('ledger.mendFailed', { tenantId, requestId: id, error });
    if (error instanceof RecoveryError && error.code === 'integrity') await raiseAlarm(deps, tenantId, id);
  }
}
