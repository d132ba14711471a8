import type { Clock } from '../platform/clock';
import { canonicalJson } from '../recovery/audit';
import type { Lease, Taken } from '../recovery/ports';
import type { Millis, ObjectId, RequestId } from '../recovery/terms';
import { requestPartition } from './partitions';
import type { SignedTable } from './signed-table';

export interface LeaseDeps {
  readonly requests: SignedTable;
  readonly clock: Clock;
  readonly newHolder: () => string;
}

interface LeaseBody {
  readonly holder: string;
  readonly expiresAt: Millis;
}

const LEASE_ROW = 'l';

/** Takes the lease of a request for `ms` milliseconds, unless another holder has it. */
export async function takeLease(
  deps: LeaseDeps,
  tenantId: ObjectId,
  id: RequestId,
  ms: number,
): Promise<Lease | Taken> {
  const { requests, clock } = deps;
  const pk = requestPartition(tenantId, id);
  const row = await requests.read(pk, LEASE_ROW);
  // The bytes carry our own signature, so they have the shape written below.
  const current = row && (JSON.parse(row.bytes) as LeaseBody);
  const now = clock.now();
  if (current !== undefined && current.expiresAt > now) return { endsInMs: current.expiresAt - now };
  const body: LeaseBody = { holder: deps.newHolder(), expiresAt: now + ms };
  const etag = await requests.write({ pk, rk: LEASE_ROW, bytes: canonicalJson(body) }, row);
  if (etag === undefined) return { endsInMs: ms };
  return {
    release: async () => {
      await requests.table.remove(pk, LEASE_ROW, etag);
    },
  };
}
