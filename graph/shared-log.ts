import { z } from 'zod';
import type { Clock } from '../platform/clock';
import type { LogPage } from '../recovery/account-logs';
import { EffectError } from '../recovery/errors';
import type { Millis, ObjectId } from '../recovery/terms';
import { read, type GraphAnswer, type GraphCall, type GraphOf } from './client';
import { checkedId } from './object-path';

/** A row of a log: about whom, when, and what rules want of it. `entry` absent: nothing that they look at. */
export interface LogRow<T> {
  readonly person: ObjectId | undefined;
  readonly at: Millis;
  readonly entry?: T;
}

/** How one log is asked, and what its rows are. */
export interface LogKind<T> {
  readonly windowMs: Millis;
  /** Newest first. `since` as Graph writes moments. */
  readonly call: (people: readonly ObjectId[], since: string) => Omit<GraphCall, 'method'>;
  readonly row: z.ZodType<LogRow<T>>;
}

export interface LogDeps {
  readonly graph: GraphOf;
  readonly clock: Clock;
}

/** What was read counts for so long: the logs themselves are minutes behind. */
const FRESH_MS = 10_000;
/** And for so long where Graph asks to slow down. */
const USABLE_MS = 300_000;
const MOST_PEOPLE = 10;
const ROWS_EACH = 100;
const MOST_ROWS = 999;

interface Waiter<T> {
  readonly promise: Promise<LogPage<T>>;
  resolve(page: LogPage<T>): void;
  reject(error: unknown): void;
}

function waiter<T>(): Waiter<T> {
  const { promise, resolve, reject } = Promise.withResolvers<LogPage<T>>();
  return { promise, resolve, reject };
}

/** One log of one tenant. While one request is out, those who come meanwhile gather for the next. */
class TenantLog<T> {
  readonly #answers = new Map<ObjectId, { readonly at: Millis; readonly page: LogPage<T> }>();
  readonly #waiting = new Map<ObjectId, Waiter<T>>();
  #busy = false;
  /** Falls to one for good where Graph does not take several people in one question. */
  #most = MOST_PEOPLE;
  /** Graph asked to be left alone until then. */
  #quietUntil: Millis = -Infinity;

  constructor(
    private readonly deps: LogDeps,
    private readonly kind: LogKind<T>,
    private readonly tenantId: ObjectId,
  ) {}

  async about(person: ObjectId): Promise<LogPage<T>> {
    const known = this.#answers.get(person);
    const age = this.deps.clock.now() - (known?.at ?? -Infinity);
    if (known !== undefined && age < FRESH_MS) return known.page;
    try {
      return await this.#ask(person);
    } catch (error) {
      const slowDown = error instanceof EffectError && error.code === 'throttled';
      if (slowDown && known !== undefined && age < USABLE_MS) return known.page;
      throw error;
    }
  }

  #ask(person: ObjectId): Promise<LogPage<T>> {
    const asked = this.#waiting.get(person) ?? waiter<T>();
    this.#waiting.set(person, asked);
    if (!this.#busy) void this.#serve();
    return asked.promise;
  }

  async #serve(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.size > 0) {
      const together = [...this.#waiting].slice(0, this.#most);
      for (const [person] of together) this.#waiting.delete(person);
      await this.#answer(together);
    }
    this.#busy = false;
  }

  async #answer(together: readonly (readonly [ObjectId, Waiter<T>])[]): Promise<void> {
    try {
      const pages = await this.#list(together.map(([person]) => person));
      for (const [index, [, asked]] of together.entries()) asked.resolve(pages[index] ?? NOTHING_KNOWN);
    } catch (error) {
      if (together.length > 1 && error instanceof EffectError && error.code === 'rejected') {
        this.#most = 1;
        for (const one of together) await this.#answer([one]);
      } else for (const [, asked] of together) asked.reject(error);
    }
  }

  async #send(call: GraphCall): Promise<GraphAnswer> {
    if (this.deps.clock.now() < this.#quietUntil) throw new EffectError('throttled', 'Graph asked to slow down.');
    try {
      return await this.deps.graph(this.tenantId).call(call);
    } catch (error) {
      if (error instanceof EffectError) this.#quietUntil = this.deps.clock.now() + (error.retryAfterMs ?? 0);
      throw error;
    }
  }

  /** One page, whatever the log holds: where it does not reach back far enough, the page says so. */
  async #list(people: readonly ObjectId[]): Promise<readonly LogPage<T>[]> {
    const at = this.deps.clock.now();
    const from = at - this.kind.windowMs;
    const call = this.kind.call(people, new Date(from).toISOString());
    const $top = String(Math.min(MOST_ROWS, ROWS_EACH * people.length));
    const shape = z.object({ value: z.array(this.kind.row), '@odata.nextLink': z.string().optional() });
    const answer = await this.#send({ ...call, method: 'GET', query: { ...call.query, $top } });
    const { value, '@odata.nextLink': more } = read(shape, answer);
    const since = more === undefined ? from : Math.min(at, ...value.map((row) => row.at));
    const pages = people.map((person): LogPage<T> => {
      const entries = value.flatMap((row) => (row.person === person && row.entry !== undefined ? [row.entry] : []));
      return { entries, since };
    });
    this.#keep(people, pages, at);
    return pages;
  }

  #keep(people: readonly ObjectId[], pages: readonly LogPage<T>[], at: Millis): void {
    for (const [person, known] of this.#answers) if (at - known.at >= USABLE_MS) this.#answers.delete(person);
    for (const [index, person] of people.entries()) {
      this.#answers.set(person, { at, page: pages[index] ?? NOTHING_KNOWN });
    }
  }
}

const NOTHING_KNOWN = { entries: [], since: Infinity };

/**
 * Reads one log for whoever asks. Graph takes five questions in ten seconds, of all logs of a tenant together, so those
 * who ask at once share one, an answer counts for ten seconds, and at most one question of a log is on its way.
 */
export function shareLog<T>(
  deps: LogDeps,
  kind: LogKind<T>,
): (tenantId: ObjectId, id: ObjectId) => Promise<LogPage<T>> {
  const logs = new Map<ObjectId, TenantLog<T>>();
  return async (tenantId, id) => {
    const person = checkedId(id);
    const log = logs.get(tenantId) ?? new TenantLog(deps, kind, tenantId);
    logs.set(tenantId, log);
    return log.about(person);
  };
}
