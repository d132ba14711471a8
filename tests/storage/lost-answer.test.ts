import type { Stored } from '../../recovery/ports';
import type { Storage } from '../../storage/connect';
import { useStore, type FreshStore } from '../support/azurite';
import { awaiting, openedEvent, remindedEvent, requestId, TENANT } from '../support/request-builder';
import { useLossyProxy, type LossyProxy } from './lossy-proxy';

const store = useStore();
const startLossyProxy = useLossyProxy();

let fresh: FreshStore;
let proxy: LossyProxy;
let storage: Storage;

beforeEach(async () => {
  fresh = await store.fresh();
  proxy = await startLossyProxy(fresh.connectionString);
  storage = await fresh.another({ connection: { connectionString: proxy.connectionString } });
});

const BATCH = /\$batch/;

describe('when the answer to a write is lost and the client repeats it', () => {
  it('opens the request once and says so', async () => {
    const request = awaiting();
    proxy.loseAnswers('POST', BATCH, 1);
    expect(await storage.ledger.open(request, openedEvent(request))).toMatchObject({
      kind: 'opened',
      stored: { seq: 1 },
    });
    expect(proxy.lost).toBe(1);
    expect(await storage.ledger.verify(TENANT, request.id)).toEqual({ ok: true, entries: 1 });
  });

  it.each([
    ['the short code', /codes/],
    ['the employee', /active/],
  ])('reserves %s once and says so', async (_name, path) => {
    const request = awaiting();
    proxy.loseAnswers('POST', path, 1);
    expect(await storage.ledger.open(request, openedEvent(request))).toMatchObject({ kind: 'opened' });
    expect(proxy.lost).toBe(1);
  });

  it('commits once, says so, and goes on from there', async () => {
    const request = awaiting();
    const result = await storage.ledger.open(request, openedEvent(request));
    if (result.kind !== 'opened') throw new Error('not opened');
    proxy.loseAnswers('POST', BATCH, 1);
    const second = await storage.ledger.commit(result.stored, remindedEvent(), request);
    expect(proxy.lost).toBe(1);
    expect(second).toMatchObject({ seq: 2 });
    if (second === 'conflict') throw new Error('conflict');
    expect(await storage.ledger.commit(second, remindedEvent(), request)).toMatchObject({ seq: 3 });
    expect(await storage.ledger.verify(TENANT, request.id)).toEqual({ ok: true, entries: 3 });
  });

  it('does not take the same event of another writer for its own', async () => {
    const request = awaiting();
    const result = await storage.ledger.open(request, openedEvent(request));
    if (result.kind !== 'opened') throw new Error('not opened');
    expect(await fresh.storage.ledger.commit(result.stored, remindedEvent(), request)).toMatchObject({ seq: 2 });
    expect(await storage.ledger.commit(result.stored, remindedEvent(), request)).toBe('conflict');
  });

  it('counts a try once', async () => {
    const key = { purpose: 'match', slot: 1, round: 1, generation: 0 } as const;
    const id = requestId();
    proxy.loseAnswers('POST', /requests/, 1);
    expect(await storage.ledger.raise(TENANT, id, key)).toBe(1);
    proxy.loseAnswers('PUT', /requests/, 1);
    expect(await storage.ledger.raise(TENANT, id, key)).toBe(2);
    expect(proxy.lost).toBe(2);
  });

  it('holds the lease that it took', async () => {
    proxy.loseAnswers('POST', /requests/, 1);
    expect(await storage.ledger.lease(TENANT, requestId(), 30_000)).toHaveProperty('release');
  });

  it('counts an activity as new', async () => {
    proxy.loseAnswers('POST', /seen/, 1);
    expect(await storage.seen.firstTime(TENANT, 'a:1', 'activity')).toBe(true);
    expect(await storage.seen.firstTime(TENANT, 'a:1', 'activity')).toBe(false);
  });
});

describe('when storage does not answer at all', () => {
  it('says that it is unavailable, without a value of any row', async () => {
    const request = awaiting({ details: 'in the sea' });
    await proxy.close();
    await expect(storage.ledger.open(request, openedEvent(request))).rejects.toMatchObject({
      name: 'EffectError',
      code: 'unavailable',
      message: expect.not.stringContaining('sea'),
    });
  });

  it.each([
    ['a read', 'GET'],
    ['a transaction', 'POST'],
  ])('gives %s up after its deadline', async (_name, method) => {
    const request = awaiting();
    const result = await storage.ledger.open(request, openedEvent(request));
    if (result.kind !== 'opened') throw new Error('not opened');
    const shortly = AbortSignal.timeout.bind(AbortSignal);
    const deadlines: number[] = [];
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => (deadlines.push(ms), shortly(50)));
    proxy.hold(method, /requests|batch/);
    const call = method === 'GET' ? storage.ledger.read(TENANT, request.id) : commit(result.stored);
    await expect(call).rejects.toMatchObject({ name: 'EffectError', code: 'timeout' });
    expect(new Set(deadlines)).toEqual(new Set([8_000]));
  });

  const commit = (stored: Stored) => storage.ledger.commit(stored, remindedEvent(), stored.request);
});
