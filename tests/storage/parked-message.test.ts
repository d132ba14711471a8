import { QueueClient } from '@azure/storage-queue';
import type { QueueWorker, WorkerOptions } from '../../storage/queue-worker';
import { messageText } from '../../storage/work-message';
import { useStore, type FreshStore } from '../support/azurite';
import { requestId, TENANT } from '../support/request-builder';

const store = useStore();

let fresh: FreshStore;
let handled: string[];
let parked: unknown[];
let trouble: Set<string>;

beforeEach(async () => {
  fresh = await store.fresh({ maxDelayMs: 0 });
  [handled, parked, trouble] = [[], [], new Set()];
});

const worker = (options: Partial<WorkerOptions> = {}): QueueWorker =>
  fresh.storage.worker({
    handle: async (_tenantId, id) => {
      handled.push(id);
      if (trouble.has(id)) throw new Error('Graph is away');
    },
    onPoison: (message) => {
      parked.push(message);
    },
    backoffMs: () => 0,
    ...options,
  });

async function failsFiveTimes(): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) await worker().drainOnce();
}

const away = (): Promise<void> => Promise.reject(new Error('Teams is away'));

const queue = (suffix = ''): QueueClient =>
  new QueueClient(fresh.connectionString.reveal(), `${fresh.prefix}work${suffix}`);

const left = async (suffix = ''): Promise<readonly string[]> =>
  (await queue(suffix).peekMessages({ numberOfMessages: 32 })).peekedMessageItems.map(({ messageText }) => messageText);

describe('when a message failed too often', () => {
  it('is parked after five tries and told to who must know, and the others go on', async () => {
    const [bad, good] = [requestId(), requestId()];
    trouble.add(bad);
    await fresh.storage.queue.wake(TENANT, bad, 0);
    await failsFiveTimes();
    expect(parked).toEqual([]);
    await fresh.storage.queue.wake(TENANT, good, 0);
    await worker().drainOnce();
    expect(parked).toEqual([{ tenantId: TENANT, requestId: bad }]);
    expect(handled.filter((id) => id === bad)).toHaveLength(5);
    expect(handled).toContain(good);
    expect(await left()).toEqual([]);
    expect(await left('-poison')).toEqual([expect.stringContaining(bad)]);
  });

  it('is kept until who must know was told, for the next time that the backoff says, and parked once', async () => {
    const id = requestId();
    trouble.add(id);
    await fresh.storage.queue.wake(TENANT, id, 0);
    await failsFiveTimes();
    const waits: number[] = [];
    const backoffMs = (tries: number) => (waits.push(tries), 0);
    for (let tries = 0; tries < 3; tries += 1) await worker({ onPoison: away, backoffMs }).drainOnce();
    expect(waits).toEqual([6, 7, 8]);
    expect(await left()).toHaveLength(1);
    expect(await left('-poison')).toEqual([]);
    await worker().drainOnce();
    expect(parked).toEqual([{ tenantId: TENANT, requestId: id }]);
    expect(await left()).toEqual([]);
    expect(await left('-poison')).toHaveLength(1);
  });

  it('is told to nobody any more when nobody could be told and it has got on since', async () => {
    const id = requestId();
    trouble.add(id);
    await fresh.storage.queue.wake(TENANT, id, 0);
    await failsFiveTimes();
    await worker({ onPoison: away }).drainOnce();
    trouble.clear();
    await worker().drainOnce();
    expect([parked, await left(), await left('-poison')]).toEqual([[], [], []]);
  });

  it('is parked after a day of telling in vain', async () => {
    const dueAt = fresh.clock.now();
    const id = requestId();
    trouble.add(id);
    await queue().sendMessage(messageText({ tenantId: TENANT, requestId: id, dueAt, failed: 292 }));
    await worker({ onPoison: away }).drainOnce();
    expect(await left()).toEqual([]);
    expect(await left('-poison')).toEqual([expect.stringContaining(id)]);
  });
});

describe('when a message is none of ours', () => {
  it.each([
    ['no JSON', 'hello'],
    ['another shape', '{"tenantId":1}'],
    ['a request id that reaches elsewhere', JSON.stringify({ tenantId: TENANT, requestId: '../x', dueAt: 0 })],
    ['a tenant that is none', JSON.stringify({ tenantId: 'x', requestId: requestId(), dueAt: 0 })],
    ['no time', JSON.stringify({ tenantId: TENANT, requestId: requestId() })],
    ['a number', '7'],
    ['null', 'null'],
  ])('is parked with %s without being handled', async (_name, text) => {
    await queue().sendMessage(text);
    expect(await worker().drainOnce()).toBe(0);
    expect(handled).toEqual([]);
    expect(parked).toEqual([{}]);
    expect(await left('-poison')).toEqual([text]);
  });
});
