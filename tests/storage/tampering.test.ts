import type { TableClient } from '@azure/data-tables';
import type { Ledger, Stored } from '../../recovery/ports';
import { guardPlace } from '../../storage/partitions';
import { someKeys, useStore, type FreshStore } from '../support/azurite';
import {
  awaiting,
  EMPLOYEE,
  openedEvent,
  OTHER_TENANT,
  person,
  remindedEvent,
  requestId,
  TENANT,
} from '../support/request-builder';

const store = useStore();

interface Story {
  readonly fresh: FreshStore;
  readonly ledger: Ledger;
  readonly requests: TableClient;
  readonly pk: string;
  readonly stored: Stored;
}

/** A request with five entries, and the table as somebody with the storage account's key sees it. */
async function story(): Promise<Story> {
  const fresh = await store.fresh();
  const { ledger } = fresh.storage;
  const request = awaiting();
  const result = await ledger.open(request, openedEvent(request));
  if (result.kind !== 'opened') throw new Error('not opened');
  let { stored } = result;
  for (let at = 1; at <= 4; at += 1) {
    const next = await ledger.commit(stored, remindedEvent(request.openedAt + at), request);
    if (next === 'conflict') throw new Error('conflict');
    stored = next;
  }
  return { fresh, ledger, requests: fresh.table('requests'), pk: `${TENANT}|${request.id}`, stored };
}

async function row({ requests, pk }: Story, rowKey: string) {
  const { etag: _etag, timestamp: _timestamp, ...columns } = await requests.getEntity(pk, rowKey);
  const kept = Object.entries(columns).filter(([name]) => !name.startsWith('odata'));
  return { ...Object.fromEntries(kept), partitionKey: pk, rowKey };
}

const edit = ({ requests, pk }: Story, rowKey: string, columns: object): Promise<unknown> =>
  requests.updateEntity({ partitionKey: pk, rowKey, ...columns }, 'Merge');

async function swap(it: Story, one: string, other: string): Promise<void> {
  const [first, second] = [await row(it, one), await row(it, other)];
  await it.requests.upsertEntity({ ...second, rowKey: one }, 'Replace');
  await it.requests.upsertEntity({ ...first, rowKey: other }, 'Replace');
}

describe('when an audit row was tampered with (T21)', () => {
  const attacks: readonly (readonly [string, string, (it: Story) => Promise<unknown>])[] = [
    ['edited bytes', 'a000003', (it) => edit(it, 'a000003', { bytes: '{"v":1}' })],
    ['an edited hash', 'a000003', (it) => edit(it, 'a000003', { hash: 'x' })],
    ['an edited short code', 'a000002', (it) => edit(it, 'a000002', { shortCode: 'LK-000000' })],
    ['a column more', 'a000004', (it) => edit(it, 'a000004', { note: 'x' })],
    ['a removed signature', 'a000001', (it) => edit(it, 'a000001', { signature: '' })],
    ['an unknown key', 'a000005', (it) => edit(it, 'a000005', { keyId: 'k9' })],
    ['a number that is too big to be one', 'a000005', (it) => edit(it, 'a000005', { note: 12n })],
    ['a deletion in the middle', 'a000004', (it) => it.requests.deleteEntity(it.pk, 'a000003')],
    ['a deletion at the start', 'a000002', (it) => it.requests.deleteEntity(it.pk, 'a000001')],
    ['a cut-off end', 'a000005', (it) => it.requests.deleteEntity(it.pk, 'a000005')],
    [
      'a copy at the end',
      'a000006',
      async (it) => it.requests.createEntity({ ...(await row(it, 'a000005')), rowKey: 'a000006' }),
    ],
    [
      'a copy in between',
      'a0000025',
      async (it) => it.requests.createEntity({ ...(await row(it, 'a000002')), rowKey: 'a0000025' }),
    ],
    ['two rows in each other’s place', 'a000002', (it) => swap(it, 'a000002', 'a000003')],
    [
      'an empty row in between',
      'a0000031',
      (it) => it.requests.createEntity({ partitionKey: it.pk, rowKey: 'a0000031' }),
    ],
  ];

  it.each(attacks)('finds %s and names %s', async (_name, named, attack) => {
    const it = await story();
    await attack(it);
    const { ok, firstBad } = await it.ledger.verify(TENANT, it.stored.request.id);
    expect({ ok, row: firstBad?.row }).toEqual({ ok: false, row: named });
    await expect(it.ledger.readVerified(TENANT, it.stored.request.id)).rejects.toMatchObject({
      code: 'integrity',
      message: expect.stringContaining(named),
    });
  });

  it('does not tell of an edited entry', async () => {
    const it = await story();
    await edit(it, 'a000003', { bytes: '{"v":1}' });
    await expect(it.ledger.trail(TENANT, it.stored.request.id)).rejects.toMatchObject({ code: 'integrity' });
  });
});

