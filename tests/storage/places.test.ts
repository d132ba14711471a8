import { QueueClient } from '@azure/storage-queue';
import { asObjectId, type ObjectId } from '../../recovery/terms';
import { Places, PLACES } from '../../storage/places';
import type { QueueWorker, WorkerOptions } from '../../storage/queue-worker';
import { messageText, parseMessage } from '../../storage/work-message';
import { useStore, type FreshStore } from '../support/azurite';
import { FakeClock } from '../support/fake-clock';
import { requestId, TENANT } from '../support/request-builder';

const OTHER = asObjectId('0d9a1c1e-52b6-4c0e-9d1c-6a2f0a4b7c11') as ObjectId;
const never = new Promise<void>(() => undefined);

function placesOf(tenants: number) {
  const clock = new FakeClock(0);
  const places = new Places({ tenants, patienceMs: 1_000, now: () => clock.now() });
  const fill = (tenantId: ObjectId, count: number, work = never) => {
    for (let taken = 0; taken < count; taken += 1) places.take(tenantId, work.then());
  };
  return { clock, places, fill };
}

describe('when one tenant has all its places taken', () => {
  it('it is waited for while it gets on, so that nothing of a burst is put off', () => {
    const { clock, places, fill } = placesOf(2);
    fill(TENANT, PLACES);
    clock.advance(999);
    expect(places.room).toBe(0);
  });

  it('others are asked for once half of them are slow, though some of it end now and then', () => {
    const { clock, places, fill } = placesOf(2);
    fill(TENANT, PLACES / 2);
    clock.advance(1_000);
    fill(TENANT, PLACES / 2);
    expect(places.room).toBe(PLACES);
    expect([places.hasRoomFor(TENANT), places.hasRoomFor(OTHER)]).toEqual([false, true]);
  });

  it('each of the others has its own', () => {
    const { clock, places, fill } = placesOf(3);
    fill(TENANT, PLACES);
    clock.advance(1_000);
    fill(OTHER, 10);
    expect(places.room).toBe(PLACES - 10);
    clock.advance(1_000);
    expect(places.room).toBe(PLACES);
  });

  it('nothing more is asked for where it is the only tenant', () => {
    const { clock, places, fill } = placesOf(1);
    fill(TENANT, PLACES);
    clock.advance(60_000);
    expect(places.room).toBe(0);
  });

  it('all tenants together hold no more than their places, whatever ids stand in messages', () => {
    const { clock, places, fill } = placesOf(2);
    fill(TENANT, PLACES);
    fill(OTHER, PLACES);
    clock.advance(1_000);
    expect(places.room).toBe(0);
  });
});

describe('when messages go back for want of a place', () => {
  it('return as many a second as there are places, after a minute at most', () => {
    const { places, fill } = placesOf(2);
    fill(TENANT, PLACES);
    const delays = Array.from({ length: 100 * PLACES }, () => places.putOffMs(TENANT));
    expect(delays.filter((ms) => ms === 1_000)).toHaveLength(PLACES);
    expect(delays.filter((ms) => ms === 2_000)).toHaveLength(PLACES);
    expect(delays.at(-1)).toBe(60_000);
  });

  it('begin at a second again when the tenant got on', async () => {
    const { places, fill } = placesOf(2);
    const gate = Promise.withResolvers<void>();
    fill(TENANT, PLACES / 2 - 1);
    fill(TENANT, PLACES / 2 + 1, gate.promise);
    for (let times = 0; times < PLACES; times += 1) places.putOffMs(TENANT);
    expect(places.putOffMs(TENANT)).toBe(2_000);
    gate.resolve();
    await Promise.all(places.inHand.slice(PLACES / 2 - 1));
    expect(places.putOffMs(TENANT)).toBe(1_000);
  });
});

const store = useStore();
let fresh: FreshStore;
const workers: QueueWorker[] = [];
let gate: PromiseWithResolvers<void>;

// Hidden for real, so that what is put off comes back after a second at least.
beforeEach(async () => {
  fresh = await store.fresh();
  gate = Promise.withResolvers<void>();
});

afterEach(async () => {
  gate.resolve();
  await Promise.all(workers.splice(0).map((one) => one.stop()));
});

/** Messages of `TENANT` hang until the gate opens; the ids of the others are kept, in order. */
function hanging(options: Partial<WorkerOptions>) {
  const full = Promise.withResolvers<void>();
  const hung: string[] = [];
  const others: string[] = [];
  const seen = Promise.withResolvers<void>();
  const handle = async (tenantId: ObjectId, id: string): Promise<void> => {
    if (tenantId !== TENANT) return void (others.push(id), seen.resolve());
    if (hung.push(id) === PLACES) full.resolve();
    await gate.promise;
  };
  const worker = fresh.storage.worker({ handle, onPoison: () => undefined, pollMs: 5, ...options });
  workers.push(worker);
  return { full: full.promise, hung, others, seen: seen.promise, worker };
}

const queue = (): QueueClient => new QueueClient(fresh.connectionString.reveal(), `${fresh.prefix}work`);

describe('when Graph of one tenant hangs', () => {
  it('a message of another is handled at once, and none of the first is lost', async () => {
    const { full, hung, others, seen, worker } = hanging({ tenants: 2 });
    const ids = Array.from({ length: PLACES + 8 }, () => requestId());
    for (const id of ids) await fresh.storage.queue.wake(TENANT, id, 0);
    worker.start();
    await full;
    const other = requestId();
    await fresh.storage.queue.wake(OTHER, other, 0);
    await seen;
    expect(others).toEqual([other]);
    expect(hung).toHaveLength(PLACES);
    gate.resolve();
    await worker.stop();
    expect((await queue().getProperties()).approximateMessagesCount).toBe(8);
  });

  it('a message that failed before remembers it when it is put off', async () => {
    const { full, seen, worker } = hanging({ tenants: 2 });
    for (let sent = 0; sent < PLACES; sent += 1) await fresh.storage.queue.wake(TENANT, requestId(), 0);
    worker.start();
    await full;
    const dueAt = fresh.clock.now();
    const failed = messageText({ tenantId: TENANT, requestId: requestId(), dueAt, failed: 3 });
    await queue().sendMessage(failed);
    await fresh.storage.queue.wake(OTHER, requestId(), 0);
    await seen;
    gate.resolve();
    await worker.stop();
    const { receivedMessageItems } = await receivedLater();
    expect(receivedMessageItems.map(({ messageText: text }) => parseMessage(text))).toMatchObject([{ failed: 3 }]);
  });

  /** As soon as what was put off shows again. */
  async function receivedLater() {
    for (;;) {
      const answer = await queue().receiveMessages({ visibilityTimeout: 600 });
      if (answer.receivedMessageItems.length > 0) return answer;
    }
  }
});
