import { canonicalJson } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import type { Sighting, SightingKind, Sightings } from '../recovery/sightings';
import type { Millis, ObjectId } from '../recovery/terms';
import { hashedKey } from './partitions';
import type { SignedRow } from './signed-row';
import type { SignedTable } from './signed-table';

const RACES = 8;

// The bytes carry our own signature, so they are a sighting as `record` wrote it.
const parse = (row: SignedRow): Sighting => JSON.parse(row.bytes) as Sighting;

/** When facts about a person were first and last seen: one partition per person, one signed row per kind and value. */
export class TableSightings implements Sightings {
  constructor(private readonly sightings: SignedTable) {}

  async about(tenantId: ObjectId, subject: ObjectId): ReturnType<Sightings['about']> {
    const rows = await this.sightings.list(`${tenantId}|${subject}`);
    const of = (kind: SightingKind) => rows.filter(({ rk }) => rk.startsWith(`${kind}|`)).map(parse);
    return { manager: of('manager'), contact: of('contact') };
  }

  async record(
    tenantId: ObjectId,
    subject: ObjectId,
    kind: SightingKind,
    value: string,
    at: Millis,
    baseline: boolean,
  ): Promise<void> {
    const place = { pk: `${tenantId}|${subject}`, rk: `${kind}|${hashedKey(value)}` };
    for (let race = 0; race < RACES; race += 1) {
      const row = await this.sightings.read(place.pk, place.rk);
      const before = row && parse(row);
      const sighting = before ?? { value, firstSeen: at, lastSeen: at, baseline };
      const bytes = canonicalJson({ ...sighting, lastSeen: Math.max(sighting.lastSeen, at) });
      if (bytes === row?.bytes || (await this.sightings.write({ ...place, bytes }, row)) !== undefined) return;
    }
    throw new RecoveryError('conflict', 'others kept recording the same sighting');
  }
}
