import { Secret } from '../../platform/secret';
import type { Lease, Ledger, Stored, Taken } from '../../recovery/ports';
import type { AwaitingApproval } from '../../recovery/request';
import { guardPlace } from '../../storage/partitions';
import { handClock, useStore, type FreshStore } from '../support/azurite';
import {
  approved,
  awaiting,
  cancelledEvent,
  ended,
  EMPLOYEE,
  openedEvent,
  OTHER_TENANT,
  person,
  remindedEvent,
  requestId,
  shortCode,
  TENANT,
} from '../support/request-builder';
import { useLossyProxy } from './lossy-proxy';

const store = useStore();
const startLossyProxy = useLossyProxy();

async function open(ledger: Ledger, request: AwaitingApproval): Promise<Stored> {
  const result = await ledger.open(request, openedEvent(request));
  if (result.kind !== 'opened') throw new Error(`not opened: ${result.id}`);
  return result.stored;
}

const commit = (ledger: Ledger, stored: Stored): Promise<Stored | 'conflict'> =>
  ledger.commit(stored, remindedEvent(), stored.request);

describe('when a request is opened', () => {
  let fresh: FreshStore;
  beforeEach(async () => {
    fresh = await store.fresh();
  });

  it('can be read by id, by short code and by employee', async () => {
    const { ledger } = fresh.storage;
    const request = awaiting({
      details: 'Mistet telefonen på ferja 📱 "in the sea" \u2028 O\'Hara; HTTP/1.1 --batch_1',
    });
    const stored = await open(ledger, request);
    expect(stored).toMatchObject({ request, seq: 1 });
    expect(await ledger.read(TENANT, request.id)).toEqual(stored);
    expect(await ledger.findByShortCode(TENANT, request.shortCode)).toEqual(stored);
    expect(await ledger.findActive(TENANT, EMPLOYEE)).toEqual(stored);
    expect(await ledger.readVerified(TENANT, request.id)).toEqual(stored);
  });

  it('keeps what is longer than one column, whole characters at the seam included', async () => {
    const details = `${'x'.repeat(29_500)}${'📱'.repeat(2_000)}`;
    for (const shift of ['', 'y']) {
      const request = awaiting({ employee: person(50 + shift.length), details: shift + details });
      await open(fresh.storage.ledger, request);
      const read = await fresh.storage.ledger.readVerified(TENANT, request.id);
      expect(read?.request.details).toBe(shift + details);
    }
  });

  it('is not found in another tenant', async () => {
    const { ledger } = fresh.storage;
    const request = awaiting();
    await open(ledger, request);
    expect(await ledger.read(OTHER_TENANT, request.id)).toBeUndefined();
    expect(await ledger.findByShortCode(OTHER_TENANT, request.shortCode)).toBeUndefined();
    expect(await ledger.findActive(OTHER_TENANT, EMPLOYEE)).toBeUndefined();
  });

  it.each([
    ['no ULID', 'nope'],
    ['a key that reaches elsewhere', `${requestId()}/../x`],
    ['nothing', ''],
  ])('finds nothing for %s', async (_name, id) => {
    expect(await fresh.storage.ledger.read(TENANT, id)).toBeUndefined();
    expect(await fresh.storage.ledger.trail(TENANT, id)).toEqual([]);
    expect(await fresh.storage.ledger.findByShortCode(TENANT, id)).toBeUndefined();
  });

  it('is not found by a code that was reserved for it and then not used', async () => {
    const proxy = await startLossyProxy(fresh.connectionString);
    const { ledger } = await fresh.another({ connection: { connectionString: proxy.connectionString } });
    const request = awaiting();
    proxy.refuse('POST', /active/);
    await expect(open(ledger, request)).rejects.toMatchObject({ code: 'unavailable' });
    proxy.refuse('', /^$/);
    const stored = await open(ledger, { ...request, shortCode: shortCode() });
    expect(await ledger.findByShortCode(TENANT, request.shortCode)).toBeUndefined();
    expect(await ledger.findByShortCode(TENANT, stored.request.shortCode)).toEqual(stored);
  });

  it('refuses a short code that another request has, and opens with a free one', async () => {
    const { ledger } = fresh.storage;
    const first = awaiting();
    await open(ledger, first);
    const second = awaiting({ employee: person(7), shortCode: first.shortCode });
    await expect(open(ledger, second)).rejects.toMatchObject({ code: 'conflict' });
    await open(ledger, { ...second, shortCode: shortCode() });
    expect((await ledger.findByShortCode(TENANT, first.shortCode))?.request.id).toBe(first.id);
  });
});

