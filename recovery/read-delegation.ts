import type { Alarming } from './alarm';
import { raiseAlarm } from './alarm';
import type { Delegation } from './delegation';
import type { Deps } from './deps';
import { RecoveryError } from './errors';
import type { ObjectId } from './terms';

export type ReadingDelegations = Alarming & Pick<Deps, 'delegations'>;

/**
 * Who stands in for this manager, in force or not. A row that does not hold names nobody, and security is told; so does one
 * of a newer version, which an instance of that version goes by. Throws `EffectError`.
 */
export async function readDelegation(
  deps: ReadingDelegations,
  tenantId: ObjectId,
  manager: ObjectId,
): Promise<Delegation | undefined> {
  try {
    return await deps.delegations.of(tenantId, manager);
  } catch (error) {
    if (!(error instanceof RecoveryError)) throw error;
    if (error.code === 'integrity') await raiseAlarm(deps, tenantId, undefined, `stand-in of ${manager}`);
    return undefined;
  }
}
