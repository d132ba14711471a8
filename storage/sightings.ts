import { canonicalJson } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import type { Seen, Sighting, SightingKind, Sightings } from '../recovery/sightings';
import type { Millis, ObjectId } from '../recovery/terms';
import { employeePartition, hashedKey, inverted, isRequestId, REQUESTS } from './partitions';
import type { SignedRow } from './signed-row';
import type { SignedTable } from './signed-table';

const RACES = 8;

// The bytes carry our own signature, so they are a sighting as `record` wrote it.
const parse = (row: SignedRow): Sighting => JSON.parse(row.bytes) as Sighting;

function widened(sighting: Sighting, at: Millis): Sighting {
  const { firstSeen, lastSeen } = sighting;
  return { ...sighting, firstSeen: Math.min(firstSeen, at), lastSeen: Math.max(lastSeen, at) };
}

/**
 * When facts about a person were first and last seen: one signed row per kind and value, in the partition with the pointers
 * to the requests about them, so that a guard reads both at once.
 */
export class TableSightings implements Sightings {
  constructor(private readonly indexes: SignedTable) {}

  async about(tenantId: ObjectId, subject: ObjectId): Promise<Seen> {
    const found = await this.indexes.table.list(employeePartition(tenantId, subject));
    const rows = found.filter(({ rk }) => rk >= REQUESTS.before).map((row) => this.indexes.verified(row));
    const of = (kind: SightingKind) => rows.filter(({ rk }) => rk.startsWith(`${kind}|`)).map(parse);
    const requests = found.filter(({ rk }) => rk < REQUESTS.before).map(({ rk }) => inverted(rk));
    return { manager: of('manager'), contact: of('contact'), requests: requests.filter(isRequestId) };
  }

  async record(
    tenantId: ObjectId,
    subject: ObjectId,
    kind: SightingKind,
    value: string,
    at: Millis,
    baseline: boolean,
  ): Promise<void> {
    const place = { pk: employeePartition(tenantId, subject), rk: `${kind}|${hashedKey(value)}` };
    for (let race = 0; race < RACES; race += 1) {
      const row = await this.indexes.read(place.pk, place.rk);
      const before = row && parse(row);
      const sighting = before ?? { value, firstSeen: at, lastSeen: at, baseline };
      const bytes = canonicalJson(widened(sighting, at));
      if (bytes === row?.bytes || (await this.indexes.write({ ...place, bytes }, row)) !== undefined) return;
    }
    throw new RecoveryError('conflict', 'others kept recording the same sighting');
  }
}
