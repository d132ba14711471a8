import { canonicalJson } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import type { Stored } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import type { ObjectId, RequestId } from '../recovery/terms';
import { isRequestId, requestPartition } from './partitions';
import type { SignedRow, Unsigned } from './signed-row';
import type { SignedTable } from './signed-table';

export const STATE_ROW = 's';

/** The bytes of a state row. */
interface StateBody {
  readonly request: RecoveryRequest;
  readonly seq: number;
  readonly head: string;
}

export function stateRow(request: RecoveryRequest, seq: number, head: string): Unsigned {
  const body: StateBody = { request, seq, head };
  return { pk: requestPartition(request.tenantId, request.id), rk: STATE_ROW, bytes: canonicalJson(body) };
}

/** Reads a verified state row; throws `RecoveryError('integrity')` when it tells of another request than its keys do. */
export function storedFrom(row: SignedRow): Stored {
  // The bytes carry our own signature, so they have the shape that `stateRow` gave them.
  const { request, seq, head } = JSON.parse(row.bytes) as StateBody;
  if (requestPartition(request.tenantId, request.id) !== row.pk) {
    throw new RecoveryError('integrity', `row ${STATE_ROW} tells of another request than its keys`);
  }
  return { request, seq, head, etag: row.etag };
}

/** Point read of the truth; `undefined` when there is no such request. */
export async function readState(requests: SignedTable, tenantId: ObjectId, id: RequestId): Promise<Stored | undefined> {
  if (!isRequestId(id)) return undefined;
  const row = await requests.read(requestPartition(tenantId, id), STATE_ROW);
  return row && storedFrom(row);
}
