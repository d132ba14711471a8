import type { Clock } from '../platform/clock';
import type { PermitAsk, PermitLane, Permits } from '../recovery/permits';
import type { Millis, ObjectId } from '../recovery/terms';
import type { Draw, Drawn, Quota } from './permit-bank';
import { goesBefore, SentAway } from './sent-away';

export interface LineDeps {
  readonly bank: { readonly quota: Quota; draw(tenantId: ObjectId, draw: Draw): Promise<Drawn> };
  readonly clock: Clock;
  readonly pause: (ms: Millis) => Promise<void>;
}

/** Taken from the bank at a time, so that not every write costs a row. */
const BLOCK = 10;
const LEAST_BLOCK = 5;
/** What an instance has not used by then is lost: nobody saves permits up for a burst. */
const HAND_LIVES_MS = 2_000;
/**
 * Who was told to wait is expected this much longer, as the work queue counts in whole seconds, then forgotten: most often
 * another instance has taken over, and whoever is waited for in vain holds up others who are not.
 */
const LATE_MS = 1_000;

interface Waiting {
  readonly ask: PermitAsk;
  readonly settle: (waitMs: Promise<Millis>) => void;
}

/** What one instance holds and whom it sent away, for one tenant. */
class TenantLine {
  readonly #hand: Record<PermitLane, { count: number; until: Millis }> = {
    first: { count: 0, until: 0 },
    then: { count: 0, until: 0 },
  };
  readonly #sentAway = new SentAway();
  readonly #waiting: Waiting[] = [];
  #busy = false;

  constructor(
    private readonly deps: LineDeps,
    private readonly tenantId: ObjectId,
  ) {}

  ask(ask: PermitAsk): Promise<Millis> {
    return new Promise<Millis>((settle) => {
      this.#waiting.push({ ask, settle });
      if (!this.#busy) void this.#serve();
    });
  }

  /** One after the other, the first in order next. */
  async #serve(): Promise<void> {
    this.#busy = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const answer = this.#answer(next.ask);
      next.settle(answer);
      await answer.catch(() => undefined);
    }
    this.#busy = false;
  }

  #next(): Waiting | undefined {
    const [first, ...others] = this.#waiting;
    if (first === undefined) return undefined;
    const best = others.reduce((one, other) => (goesBefore(other.ask, one.ask) ? other : one), first);
    this.#waiting.splice(this.#waiting.indexOf(best), 1);
    return best;
  }

  async #answer(ask: PermitAsk): Promise<Millis> {
    const now = this.deps.clock.now();
    const ahead = this.#sentAway.ahead(ask, now);
    const held = this.#held(ask.lane, now);
    // Those who go before may have been taken over by another instance: a second's worth is left for them, not more.
    const spare = Math.min(ahead, Math.ceil(this.deps.bank.quota.perSecond));
    if (held >= ask.count + spare && this.#spend(ask, now)) return 0;
    const missing = ahead > 0 ? ask.count : ask.count - held;
    const { granted, waitMs } = await this.deps.bank.draw(this.tenantId, {
      want: missing + (ahead > 0 ? 0 : this.#block(ask.lane)),
      least: missing,
      mayEmpty: ask.lane === 'first',
      spare: Math.max(0, spare - held),
    });
    if (granted > 0) {
      this.#hand[ask.lane] = { count: this.#own(ask.lane, now) + granted, until: now + HAND_LIVES_MS };
    }
    if (granted > 0 && this.#spend(ask, now)) return 0;
    return this.#sendAway(ask, ahead, waitMs);
  }

  /** How many to draw beyond what is missing. */
  #block(lane: PermitLane): number {
    const alike = this.#waiting.filter(({ ask }) => ask.lane === lane).length;
    return Math.min(BLOCK, Math.max(LEAST_BLOCK, alike));
  }

  #sendAway(ask: PermitAsk, ahead: number, waitMs: Millis): Millis {
    const slot = Math.ceil(((ahead + ask.count) * 1_000) / this.deps.bank.quota.perSecond);
    const comesIn = Math.max(waitMs, slot);
    this.#sentAway.add(keyOf(ask), ask, this.deps.clock.now() + comesIn + LATE_MS);
    return comesIn;
  }

  /** Will not come again by itself, so nobody is held up for it. */
  leave(ask: PermitAsk): void {
    this.#sentAway.remove(keyOf(ask));
  }

  #own(lane: PermitLane, now: Millis): number {
    const { count, until } = this.#hand[lane];
    return until > now ? count : 0;
  }

  /** A pass may take what was drawn for a delete, never the other way round. */
  #held(lane: PermitLane, now: Millis): number {
    return lane === 'then' ? this.#own('then', now) : this.#own('first', now) + this.#own('then', now);
  }

  #spend(ask: PermitAsk, now: Millis): boolean {
    if (this.#held(ask.lane, now) < ask.count) return false;
    const own = Math.min(ask.count, this.#own(ask.lane, now));
    this.#hand[ask.lane].count -= own;
    this.#hand.then.count -= ask.count - own;
    this.#sentAway.remove(keyOf(ask));
    return true;
  }
}

const keyOf = ({ requestId, lane }: PermitAsk): string => `${requestId}|${lane}`;

/**
 * Hands out the permits of this instance: passes before deletes, the older request before the younger, tenants apart from
 * each other. Who finds none is told when to come again, and keeps the place until then.
 */
export class PermitLine implements Permits {
  readonly #lines = new Map<ObjectId, TenantLine>();

  constructor(private readonly deps: LineDeps) {}

  async take(ask: PermitAsk): Promise<Millis> {
    const line = this.#lines.get(ask.tenantId) ?? new TenantLine(this.deps, ask.tenantId);
    this.#lines.set(ask.tenantId, line);
    let left = ask.patienceMs;
    for (;;) {
      const waitMs = await line.ask(ask);
      if (waitMs > 0 && left <= 0 && ask.patienceMs > 0) line.leave(ask);
      if (waitMs === 0 || left <= 0) return waitMs;
      const pause = Math.min(waitMs, left);
      await this.deps.pause(pause);
      left -= pause;
    }
  }
}