describe('when an employee has a request already', () => {
  let fresh: FreshStore;
  let ledger: Ledger;
  beforeEach(async () => {
    fresh = await store.fresh();
    ledger = fresh.storage.ledger;
  });

  it('names the live one, and leaves no trace of the other', async () => {
    const first = await open(ledger, awaiting());
    const second = awaiting();
    expect(await ledger.open(second, openedEvent(second))).toEqual({ kind: 'alreadyOpen', id: first.request.id });
    expect(await ledger.read(TENANT, second.id)).toBeUndefined();
    await open(ledger, awaiting({ employee: person(7), shortCode: second.shortCode }));
  });

  it('names the live one also where its guard is lost, and puts that back', async () => {
    const first = await open(ledger, awaiting());
    const { pk, rk } = guardPlace(TENANT, EMPLOYEE);
    await fresh.table('active').deleteEntity(pk, rk);
    for (const second of [awaiting(), awaiting()])
      expect(await ledger.open(second, openedEvent(second))).toEqual({ kind: 'alreadyOpen', id: first.request.id });
    expect((await ledger.findActive(TENANT, EMPLOYEE))?.request.id).toBe(first.request.id);
  });

  it('lets exactly one of several simultaneous openings win', async () => {
    const requests = Array.from({ length: 6 }, () => awaiting());
    const results = await Promise.all(requests.map((request) => ledger.open(request, openedEvent(request))));
    const opened = results.filter(({ kind }) => kind === 'opened');
    expect(opened).toHaveLength(1);
    const live = await ledger.findActive(TENANT, EMPLOYEE);
    const losers = results.filter(({ kind }) => kind === 'alreadyOpen');
    expect(losers).toEqual(Array.from({ length: 5 }, () => ({ kind: 'alreadyOpen', id: live?.request.id })));
  });

  it('takes over from a request that has ended', async () => {
    const request = awaiting();
    await ledger.commit(await open(ledger, request), cancelledEvent(), ended(request));
    expect(await ledger.findActive(TENANT, EMPLOYEE)).toBeUndefined();
    const second = await open(ledger, awaiting());
    expect((await ledger.findActive(TENANT, EMPLOYEE))?.request.id).toBe(second.request.id);
  });

  it('guards one again that comes back to life, as at a report after its end', async () => {
    const request = awaiting();
    const over = await ledger.commit(await open(ledger, request), cancelledEvent(), ended(request));
    const { pk, rk } = guardPlace(TENANT, EMPLOYEE);
    await fresh.table('active').deleteEntity(pk, rk);
    if (over === 'conflict') throw new Error('nobody else commits');
    await ledger.commit(over, cancelledEvent(), request);
    expect((await ledger.findActive(TENANT, EMPLOYEE))?.request.id).toBe(request.id);
  });

  it('gives back what it reserved when it takes too long, so that the next one need not wait', async () => {
    const started = fresh.clock.now();
    fresh.clock.advance(31_000);
    const clock = jest.spyOn(fresh.clock, 'now').mockReturnValueOnce(started);
    const slow = awaiting();
    await expect(open(ledger, slow)).rejects.toMatchObject({ code: 'conflict' });
    clock.mockRestore();
    const next = await open(ledger, awaiting({ shortCode: slow.shortCode }));
    expect((await ledger.findActive(TENANT, EMPLOYEE))?.request.id).toBe(next.request.id);
  });

  it('takes over from a request that never came, once no opening can last that long', async () => {
    const lost = awaiting();
    await open(ledger, lost);
    await fresh.table('requests').deleteEntity(`${TENANT}|${lost.id}`, 's');
    const early = awaiting();
    expect(await ledger.open(early, openedEvent(early))).toEqual({ kind: 'alreadyOpen', id: lost.id });
    fresh.clock.advance(61_000);
    const second = await open(ledger, awaiting());
    expect((await ledger.findActive(TENANT, EMPLOYEE))?.request.id).toBe(second.request.id);
  });
});

