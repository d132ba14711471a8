import type { Clock } from '../platform/clock';
import { canonicalJson } from '../recovery/audit';
import type { DomainLog } from '../recovery/domain-log';
import { RecoveryError } from '../recovery/errors';
import type { Tallies, TallyOf } from '../recovery/tallies';
import type { Limit, Mark, Over, Tallied, Tally } from '../recovery/tally';
import { countIn, EMPTY, tellIn, untoldIn } from '../recovery/tally';
import type { Millis, ObjectId } from '../recovery/terms';
import type { SignedRow } from './signed-row';
import type { SignedTable } from './signed-table';

export interface TallyDeps {
  /** They lie beside the permits, each in a partition of its own. */
  readonly rows: SignedTable;
  readonly clock: Clock;
  readonly log: DomainLog;
}

/** Looks at a tally and says what it is from then on. Never throws. */
type Job = (tally: Tally, now: Millis) => Tally;

interface Waiting {
  readonly job: Job;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** What comes in one process waits for the one before it, so only other instances are raced with. */
const RACES = 100;
export const TALLY_ROW = 't';

/** Where a tally lies: nobody else's press writes there. */
export function tallyPartition(tenantId: ObjectId, of: TallyOf): string {
  return of.kind === 'tenant' ? `${tenantId}|tally|tenant` : `${tenantId}|tally|${of.kind}|${of.person}`;
}

/**
 * One signed row for each tally, changed by ETag: one read and one write for whoever counts, one read for who is refused.
 * What comes to the same row while it is being written is written together, so a crowd costs hardly more than one person.
 */
export class TableTallies implements Tallies {
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(private readonly deps: TallyDeps) {}

  count(tenantId: ObjectId, of: TallyOf, limit: Limit, mark: Mark): Promise<Tallied> {
    return this.#change(tallyPartition(tenantId, of), (tally, now) => countIn(tally, limit, mark, now));
  }

  look(tenantId: ObjectId, of: TallyOf, limit: Limit, mark: Mark): Promise<Tallied> {
    return this.#change(tallyPartition(tenantId, of), (tally, now) => ({
      ...countIn(tally, limit, mark, now),
      tally,
    }));
  }

  beginsTelling(tenantId: ObjectId, of: TallyOf, over: Over, windowMs: Millis): Promise<boolean> {
    return this.#change(tallyPartition(tenantId, of), (tally, now) => tellIn(tally, over, windowMs, now));
  }

  async forgetTelling(tenantId: ObjectId, of: TallyOf, over: Over): Promise<void> {
    await this.#change(tallyPartition(tenantId, of), (tally) => ({ tally: untoldIn(tally, over), result: undefined }));
  }

  /** The result of the change that was written in the end: a race that was lost changes nothing. */
  #change<T>(pk: string, change: (tally: Tally, now: Millis) => { tally: Tally; result: T }): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let last: T | undefined;
      const job: Job = (before, now) => {
        const { tally, result } = change(before, now);
        last = result;
        return tally;
      };
      // `done` is called after the job only, so there is a result of this type.
      const waiting = { job, done: () => resolve(last as T), failed: reject };
      const line = this.#waiting.get(pk);
      if (line === undefined) void this.#work(pk, waiting);
      else line.push(waiting);
    });
  }

  /** Whoever came meanwhile is served together, until nobody waits. */
  async #work(pk: string, first: Waiting): Promise<void> {
    let batch: readonly Waiting[] = [first];
    while (batch.length > 0) {
      const next: Waiting[] = [];
      this.#waiting.set(pk, next);
      await this.#serve(pk, batch);
      batch = next;
    }
    this.#waiting.delete(pk);
  }

  async #serve(pk: string, batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#write(pk, (tally, now) => batch.reduce((before, { job }) => job(before, now), tally));
      for (const { done } of batch) done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }

  async #write(pk: string, all: Job): Promise<void> {
    const { rows, clock } = this.deps;
    for (let race = 0; race < RACES; race += 1) {
      const row = await this.#read(pk);
      // The bytes carry our own signature, so they have the shape written below.
      const tally = row === undefined ? EMPTY : (JSON.parse(row.bytes) as Tally);
      const after = all(tally, clock.now());
      if (after === tally) return;
      if ((await rows.write({ pk, rk: TALLY_ROW, bytes: canonicalJson(after) }, row)) !== undefined) return;
    }
    throw new RecoveryError('conflict', `the tally ${pk} is written by too many at once`);
  }

  /** A record that does not hold is replaced by one that is full for a window: neither a way in nor a lock for ever. */
  async #read(pk: string): Promise<SignedRow | undefined> {
    const { rows, clock, log } = this.deps;
    try {
      return await rows.read(pk, TALLY_ROW);
    } catch (error) {
      if (!(error instanceof RecoveryError) || error.code !== 'integrity') throw error;
      log.error('tallies.integrity', { error });
      const shut: Tally = { ...EMPTY, shutAt: clock.now() };
      await rows.put({ pk, rk: TALLY_ROW, bytes: canonicalJson(shut) });
      return rows.read(pk, TALLY_ROW);
    }
  }
}
