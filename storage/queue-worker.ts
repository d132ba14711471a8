import { setTimeout as pause } from 'node:timers/promises';
import type { DomainLog } from '../recovery/domain-log';
import type { Millis, ObjectId, RequestId } from '../recovery/terms';
import { Places, PLACES } from './places';
import type { Queue, Received } from './queue';
import { parseMessage, type WorkMessage } from './work-message';
import type { StorageWorkQueue } from './work-queue';

export interface WorkerOptions {
  /** Does what the request owes. `again` asks for another look after so many milliseconds. Must be safe to repeat. */
  readonly handle: (tenantId: ObjectId, requestId: RequestId) => Promise<{ readonly again?: Millis } | void>;
  /**
   * Told when a message is parked: it failed too often, or is no message of ours (then without ids). Told again where
   * that rejects, or the process dies meanwhile, unless a look has worked since.
   */
  readonly onPoison: (parked: { readonly tenantId?: ObjectId; readonly requestId?: RequestId }) => Promise<void> | void;
  /** How many tenants are served: each has its places, and one that is slow holds up no other. */
  readonly tenants?: number;
  /** How long to wait when the queue is empty, or for a tenant that has no place free. */
  readonly pollMs?: number;
  /** How long a message in hand is hidden from other instances; after a crash somebody else gets it then. */
  readonly hideMs?: number;
  /** How long a message that failed is hidden before the next try. */
  readonly backoffMs?: (tries: number) => number;
}

export interface WorkerDeps {
  readonly queue: Queue;
  readonly poison: Queue;
  readonly work: StorageWorkQueue;
  readonly log: DomainLog;
}

/** Nothing is asked for with fewer places free: to fetch messages one by one costs a call for each. */
const LEAST_FREE = 4;
/** Tried more often than this, a message is parked. */
const TRIES = 5;
/** Who must know of it is told again so often, every five minutes in the end: for a day. */
const TELLS = 288;
const LONGEST_BACKOFF_MS = 300_000;

const exponential = (tries: number): number => Math.min(2 ** tries * 1_000, LONGEST_BACKOFF_MS);

/** How often it was tried, this time included. */
const triesOf = ({ deliveries }: Received, message: WorkMessage | undefined): number =>
  deliveries + (message?.failed ?? 0);

const DEFAULTS = { tenants: 1, pollMs: 1_000, hideMs: 30_000, backoffMs: exponential };

/** What is left to do with a message once it was looked at. */
type PutAway = () => Promise<void>;