describe('when a request is committed', () => {
  it('writes state and entry together, in a chain without gaps', async () => {
    const { storage } = await store.fresh();
    const request = awaiting();
    const opened = await open(storage.ledger, request);
    const second = await commit(storage.ledger, opened);
    if (second === 'conflict') throw new Error('conflict');
    const third = await storage.ledger.commit(second, cancelledEvent(), ended(request));
    expect(third).toMatchObject({ seq: 3, request: { state: 'cancelled' } });
    expect(await storage.ledger.read(TENANT, request.id)).toEqual(third);
    const trail = await storage.ledger.trail(TENANT, request.id);
    expect(trail.map(({ seq, name, state }) => [seq, name, state])).toEqual([
      [1, 'mfa.recovery.requested', 'awaitingApproval'],
      [2, 'mfa.recovery.reminded', 'awaitingApproval'],
      [3, 'mfa.recovery.cancelled', 'cancelled'],
    ]);
    expect(trail.map(({ prev }) => prev)).toEqual(['', opened.head, second.head]);
    expect(await storage.ledger.verify(TENANT, request.id)).toEqual({ ok: true, entries: 3 });
  });

  it('writes what came to pass together in one transaction: an entry for each, or nothing', async () => {
    const { storage } = await store.fresh();
    const request = awaiting();
    const opened = await open(storage.ledger, request);
    const changes = [
      { event: remindedEvent(), next: request },
      { event: cancelledEvent(), next: ended(request) },
    ];
    const both = await storage.ledger.commitAll(opened, changes);
    expect(both).toMatchObject({ seq: 3, request: { state: 'cancelled' } });
    expect(await storage.ledger.readVerified(TENANT, request.id)).toEqual(both);
    const trail = await storage.ledger.trail(TENANT, request.id);
    expect(trail.map(({ seq, name, state }) => [seq, name, state]).slice(1)).toEqual([
      [2, 'mfa.recovery.reminded', 'awaitingApproval'],
      [3, 'mfa.recovery.cancelled', 'cancelled'],
    ]);
    expect(await storage.ledger.commitAll(opened, changes)).toBe('conflict');
    expect(await storage.ledger.verify(TENANT, request.id)).toEqual({ ok: true, entries: 3 });
    await expect(storage.ledger.commitAll(opened, [])).rejects.toMatchObject({ code: 'conflict' });
  });

  it('puts the short code on every audit row, under gap-free keys', async () => {
    const fresh = await store.fresh();
    const request = awaiting();
    await commit(fresh.storage.ledger, await open(fresh.storage.ledger, request));
    const rows = [];
    for await (const row of fresh.table('requests').listEntities()) if (row.rowKey !== 's') rows.push(row);
    expect(rows.map(({ rowKey }) => rowKey)).toEqual(['a000001', 'a000002']);
    expect(rows.map((row) => row['shortCode'])).toEqual([request.shortCode, request.shortCode]);
    expect(rows.map(({ partitionKey }) => partitionKey?.split('|')[0])).toEqual([TENANT, TENANT]);
  });

  it('has exactly one winner in every race, and the losers leave nothing behind', async () => {
    const fresh = await store.fresh();
    const writers = [fresh.storage, await fresh.another(), await fresh.another()].map(({ ledger }) => ledger);
    let current = await open(fresh.storage.ledger, awaiting());
    for (let round = 1; round <= 20; round += 1) {
      const before = current;
      const results = await Promise.all(writers.map((writer) => commit(writer, before)));
      const [winner, ...others] = results.filter((result) => result !== 'conflict');
      if (winner === undefined) throw new Error('nobody won');
      expect(others).toEqual([]);
      expect(winner.seq).toBe(round + 1);
      current = winner;
    }
    expect(await fresh.storage.ledger.verify(TENANT, current.request.id)).toEqual({ ok: true, entries: 21 });
  });

  it('changes neither state nor trail when an entry is in the way', async () => {
    const fresh = await store.fresh();
    const stored = await open(fresh.storage.ledger, awaiting());
    const place = { partitionKey: `${TENANT}|${stored.request.id}`, rowKey: 'a000002' };
    await fresh.table('requests').createEntity(place);
    expect(await commit(fresh.storage.ledger, stored)).toBe('conflict');
    expect(await fresh.storage.ledger.read(TENANT, stored.request.id)).toEqual(stored);
  });

  it('loses against any change of the state row, whoever made it', async () => {
    const fresh = await store.fresh();
    const stored = await open(fresh.storage.ledger, awaiting());
    const place = { partitionKey: `${TENANT}|${stored.request.id}`, rowKey: 's' };
    await fresh.table('requests').updateEntity(place, 'Merge');
    expect(await commit(fresh.storage.ledger, stored)).toBe('conflict');
    expect(await fresh.storage.ledger.trail(TENANT, stored.request.id)).toHaveLength(1);
  });

  it('stores no key and no secret', async () => {
    const fresh = await store.fresh();
    await open(fresh.storage.ledger, approvedLookalike());
    const rows: unknown[] = [];
    for await (const row of fresh.table('requests').listEntities()) rows.push(row);
    expect(JSON.stringify(rows)).toContain('[secret]');
    expect(JSON.stringify(rows)).not.toContain('Tap-12345');
  });
});

