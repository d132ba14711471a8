import { QueueClient } from '@azure/storage-queue';
import type { QueueWorker, WorkerOptions } from '../../storage/queue-worker';
import { useStore, type FreshStore } from '../support/azurite';
import { requestId, TENANT } from '../support/request-builder';

const store = useStore();
const MINUTE = 60_000;

let fresh: FreshStore;
let handled: string[];
let trouble: Set<string>;

// Messages are visible at once and put back until the hand clock says that they are due.
beforeEach(async () => {
  fresh = await store.fresh({ maxDelayMs: 0 });
  [handled, trouble] = [[], new Set()];
});

const workers: QueueWorker[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((one) => one.stop()));
});

function worker(options: Partial<WorkerOptions> = {}): QueueWorker {
  const one = fresh.storage.worker({
    handle: async (_tenantId, id) => {
      handled.push(id);
      if (trouble.has(id)) throw new Error('Graph is away');
    },
    onPoison: () => undefined,
    pollMs: 5,
    backoffMs: () => 0,
    ...options,
  });
  workers.push(one);
  return one;
}

const queue = (suffix = ''): QueueClient =>
  new QueueClient(fresh.connectionString.reveal(), `${fresh.prefix}work${suffix}`);

const left = async (suffix = ''): Promise<readonly string[]> =>
  (await queue(suffix).peekMessages({ numberOfMessages: 32 })).peekedMessageItems.map(({ messageText }) => messageText);

describe('when a request is woken', () => {
  it('is looked at once, and the message goes', async () => {
    const id = requestId();
    await fresh.storage.queue.wake(TENANT, id, 0);
    expect(await worker().drainOnce()).toBe(1);
    expect(await worker().drainOnce()).toBe(0);
    expect(handled).toEqual([id]);
    expect(await left()).toEqual([]);
  });

  it('is told with its tenant', async () => {
    const id = requestId();
    const handle = jest.fn(async () => undefined);
    await fresh.storage.queue.wake(TENANT, id, 0);
    await worker({ handle }).drainOnce();
    expect(handle).toHaveBeenCalledWith(TENANT, id);
  });

  it('waits until it is due by the clock', async () => {
    const id = requestId();
    await fresh.storage.queue.wake(TENANT, id, 10 * MINUTE);
    for (let early = 0; early < 8; early += 1) expect(await worker().drainOnce()).toBe(0);
    fresh.clock.advance(10 * MINUTE - 1);
    expect(await worker().drainOnce()).toBe(0);
    fresh.clock.advance(1);
    expect(await worker().drainOnce()).toBe(1);
    expect(await left('-poison')).toEqual([]);
  });

  it('is looked at again after the time that the handler asks for', async () => {
    await fresh.storage.queue.wake(TENANT, requestId(), 0);
    const answers = [{ again: MINUTE }, undefined];
    const asking = worker({ handle: async () => answers.shift() });
    expect(await asking.drainOnce()).toBe(1);
    expect(await asking.drainOnce()).toBe(0);
    fresh.clock.advance(MINUTE);
    expect(await asking.drainOnce()).toBe(1);
    expect(await left()).toEqual([]);
  });

  it('never expires, and holds nothing but ids and the time', async () => {
    const id = requestId();
    await fresh.storage.queue.wake(TENANT, id, 0);
    const [message] = (await queue().peekMessages()).peekedMessageItems;
    expect(message?.expiresOn.getUTCFullYear()).toBe(9999);
    expect(JSON.parse(message?.messageText ?? '')).toEqual({
      tenantId: TENANT,
      requestId: id,
      dueAt: fresh.clock.now(),
    });
  });

  it('is hidden by the queue itself where no shorter limit is set, also for longer than 7 days', async () => {
    const patient = await fresh.another({ maxDelayMs: 7 * 24 * 60 * MINUTE });
    await patient.queue.wake(TENANT, requestId(), 10 * MINUTE);
    await patient.queue.wake(TENANT, requestId(), 30 * 24 * 60 * MINUTE);
    expect(await left()).toEqual([]);
    expect(await worker().drainOnce()).toBe(0);
  });
});

describe('when handling fails', () => {
  it('keeps the message for another try', async () => {
    const id = requestId();
    trouble.add(id);
    await fresh.storage.queue.wake(TENANT, id, 0);
    await worker().drainOnce();
    trouble.clear();
    await worker().drainOnce();
    expect(handled).toEqual([id, id]);
    expect(await left()).toEqual([]);
  });

  it('hides it for as long as the backoff says', async () => {
    const id = requestId();
    trouble.add(id);
    const deliveries: number[] = [];
    const backoffMs = (count: number) => (deliveries.push(count), 5 * MINUTE);
    await fresh.storage.queue.wake(TENANT, id, 0);
    await worker({ backoffMs }).drainOnce();
    expect(deliveries).toEqual([1]);
    expect(await left()).toEqual([]);
    expect(await worker().drainOnce()).toBe(0);
  });
});