describe('when the state row was tampered with (T21)', () => {
  const attacks: readonly (readonly [string, (it: Story) => Promise<unknown>])[] = [
    ['edited bytes', async (it) => edit(it, 's', { bytes: await edited(it) })],
    ['a row of another request', async (it) => copyFromOther(it)],
    [
      'an entry in its place',
      async (it) => it.requests.upsertEntity({ ...(await row(it, 'a000001')), rowKey: 's' }, 'Replace'),
    ],
    ['no columns at all', (it) => it.requests.upsertEntity({ partitionKey: it.pk, rowKey: 's' }, 'Replace')],
    ['the claim to be newer, to be left alone', (it) => edit(it, 's', { v: 2 })],
  ];

  it.each(attacks)('refuses %s', async (_name, attack) => {
    const it = await story();
    await attack(it);
    const { id } = it.stored.request;
    await expect(it.ledger.read(TENANT, id)).rejects.toMatchObject({ code: 'integrity' });
    await expect(it.ledger.readVerified(TENANT, id)).rejects.toMatchObject({ code: 'integrity' });
    expect((await it.ledger.verify(TENANT, id)).firstBad?.row).toBe('s');
  });

  it('finds an earlier version of the row put back in its place', async () => {
    const fresh = await store.fresh();
    const request = awaiting();
    const result = await fresh.storage.ledger.open(request, openedEvent(request));
    if (result.kind !== 'opened') throw new Error('not opened');
    const it = {
      fresh,
      ledger: fresh.storage.ledger,
      requests: fresh.table('requests'),
      pk: `${TENANT}|${request.id}`,
    };
    const before = await row({ ...it, stored: result.stored }, 's');
    await it.ledger.commit(result.stored, remindedEvent(), request);
    await it.requests.upsertEntity(before, 'Replace');
    expect((await it.ledger.verify(TENANT, request.id)).firstBad?.row).toBe('a000002');
    await expect(it.ledger.readVerified(TENANT, request.id)).rejects.toMatchObject({ code: 'integrity' });
  });

  it('finds a deleted one', async () => {
    const it = await story();
    await it.requests.deleteEntity(it.pk, 's');
    expect((await it.ledger.verify(TENANT, it.stored.request.id)).firstBad?.row).toBe('s');
    await expect(it.ledger.readVerified(TENANT, it.stored.request.id)).rejects.toMatchObject({ code: 'integrity' });
  });

  it('leaves it out of lists, tells the log, and still lists the others', async () => {
    const it = await story();
    const other = awaiting({ employee: person(7) });
    await it.ledger.open(other, openedEvent(other));
    await edit(it, 's', { bytes: await edited(it) });
    expect((await it.ledger.listOpen(TENANT)).map(({ request }) => request.id)).toEqual([other.id]);
    expect(it.fresh.log.lines).toContain('error ledger.integrity');
  });
});

async function edited(it: Story): Promise<string> {
  const { bytes } = await it.requests.getEntity<{ bytes: string }>(it.pk, 's');
  return bytes.replace('awaitingApproval', 'approved');
}

async function copyFromOther(it: Story): Promise<unknown> {
  const other = awaiting({ employee: person(8) });
  await it.ledger.open(other, openedEvent(other));
  const foreign = await row({ ...it, pk: `${TENANT}|${other.id}` }, 's');
  return it.requests.upsertEntity({ ...foreign, partitionKey: it.pk }, 'Replace');
}

describe('when rows around a request were tampered with (T15, T21)', () => {
  it('refuses an employee’s row that was turned to an ended request', async () => {
    const it = await story();
    const { pk: partitionKey, rk: rowKey } = guardPlace(TENANT, EMPLOYEE);
    const place = { partitionKey, rowKey };
    await it.fresh.table('active').updateEntity({ ...place, bytes: `{"at":0,"requestId":"${requestId()}"}` }, 'Merge');
    const second = awaiting();
    await expect(it.ledger.open(second, openedEvent(second))).rejects.toMatchObject({ code: 'integrity' });
    await expect(it.ledger.findActive(TENANT, EMPLOYEE)).rejects.toMatchObject({ code: 'integrity' });
  });

  it('refuses a request that was copied into another tenant', async () => {
    const it = await story();
    const copy = { ...(await row(it, 's')), partitionKey: it.pk.replace(TENANT, OTHER_TENANT) };
    await it.requests.createEntity(copy);
    await expect(it.ledger.read(OTHER_TENANT, it.stored.request.id)).rejects.toMatchObject({ code: 'integrity' });
  });

  it('names a counter that was lowered', async () => {
    const it = await story();
    const key = { purpose: 'code', slot: 1, round: 1, generation: 1 } as const;
    await it.ledger.raise(TENANT, it.stored.request.id, key);
    await edit(it, 'c-code-1-1-1', { bytes: '{"count":0}' });
    expect((await it.ledger.verify(TENANT, it.stored.request.id)).firstBad?.row).toBe('c-code-1-1-1');
  });

  it('refuses rows signed with a key that is not ours', async () => {
    const it = await story();
    const stranger = await it.fresh.another({ keys: someKeys('k1') });
    await expect(stranger.ledger.read(TENANT, it.stored.request.id)).rejects.toMatchObject({ code: 'integrity' });
  });
});

describe('when nothing was tampered with', () => {
  it('says so, with the number of entries', async () => {
    const it = await story();
    expect(await it.ledger.verify(TENANT, it.stored.request.id)).toEqual({ ok: true, entries: 5 });
    expect(await it.ledger.readVerified(TENANT, it.stored.request.id)).toEqual(it.stored);
  });

  it('says of an unknown request that there is none', async () => {
    const { storage } = await store.fresh();
    const id = requestId();
    expect(await storage.ledger.verify(TENANT, id)).toEqual({
      ok: false,
      entries: 0,
      firstBad: { row: 's', why: 'there is no such request' },
    });
    expect(await storage.ledger.readVerified(TENANT, id)).toBeUndefined();
  });
});
