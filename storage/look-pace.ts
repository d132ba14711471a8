import type { Clock } from '../platform/clock';
import type { DomainLog } from '../recovery/domain-log';
import { EffectError } from '../recovery/errors';
import type { LookAsk, Looks } from '../recovery/looks';
import type { PermitLane } from '../recovery/permits';
import type { Millis, ObjectId } from '../recovery/terms';
import type { Draw, Drawn, Quota } from './permit-bank';

/**
 * Graph publishes no limit of its own for authentication methods; the one for users lets an app through with 350 reads a
 * second in the smallest tenants and 800 in those of more than 500 people. The watch takes less than a third of the
 * smallest, and the rest is for people who wait.
 */
export const GRAPH_LOOKS: Quota = { name: 'graph-looks', capacity: 100, perSecond: 100, kept: 30 };

/** Taken from the bank at a time: five times a second for all instances together. */
const BLOCK = 20;
/** What an instance has not used by then is lost. */
const HAND_LIVES_MS = 2_000;
/** While the bank is known to be empty it is not asked again for so long at most. */
const ASK_AGAIN_MS = 500;
/** Looks were scarce here if one was denied in this time; then what was granted says how large the share of this instance is. */
const SCARCE_MS = 10_000;
const COUNTED_MS = 5_000;
/** Shares move: a little more is tried than there was, and never less than this part of all. */
const A_LITTLE_MORE = 1.1;
const LEAST_PART = 0.05;
const SHORTEST_MS = 1_000;
/** Nobody waits longer for their turn. */
const LONGEST_MS = 600_000;
/** The store does not answer: looks go on at this pace, because people are waiting. */
const WITHOUT_STORE_MS = 15_000;

export interface LookDeps {
  readonly bank: { readonly quota: Quota; draw(tenantId: ObjectId, draw: Draw): Promise<Drawn> };
  readonly clock: Clock;
  readonly log: DomainLog;
}

/** What one instance holds for one tenant, and the line of those whom it has told to come again. */
class TenantPace {
  readonly #hand: Record<PermitLane, { count: number; until: Millis }> = {
    first: { count: 0, until: 0 },
    then: { count: 0, until: 0 },
  };
  readonly #emptyUntil: Record<PermitLane, Millis> = { first: 0, then: 0 };
  /** Looks that were granted lately, and how many in a second before. */
  #counted = { from: -Infinity, granted: 0 };
  #perSecond: number;
  #deniedAt: Millis = -Infinity;
  /** When the last one in line comes. */
  #last: Millis = -Infinity;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly deps: LookDeps,
    private readonly tenantId: ObjectId,
  ) {
    this.#perSecond = deps.bank.quota.perSecond;
  }

  /** One after the other, so that many who ask at once share what is drawn. */
  ask(lane: PermitLane): Promise<Millis> {
    const answer = this.#turn.then(() => this.#answer(lane));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  /** The end of the line: whoever was looked at goes there like whoever was sent away, so that the turn goes round. */
  place(): Millis {
    const now = this.deps.clock.now();
    this.#last = Math.max(this.#last, now) + 1_000 / this.#share(now);
    return Math.min(LONGEST_MS, Math.ceil(this.#last - now));
  }

  async #answer(lane: PermitLane): Promise<Millis> {
    try {
      if (await this.#take(lane)) {
        this.#count(this.deps.clock.now());
        return 0;
      }
    } catch (error) {
      if (!(error instanceof EffectError)) throw error;
      this.deps.log.warn('looks.failed', { tenantId: this.tenantId, error });
      return WITHOUT_STORE_MS;
    }
    this.#deniedAt = this.deps.clock.now();
    return Math.max(SHORTEST_MS, this.place());
  }

  #count(now: Millis): void {
    const { from, granted } = this.#counted;
    const age = now - from;
    if (age < COUNTED_MS) {
      this.#counted = { from, granted: granted + 1 };
      return;
    }
    if (granted > 0) this.#perSecond = (granted * 1_000) / age;
    this.#counted = { from: now, granted: 1 };
  }

  /** How many a second come from this line. */
  #share(now: Millis): number {
    const { perSecond } = this.deps.bank.quota;
    if (now - this.#deniedAt > SCARCE_MS) return perSecond;
    return Math.min(perSecond, Math.max(perSecond * LEAST_PART, this.#perSecond * A_LITTLE_MORE));
  }

  async #take(lane: PermitLane): Promise<boolean> {
    const now = this.deps.clock.now();
    if (this.#spend(lane, now) || (lane === 'first' && this.#spend('then', now))) return true;
    if (now < this.#emptyUntil[lane]) return false;
    const draw = { want: BLOCK, least: 1, mayEmpty: lane === 'first' };
    const { granted, waitMs } = await this.deps.bank.draw(this.tenantId, draw);
    if (granted === 0) {
      this.#emptyUntil[lane] = now + Math.min(waitMs, ASK_AGAIN_MS);
      return false;
    }
    this.#hand[lane] = { count: granted - 1, until: now + HAND_LIVES_MS };
    return true;
  }

  #spend(lane: PermitLane, now: Millis): boolean {
    const hand = this.#hand[lane];
    if (hand.until <= now || hand.count < 1) return false;
    hand.count -= 1;
    return true;
  }
}

/**
 * Hands out looks at those who are watched, from one bucket for all instances. Each instance keeps a line of when those whom
 * it saw come again, as long as what it is granted: where looks are scarce the turn goes round, nobody is looked at twice
 * while others wait, and hardly anybody wakes up for nothing.
 */
export class LookPace implements Looks {
  readonly #paces = new Map<ObjectId, TenantPace>();

  constructor(private readonly deps: LookDeps) {}

  ask({ tenantId, lane }: LookAsk): Promise<Millis> {
    return this.#of(tenantId).ask(lane);
  }

  again(tenantId: ObjectId, usualMs: Millis): Millis {
    return Math.max(usualMs, this.#of(tenantId).place());
  }

  #of(tenantId: ObjectId): TenantPace {
    const pace = this.#paces.get(tenantId) ?? new TenantPace(this.deps, tenantId);
    this.#paces.set(tenantId, pace);
    return pace;
  }
}
