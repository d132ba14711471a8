import { canonicalJson } from '../recovery/audit';
import type { Delegation } from '../recovery/delegation';
import type { Delegations } from '../recovery/delegations';
import type { ObjectId } from '../recovery/terms';
import type { SignedTable } from './signed-table';

const partition = (tenantId: ObjectId): string => `${tenantId}|delegate`;

/** One signed row per manager, beside the guards and the switch of the tenant. */
export class TableDelegations implements Delegations {
  constructor(private readonly active: SignedTable) {}

  async of(tenantId: ObjectId, manager: ObjectId): Promise<Delegation | undefined> {
    const row = await this.active.read(partition(tenantId), manager);
    // The bytes carry our own signature, so they are a delegation as `put` wrote it.
    return row && (JSON.parse(row.bytes) as Delegation);
  }

  async put(tenantId: ObjectId, manager: ObjectId, delegation: Delegation): Promise<void> {
    await this.active.put({ pk: partition(tenantId), rk: manager, bytes: canonicalJson(delegation) });
  }

  async remove(tenantId: ObjectId, manager: ObjectId): Promise<void> {
    await this.active.table.remove(partition(tenantId), manager, '*');
  }
}