/** A request with a secret where none belongs: it must print as [secret] even into storage. */
function approvedLookalike(): AwaitingApproval {
  return { ...awaiting(), details: Secret.of('Tap-12345') as unknown as string };
}

describe('when tries are counted', () => {
  const key = { purpose: 'match', slot: 1, round: 1, generation: 0 } as const;

  it('gives every one of many parallel presses a number of its own, without gaps', async () => {
    const fresh = await store.fresh();
    const { ledger } = await fresh.another();
    const id = requestId();
    const raises = Array.from({ length: 30 }, (_, at) =>
      (at % 2 === 0 ? ledger : fresh.storage.ledger).raise(TENANT, id, key),
    );
    const counts = await Promise.all(raises);
    expect(counts.sort((one, other) => one - other)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
  });

  it.each([
    ['slot', { ...key, slot: 2 as const }],
    ['round', { ...key, round: 2 }],
    ['generation', { ...key, generation: 1 }],
    ['purpose', { ...key, purpose: 'code' as const }],
  ])('counts every %s for itself', async (_name, other) => {
    const { storage } = await store.fresh();
    const id = requestId();
    await storage.ledger.raise(TENANT, id, key);
    expect(await storage.ledger.raise(TENANT, id, other)).toBe(1);
    expect(await storage.ledger.raise(TENANT, id, key)).toBe(2);
  });

  it('does not make a commit lose its race', async () => {
    const { storage } = await store.fresh();
    const stored = await open(storage.ledger, awaiting());
    await storage.ledger.raise(TENANT, stored.request.id, key);
    expect(await commit(storage.ledger, stored)).toMatchObject({ seq: 2 });
    expect(await storage.ledger.readVerified(TENANT, stored.request.id)).toMatchObject({ seq: 2 });
  });

  it('refuses a counter that somebody lowered', async () => {
    const fresh = await store.fresh();
    const id = requestId();
    await fresh.storage.ledger.raise(TENANT, id, key);
    const place = { partitionKey: `${TENANT}|${id}`, rowKey: 'c-match-1-1-0' };
    await fresh.table('requests').updateEntity({ ...place, bytes: '{"count":0}' }, 'Merge');
    await expect(fresh.storage.ledger.raise(TENANT, id, key)).rejects.toMatchObject({ code: 'integrity' });
  });
});

describe('when instances want to work on the same request', () => {
  const HELD: Lease = { release: expect.any(Function) as Lease['release'] };
  const endsIn = (ms: number): Taken => ({ endsInMs: ms });

  it('gives the lease to one of them', async () => {
    const fresh = await store.fresh();
    const others = [await fresh.another(), await fresh.another()];
    const id = requestId();
    const leases = await Promise.all([fresh.storage, ...others].map(({ ledger }) => ledger.lease(TENANT, id, 30_000)));
    expect(leases.filter((lease) => 'release' in lease)).toHaveLength(1);
    expect(leases.filter((lease) => 'endsInMs' in lease)).toEqual([endsIn(30_000), endsIn(30_000)]);
  });

  it('gives it to the next one after its release, and not before', async () => {
    const { storage } = await store.fresh();
    const id = requestId();
    const first = await storage.ledger.lease(TENANT, id, 30_000);
    expect(await storage.ledger.lease(TENANT, id, 30_000)).toEqual(endsIn(30_000));
    if ('release' in first) await first.release();
    expect(await storage.ledger.lease(TENANT, id, 30_000)).toEqual(HELD);
  });

  it('gives it to the next one when it ran out, and says when; a late release does not end that', async () => {
    const clock = handClock();
    const { storage } = await store.fresh({ clock });
    const id = requestId();
    const first = await storage.ledger.lease(TENANT, id, 30_000);
    clock.advance(29_999);
    expect(await storage.ledger.lease(TENANT, id, 30_000)).toEqual(endsIn(1));
    clock.advance(1);
    expect(await storage.ledger.lease(TENANT, id, 30_000)).toEqual(HELD);
    if ('release' in first) await first.release();
    expect(await storage.ledger.lease(TENANT, id, 30_000)).toEqual(endsIn(30_000));
  });
});

describe('when an approved request is read', () => {
  it('has its plan and decision', async () => {
    const { storage } = await store.fresh();
    const request = awaiting();
    const stored = await open(storage.ledger, request);
    const next = approved(request);
    await storage.ledger.commit(stored, remindedEvent(), next);
    expect((await storage.ledger.read(TENANT, request.id))?.request).toEqual(next);
  });
});
