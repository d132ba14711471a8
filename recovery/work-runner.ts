import type { Clock } from '../platform/clock';
import type { Advanced, AdvanceInput } from './advance-request';
import type { Haste } from './deps';
import type { DomainLog } from './domain-log';
import { InTurn } from './in-turn';
import type { WorkQueue } from './ports';
import type { Millis, ObjectId, RequestId } from './terms';

/** Runs the worker on requests inside this process: one run per request at a time, nobody waits for it. */
export interface WorkRunner {
  /**
   * Starts a look now, or in its turn among those of the tenant that have no haste; during a run of the same request it
   * makes that run look once more.
   */
  start(tenantId: ObjectId, id: RequestId, haste?: Haste): void;
  /**
   * A message of the queue says "look": never dropped, since another instance may have committed and crashed. After `stop`
   * it is `handedBack`: nothing was looked at, and the message has to be seen by somebody else.
   */
  look(tenantId: ObjectId, id: RequestId): Promise<'looked' | 'handedBack'>;
  /** Resolves when nothing is running. */
  idle(): Promise<void>;
  /** Takes no new work and waits for the steps in hand; what a request owes after them goes back to the queue at once. */
  stop(): Promise<void>;
}

export interface RunnerDeps {
  readonly advance: (input: AdvanceInput) => Promise<Advanced>;
  /** Draws the new state on the cards that are out: what is in hand may wait for Graph, and people would see the old state. */
  readonly redraw: (input: AdvanceInput) => Promise<void>;
  readonly queue: WorkQueue;
  readonly clock: Clock;
  readonly log: DomainLog;
}

interface Running {
  again: boolean;
  /** Rejects when the look failed, so that a queue message is kept for another try. */
  readonly outcome: Promise<void>;
  /** The same, never rejecting. */
  readonly done: Promise<void>;
}

/** As many as a worker takes from the queue at once, for each tenant: one whose Graph hangs keeps no other waiting. */
export const MOST_IN_TURN = 16;
/** A message that comes this much before the planned look is the planned one. */
const EARLY_MS = 500;

class InProcessRunner implements WorkRunner {
  readonly #running = new Map<string, Running>();
  readonly #redraws = new Map<string, { again: boolean; done: Promise<void> }>();
  readonly #turns = new Map<ObjectId, InTurn>();
  readonly #planned = new Map<string, Millis>();
  #stopped = false;

  constructor(private readonly deps: RunnerDeps) {}

  start(tenantId: ObjectId, id: RequestId, haste: Haste = 'atOnce'): void {
    if (haste === 'atOnce') this.#startNow(tenantId, id);
    else if (!this.#stopped) {
      this.#turnsOf(tenantId).add(id, async () => {
        this.#startNow(tenantId, id);
        await this.#running.get(`${tenantId}|${id}`)?.done;
      });
    }
  }

  #turnsOf(tenantId: ObjectId): InTurn {
    const turns = this.#turns.get(tenantId) ?? new InTurn(MOST_IN_TURN);
    this.#turns.set(tenantId, turns);
    return turns;
  }

  #startNow(tenantId: ObjectId, id: RequestId): void {
    const key = `${tenantId}|${id}`;
    const one = this.#running.get(key);
    if (one !== undefined) {
      one.again = true;
      this.#redraw(key, tenantId, id);
    } else if (!this.#stopped) this.#begin(key, tenantId, id);
  }

  async look(tenantId: ObjectId, id: RequestId): Promise<'looked' | 'handedBack'> {
    const key = `${tenantId}|${id}`;
    const one = this.#running.get(key) ?? (this.#stopped ? undefined : this.#begin(key, tenantId, id));
    if (one === undefined) return 'handedBack';
    await one.outcome;
    return 'looked';
  }

  async idle(): Promise<void> {
    const waiting = (): number => [...this.#turns.values()].reduce((sum, { size }) => sum + size, 0);
    while (this.#running.size + this.#redraws.size + waiting() > 0)
      await Promise.all([
        ...[...this.#running.values()].map(({ done }) => done),
        ...[...this.#redraws.values()].map(({ done }) => done),
      ]);
  }

  stop(): Promise<void> {
    this.#stopped = true;
    // They are live, so that every other instance finds them too.
    for (const turns of this.#turns.values()) turns.clear();
    return this.idle();
  }

  /** One at a time for each request: fifty presses of one moment are drawn once or twice, not fifty times. */
  #redraw(key: string, tenantId: ObjectId, id: RequestId): void {
    const one = this.#redraws.get(key);
    if (one !== undefined) {
      one.again = true;
      return;
    }
    const begun = { again: false, done: Promise.resolve() };
    this.#redraws.set(key, begun);
    begun.done = this.#redrawAll(key, tenantId, id, begun);
  }

  async #redrawAll(key: string, tenantId: ObjectId, id: RequestId, one: { again: boolean }): Promise<void> {
    try {
      do {
        one.again = false;
        await this.deps.redraw({ tenantId, id });
      } while (one.again && !this.#stopped);
    } catch (error) {
      this.deps.log.warn('redraw.failed', { error, requestId: id });
    } finally {
      this.#redraws.delete(key);
    }
  }

  #begin(key: string, tenantId: ObjectId, id: RequestId): Running {
    this.#turns.get(tenantId)?.drop(id);
    const outcome = Promise.resolve().then(() => this.#run(key, tenantId, id));
    const done = outcome.catch((error: unknown) => {
      this.deps.log.error('work.failed', { error, requestId: id });
    });
    const one = { again: false, outcome, done };
    this.#running.set(key, one);
    return one;
  }

  async #run(key: string, tenantId: ObjectId, id: RequestId): Promise<void> {
    try {
      do {
        const one = this.#running.get(key);
        if (one !== undefined) one.again = false;
        await this.#lookOnce(key, tenantId, id);
      } while (this.#running.get(key)?.again === true && !this.#stopped);
    } finally {
      this.#running.delete(key);
    }
  }

  async #lookOnce(key: string, tenantId: ObjectId, id: RequestId): Promise<void> {
    const { againMs } = await this.deps.advance({ tenantId, id, mayGoOn: () => !this.#stopped });
    const now = this.deps.clock.now();
    const planned = this.#planned.get(key);
    // One message for the next look is enough: a surplus one is looked at, and ends there.
    if (againMs !== undefined && planned !== undefined && planned > now + EARLY_MS && planned <= now + againMs) return;
    this.#planned.delete(key);
    if (againMs === undefined) return;
    await this.deps.queue.wake(tenantId, id, againMs);
    this.#planned.set(key, now + againMs);
  }
}

/** Builds the runner of this process. */
export function createWorkRunner(deps: RunnerDeps): WorkRunner {
  return new InProcessRunner(deps);
}
