import type { AuditEntry } from '../recovery/audit-entry';
import { dayOf } from '../recovery/day';
import { RecoveryError } from '../recovery/errors';
import type { ObjectId } from '../recovery/terms';
import { AUDIT_ROWS, entryFrom } from './audit-rows';
import { requestsOfDay } from './day-index';
import { requestPartition } from './partitions';
import type { SignedTable } from './signed-table';
import type { Table } from './table';

export interface DayTrailDeps {
  readonly requests: SignedTable;
  readonly indexes: Table;
}

export interface DayInput {
  readonly tenantId: ObjectId;
  /** `YYYYMMDD`, UTC. */
  readonly day: string;
}

/** One entry of a trail, or a request of which a row does not hold: none of it is believed, and it is said. */
export type Exported =
  | { readonly kind: 'entry'; readonly entry: AuditEntry }
  | { readonly kind: 'bad'; readonly requestId: string; readonly why: string };

/**
 * What was recorded on one day, request by request: sixteen reads, and one more for each request. The signatures are
 * checked on the way; whether entries are missing is what `audit verify` tells.
 */
export async function* dayTrail(deps: DayTrailDeps, { tenantId, day }: DayInput): AsyncGenerator<Exported> {
  for await (const id of requestsOfDay(deps.indexes, tenantId, day)) {
    for (const one of await trailOf(deps, tenantId, id)) {
      if (one.kind === 'bad' || dayOf(one.entry.event.at) === day) yield one;
    }
  }
}

async function trailOf({ requests }: DayTrailDeps, tenantId: ObjectId, id: string): Promise<readonly Exported[]> {
  try {
    const rows = await requests.list(requestPartition(tenantId, id), AUDIT_ROWS);
    return rows.map((row) => ({ kind: 'entry', entry: entryFrom(row) }));
  } catch (error) {
    if (!(error instanceof RecoveryError)) throw error;
    return [{ kind: 'bad', requestId: id, why: error.message }];
  }
}
