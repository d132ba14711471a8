import { canonicalJson } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import type { Seen, Sighting, SightingKind, Sightings } from '../recovery/sightings';
import type { Millis, ObjectId } from '../recovery/terms';
import { employeePartition, hashedKey, inverted, isRequestId, REQUESTS } from './partitions';
import type { SignedRow } from './signed-row';
import type { SignedChange, SignedTable } from './signed-table';

const RACES = 8;
const CONTACTS = ['contact', 'directory'] as const satisfies readonly SightingKind[];

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
    const seen = { manager: of('manager'), contact: of('contact'), directory: of('directory') };
    return { ...seen, requests: requests.filter(isRequestId) };
  }

  record(
    tenantId: ObjectId,
    subject: ObjectId,
    kind: SightingKind,
    value: string,
    at: Millis,
    baseline: boolean,
  ): Promise<void> {
    return this.#widen(employeePartition(tenantId, subject), kind, [{ value, firstSeen: at, lastSeen: at, baseline }]);
  }

  recordLook(
    tenantId: ObjectId,
    subject: ObjectId,
    kind: SightingKind,
    values: readonly string[],
    at: Millis,
  ): Promise<void> {
    const seen = values.map((value) => ({ value, firstSeen: at, lastSeen: at, baseline: false }));
    return this.#widen(employeePartition(tenantId, subject), kind, seen);
  }

  async forgetContacts(tenantId: ObjectId, subject: ObjectId, upTo: Millis): Promise<void> {
    const { table } = this.indexes;
    for (const kind of CONTACTS) {
      const range = { from: `${kind}|`, before: `${kind}}` };
      for (const row of await table.list(employeePartition(tenantId, subject), range)) {
        if (parse(this.indexes.verified(row)).lastSeen <= upTo) await table.remove(row.pk, row.rk, row.etag);
      }
    }
  }

  /** All of them in one transaction. */
  async #widen(pk: string, kind: SightingKind, seen: readonly Sighting[]): Promise<void> {
    for (let race = 0; race < RACES; race += 1) {
      const changes = await Promise.all(seen.map((one) => this.#change(pk, `${kind}|${hashedKey(one.value)}`, one)));
      const needed = changes.flat();
      if (needed.length === 0 || (await this.indexes.transact(needed)) !== undefined) return;
    }
    throw new RecoveryError('conflict', 'others kept recording the same sighting');
  }

  /** Nothing where the row says so already. */
  async #change(pk: string, rk: string, seen: Sighting): Promise<readonly SignedChange[]> {
    const row = await this.indexes.read(pk, rk);
    const bytes = canonicalJson(row === undefined ? seen : widened(parse(row), seen.lastSeen));
    if (bytes === row?.bytes) return [];
    return [{ pk, rk, bytes, ...(row !== undefined && { replaces: row.etag }) }];
  }
}
