import { setTimeout as pause } from 'node:timers/promises';
import type { BotOrder } from './bot-order';
import type { BotProcess, Ending } from './bot-process';

/** What becomes of an instance, for whoever watches. */
export type FleetNews =
  | { readonly kind: 'listening'; readonly instance: number; readonly port: number; readonly pid: number }
  | { readonly kind: 'died'; readonly instance: number; readonly ending: Ending };

export interface FleetOptions {
  readonly count: number;
  readonly spawn: () => BotProcess;
  readonly orderFor: (instance: number) => BotOrder;
  readonly tell: (news: FleetNews) => void;
}

/** Several bots on one store and one queue, each a process of its own. One that dies is started anew. */
export interface Fleet {
  /** Of the instances that listen now. */
  urls(): readonly string[];
  /** The instances that listen now. */
  members(): ReadonlyMap<number, BotProcess>;
  /** Lets all of them drain and end. Resolves with how they ended. */
  stop(): Promise<readonly Ending[]>;
}

/** Longer than an instance needs for the steps in hand. */
const STOP_MS = 40_000;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 30_000;
/** An instance that lived this long did not die of its start. */
const SETTLED_MS = 30_000;

/** Killed from outside, or after a good while: no reason to wait before the next start. */
const diedOfItself = ({ signal }: Ending, livedMs: number): boolean => signal === null && livedMs < SETTLED_MS;

interface Member {
  readonly bot: BotProcess;
  readonly port: number;
}

class RunningFleet implements Fleet {
  readonly #members = new Map<number, Member>();
  readonly #starting = new Set<BotProcess>();
  readonly #over = new AbortController();

  constructor(private readonly options: FleetOptions) {
    // However this process ends, it leaves no bot behind.
    process.once('exit', this.#killAll);
  }

  urls(): readonly string[] {
    return [...this.#members.values()].map(({ port }) => `http://127.0.0.1:${String(port)}`);
  }

  members(): ReadonlyMap<number, BotProcess> {
    return new Map([...this.#members].map(([instance, { bot }]) => [instance, bot]));
  }

  async start(): Promise<this> {
    const instances = Array.from({ length: this.options.count }, (_none, index) => index + 1);
    await Promise.all(instances.map((instance) => this.#begin(instance, FIRST_WAIT_MS)));
    return this;
  }

  async stop(): Promise<readonly Ending[]> {
    this.#over.abort();
    const bots = [...this.#starting, ...[...this.#members.values()].map(({ bot }) => bot)];
    const endings = await Promise.all(bots.map((bot) => bot.stop(STOP_MS)));
    process.off('exit', this.#killAll);
    return endings;
  }

  async #begin(instance: number, waitMs: number): Promise<void> {
    const { spawn, orderFor, tell } = this.options;
    const bot = spawn();
    this.#starting.add(bot);
    const born = performance.now();
    const port = await bot.start(orderFor(instance)).finally(() => this.#starting.delete(bot));
    this.#members.set(instance, { bot, port });
    tell({ kind: 'listening', instance, port, pid: bot.pid });
    void bot.ended.then((ending) => {
      this.#members.delete(instance);
      if (this.#over.signal.aborted) return;
      tell({ kind: 'died', instance, ending });
      void this.#again(instance, diedOfItself(ending, performance.now() - born) ? waitMs : FIRST_WAIT_MS);
    });
  }

  /** Starts it anew, until it stands or all is over; each time after a longer wait. */
  async #again(instance: number, waitMs: number): Promise<void> {
    const { signal } = this.#over;
    for (let wait = waitMs; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await pause(wait, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#begin(instance, Math.min(wait * 2, LONGEST_WAIT_MS));
        return;
      } catch {
        // It said why on its own standard error; the next try comes later.
      }
    }
  }

  readonly #killAll = (): void => {
    for (const bot of this.#starting) bot.signal('SIGKILL');
    for (const { bot } of this.#members.values()) bot.signal('SIGKILL');
  };
}

/** Resolves when all listen. Rejects when one cannot start; the others end with the process that started them. */
export function startFleet(options: FleetOptions): Promise<Fleet> {
  return new RunningFleet(options).start();
}
