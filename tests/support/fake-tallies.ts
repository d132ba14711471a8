import type { Clock } from '../../platform/clock';
import type { Tallies, TallyOf } from '../../recovery/tallies';
import type { Limit, Mark, Over, Tallied, Tally } from '../../recovery/tally';
import { countIn, EMPTY, tellIn, untoldIn } from '../../recovery/tally';
import type { Millis, ObjectId } from '../../recovery/terms';

const keyOf = (tenantId: ObjectId, of: TallyOf): string =>
  [tenantId, of.kind, of.kind === 'tenant' ? '' : of.person].join('|');

/** Counts in memory, by the rules of the product. */
export class FakeTallies implements Tallies {
  readonly #rows = new Map<string, Tally>();

  constructor(private readonly clock: Clock) {}

  async count(tenantId: ObjectId, of: TallyOf, limit: Limit, mark: Mark): Promise<Tallied> {
    return this.#change(tenantId, of, (tally) => countIn(tally, limit, mark, this.clock.now()));
  }

  async look(tenantId: ObjectId, of: TallyOf, limit: Limit, mark: Mark): Promise<Tallied> {
    return countIn(this.#of(tenantId, of), limit, mark, this.clock.now()).result;
  }

  async beginsTelling(tenantId: ObjectId, of: TallyOf, over: Over, windowMs: Millis): Promise<boolean> {
    return this.#change(tenantId, of, (tally) => tellIn(tally, over, windowMs, this.clock.now()));
  }

  async forgetTelling(tenantId: ObjectId, of: TallyOf, over: Over): Promise<void> {
    this.#change(tenantId, of, (tally) => ({ tally: untoldIn(tally, over), result: undefined }));
  }

  /** As after somebody wrote into this row who is not the product. */
  shut(tenantId: ObjectId, of: TallyOf): void {
    this.#rows.set(keyOf(tenantId, of), { ...EMPTY, shutAt: this.clock.now() });
  }

  /** How many places are taken. */
  taken(tenantId: ObjectId, of: TallyOf): number {
    return this.#of(tenantId, of).marks.length;
  }

  #of(tenantId: ObjectId, of: TallyOf): Tally {
    return this.#rows.get(keyOf(tenantId, of)) ?? EMPTY;
  }

  #change<T>(tenantId: ObjectId, of: TallyOf, change: (tally: Tally) => { tally: Tally; result: T }): T {
    const { tally, result } = change(this.#of(tenantId, of));
    this.#rows.set(keyOf(tenantId, of), tally);
    return result;
  }
}