/** Receives wake-ups and has them handled, at least once each. Several workers may share a queue. */
export class QueueWorker {
  readonly #options: Required<WorkerOptions>;
  #stopping: AbortController | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: WorkerDeps,
    options: WorkerOptions,
  ) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** Starts to receive; does nothing when started already. */
  start(): void {
    if (this.#stopping !== undefined) return;
    this.#stopping = new AbortController();
    this.#loop = this.#run(this.#stopping.signal);
  }

  /** Takes no new messages and resolves when those in hand are done. */
  async stop(): Promise<void> {
    this.#stopping?.abort();
    await this.#loop;
    this.#stopping = undefined;
  }

  /**
   * Handles every message that is visible now, each once, and resolves when all are done. What has to be looked at again
   * goes back to the queue at the end. Returns how many were due and handled.
   */
  async drainOnce(): Promise<number> {
    const putAways: PutAway[] = [];
    let handled = 0;
    for (;;) {
      const batch = await this.#receive();
      if (batch.length === 0) break;
      const results = await Promise.all(batch.map((received) => this.#look(received)));
      putAways.push(...results.map(({ putAway }) => putAway));
      handled += results.filter((result) => result.handled).length;
    }
    await Promise.all(putAways.map((putAway) => putAway()));
    return handled;
  }

  /** One that takes long keeps its own place busy, and nobody else waiting. */
  async #run(signal: AbortSignal): Promise<void> {
    const { tenants, pollMs: patienceMs } = this.#options;
    const places = new Places({ tenants, patienceMs, now: () => performance.now() });
    while (!signal.aborted) {
      const due = places.room >= LEAST_FREE && (await this.#take(places));
      if (!due) await this.#untilLater(signal, places.inHand);
    }
    await Promise.all(places.inHand);
  }

  /** Begins with what is visible. False when nothing of it was due: that is no reason to look again at once. */
  async #take(places: Places): Promise<boolean> {
    const batch = await this.#receive(places.room).catch((error: unknown) => this.#unreachable(error));
    const seen = (batch ?? []).map((received) => ({ received, message: parseMessage(received.text) }));
    const puttingOff: Promise<void>[] = [];
    for (const { received, message } of seen) {
      const tenantId = message?.tenantId;
      if (message === undefined || places.hasRoomFor(tenantId)) places.take(tenantId, this.#turn(received));
      else puttingOff.push(this.#putOff(received, message, places.putOffMs(tenantId)));
    }
    await Promise.all(puttingOff);
    return seen.some(({ message }) => message !== undefined && this.deps.work.isDue(message));
  }

  async #turn(received: Received): Promise<void> {
    try {
      const { putAway } = await this.#look(received);
      await putAway();
    } catch (error) {
      this.#unreachable(error);
    }
  }

  /** For later, without a place; that is no failed try, and those that were are remembered. */
  async #putOff(received: Received, message: WorkMessage, delayMs: Millis): Promise<void> {
    const { tenantId, requestId } = message;
    const later = this.deps.work.messageIn(tenantId, requestId, delayMs);
    const dueAt = Math.max(later.dueAt, message.dueAt);
    const failed = triesOf(received, message) - 1;
    try {
      await this.#sendAnew(received, { ...later, dueAt, ...(failed > 0 && { failed }) });
    } catch (error) {
      this.#unreachable(error);
    }
  }

  /** What cannot be put away comes again by itself. */
  #unreachable(error: unknown): undefined {
    this.deps.log.warn('queue.unreachable', { error });
  }

  /** Until it is time to ask again, or something in hand is done: it may have left another message behind. */
  async #untilLater(signal: AbortSignal, inHand: readonly Promise<void>[]): Promise<void> {
    const over = new AbortController();
    const until = AbortSignal.any([signal, over.signal]);
    const later = pause(this.#options.pollMs, undefined, { signal: until }).catch(() => undefined);
    await Promise.race([later, ...inHand]);
    over.abort();
  }

  #receive(count = PLACES): Promise<readonly Received[]> {
    return this.deps.queue.receive(count, this.#options.hideMs);
  }

  async #look(received: Received): Promise<{ readonly handled: boolean; readonly putAway: PutAway }> {
    const message = parseMessage(received.text);
    const tries = triesOf(received, message);
    const park: PutAway = () => this.#park(received, message);
    if (message === undefined || tries === TRIES + 1) return { handled: false, putAway: park };
    if (!this.deps.work.isDue(message)) return { handled: false, putAway: () => this.#sendAnew(received, message) };
    const putAway = await this.#handle(received, message);
    if (putAway !== undefined) return { handled: true, putAway };
    return { handled: true, putAway: tries > TRIES ? park : () => this.#putBack(received, tries) };
  }

  /** Nothing when it failed. */
  async #handle(received: Received, message: WorkMessage): Promise<PutAway | undefined> {
    const { tenantId, requestId } = message;
    try {
      const again = (await this.#options.handle(tenantId, requestId))?.again;
      if (again === undefined) return () => this.deps.queue.finish(received);
      const next = this.deps.work.messageIn(tenantId, requestId, again);
      return () => this.#sendAnew(received, next);
    } catch (error) {
      this.deps.log.error('work.failed', { error, tenantId, requestId });
      return undefined;
    }
  }

  #putBack(received: Received, tries: number): Promise<void> {
    return this.deps.queue.putBack(received, this.#options.backoffMs(tries));
  }

  /** A new message rather than the old one again: looking too early, or again, is no failed delivery. */
  async #sendAnew(received: Received, message: WorkMessage): Promise<void> {
    await this.deps.work.send(message);
    await this.deps.queue.finish(received);
  }

  /** It goes when it was told: a process that dies in between leaves one parked twice rather than one that nobody hears of. */
  async #park(received: Received, message: WorkMessage | undefined): Promise<void> {
    const ids = message && { tenantId: message.tenantId, requestId: message.requestId };
    const tries = triesOf(received, message);
    try {
      await this.#options.onPoison(ids ?? {});
    } catch (error) {
      this.deps.log.error('work.parked.untold', { ...ids, error });
      if (tries < TRIES + TELLS) return this.#putBack(received, tries);
    }
    await this.deps.poison.send(received.text, 0);
    this.deps.log.warn('work.parked', ids);
    await this.deps.queue.finish(received);
  }
}
