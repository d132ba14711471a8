import { canonicalJson } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import type { StoredStop, Stop, Stops } from '../recovery/stops';
import type { ObjectId } from '../recovery/terms';
import type { SignedRow } from './signed-row';
import type { SignedTable } from './signed-table';

interface Seen {
  readonly seq: number;
  readonly paused: boolean;
}

const ROW = 'stop';
const place = (tenantId: ObjectId) => ({ pk: `${tenantId}|stop`, rk: ROW });

/**
 * One signed row per tenant, beside the guards. Whoever can write to storage cannot end a pause: an edited row does not
 * hold, and one that is gone, or older than what this process has seen, counts as edited.
 */
export class TableStops implements Stops {
  readonly #seen = new Map<ObjectId, Seen>();

  constructor(private readonly active: SignedTable) {}

  async read(tenantId: ObjectId): Promise<StoredStop | undefined> {
    try {
      const { pk, rk } = place(tenantId);
      // As of the beginning: two reads may come back in another order than they were sent in.
      const newest = this.#newest(tenantId);
      return this.#checked(tenantId, await this.active.read(pk, rk), newest);
    } catch (error) {
      // Nobody can say how it stands, so that the cards say what the effects go by.
      if (error instanceof RecoveryError) this.#see(tenantId, { seq: this.#newest(tenantId), paused: true });
      throw error;
    }
  }

  async write(tenantId: ObjectId, stop: Stop, over: number | 'nothing' | 'broken'): Promise<StoredStop | undefined> {
    const found = await this.active.table.read(place(tenantId).pk, ROW);
    const there = await this.read(tenantId).catch((error: unknown) => {
      if (error instanceof RecoveryError && error.code === 'integrity') return 'broken' as const;
      throw error;
    });
    const version = there === undefined ? 'nothing' : there === 'broken' ? there : there.seq;
    if (version !== over) return undefined;
    const stored: StoredStop = { ...stop, seq: this.#newest(tenantId) + 1 };
    const etag = await this.active.write({ ...place(tenantId), bytes: canonicalJson(stored) }, found);
    if (etag === undefined) return undefined;
    this.#see(tenantId, stored);
    return stored;
  }

  known(tenantId: ObjectId): boolean | undefined {
    return this.#seen.get(tenantId)?.paused;
  }

  #checked(tenantId: ObjectId, row: SignedRow | undefined, newest: number): StoredStop | undefined {
    if (row === undefined) {
      if (newest > 0) throw new RecoveryError('integrity', 'the switch of the tenant is gone');
      return undefined;
    }
    // The bytes carry our own signature, so they are what `write` wrote.
    const stored = JSON.parse(row.bytes) as StoredStop;
    if (stored.seq < newest) throw new RecoveryError('integrity', 'the switch of the tenant is an older one');
    this.#see(tenantId, stored);
    return stored;
  }

  #newest(tenantId: ObjectId): number {
    return this.#seen.get(tenantId)?.seq ?? 0;
  }

  #see(tenantId: ObjectId, { seq, paused }: Seen): void {
    if (seq >= this.#newest(tenantId)) this.#seen.set(tenantId, { seq, paused });
  }
}