describe('when an instance dies with a message in hand', () => {
  it('leaves it to another one', async () => {
    const id = requestId();
    await fresh.storage.queue.wake(TENANT, id, 0);
    const { receivedMessageItems } = await queue().receiveMessages({ visibilityTimeout: 1 });
    expect(receivedMessageItems).toHaveLength(1);
    const seen = Promise.withResolvers<string>();
    worker({ handle: async (_tenantId, requestId) => seen.resolve(requestId) }).start();
    expect(await seen.promise).toBe(id);
  });
});

describe('when a message was taken over by another receiver meanwhile', () => {
  it.each([
    ['finished', undefined],
    ['put back', new Error('Graph is away')],
  ])('is not %s by the first one', async (_name, failure) => {
    await fresh.storage.queue.wake(TENANT, requestId(), 0);
    const slow = worker({
      hideMs: 1,
      handle: async () => {
        await takeOver();
        if (failure !== undefined) throw failure;
      },
    });
    expect(await slow.drainOnce()).toBe(1);
    expect((await queue().getProperties()).approximateMessagesCount).toBe(1);
    expect(await left()).toEqual([]);
  });

  /** Receives the message as soon as it shows again, and keeps it hidden. */
  async function takeOver(): Promise<void> {
    for (let taken = 0; taken === 0;) {
      taken = (await queue().receiveMessages({ visibilityTimeout: 600 })).receivedMessageItems.length;
    }
  }
});

describe('when a worker runs', () => {
  it('handles what comes in, and stop waits for what is in hand', async () => {
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const running = worker({
      handle: async (_tenantId, id) => {
        begun.resolve();
        await gate.promise;
        handled.push(id);
      },
    });
    running.start();
    running.start();
    const id = requestId();
    await fresh.storage.queue.wake(TENANT, id, 0);
    await begun.promise;
    const stopped = running.stop();
    gate.resolve();
    await stopped;
    expect(handled).toEqual([id]);
    expect(await left()).toEqual([]);
  });

  it('leaves nobody waiting for one that takes long', async () => {
    const [slow, other] = [requestId(), requestId()];
    const [begun, gate, seen] = [0, 1, 2].map(() => Promise.withResolvers<void>());
    const handle = async (_tenantId: string, id: string): Promise<void> => {
      if (id === other) return seen?.resolve();
      begun?.resolve();
      await gate?.promise;
      handled.push(id);
    };
    const running = worker({ handle });
    running.start();
    await fresh.storage.queue.wake(TENANT, slow, 0);
    await begun?.promise;
    await fresh.storage.queue.wake(TENANT, other, 0);
    await seen?.promise;
    expect(handled).toEqual([]);
    gate?.resolve();
    await running.stop();
    expect(handled).toEqual([slow]);
  });

  it('takes nothing any more once it is stopped, and can be started again', async () => {
    const running = worker();
    running.start();
    await running.stop();
    const id = requestId();
    await fresh.storage.queue.wake(TENANT, id, 0);
    expect(await left()).toHaveLength(1);
    const seen = Promise.withResolvers<string>();
    const again = worker({ handle: async (_tenantId, requestId) => seen.resolve(requestId) });
    again.start();
    expect(await seen.promise).toBe(id);
  });

  it('goes on when the queue was unreachable for a while', async () => {
    const client = queue();
    await client.delete();
    const seen = Promise.withResolvers<string>();
    const running = worker({ handle: async (_tenantId, requestId) => seen.resolve(requestId) });
    running.start();
    const tries = Promise.withResolvers<void>();
    fresh.log.onLine((line) => {
      if (line === 'warn queue.unreachable') tries.resolve();
    });
    await tries.promise;
    await client.create();
    const id = requestId();
    await fresh.storage.queue.wake(TENANT, id, 0);
    expect(await seen.promise).toBe(id);
  });

  it('shares the queue with others: every message is handled by one of them', async () => {
    const ids = Array.from({ length: 40 }, () => requestId());
    await Promise.all(ids.map((id) => fresh.storage.queue.wake(TENANT, id, 0)));
    const counts = await Promise.all([worker().drainOnce(), worker().drainOnce(), worker().drainOnce()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
    expect([...handled].sort()).toEqual([...ids].sort());
  });
});
