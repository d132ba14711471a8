import { connectAudit } from '../../storage/connect';
import type { Exported } from '../../storage/day-trail';
import { useStore, type FreshStore } from '../support/azurite';
import { awaiting, NOON, openedEvent, OTHER_TENANT, person, remindedEvent, TENANT } from '../support/request-builder';
import type { AwaitingApproval } from '../../recovery/request';
import type { Stored } from '../../recovery/ports';

const DAY = 86_400_000;
const store = useStore();

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await store.fresh();
});

async function open(request: AwaitingApproval): Promise<Stored> {
  const result = await fresh.storage.ledger.open(request, openedEvent(request));
  if (result.kind !== 'opened') throw new Error('not opened');
  return result.stored;
}

async function remind(stored: Stored, at: number): Promise<Stored> {
  const result = await fresh.storage.ledger.commit(stored, remindedEvent(at), stored.request);
  if (result === 'conflict') throw new Error('conflict');
  return result;
}

async function entriesOf(day: string, tenantId = TENANT): Promise<readonly Exported[]> {
  const { connectionString, keys, prefix } = fresh;
  const audit = connectAudit({ connection: { connectionString }, keys, prefix });
  const all: Exported[] = [];
  for await (const one of audit.dayTrail({ tenantId, day })) all.push(one);
  return all;
}

const brief = (all: readonly Exported[]): readonly string[] =>
  all.map((one) => (one.kind === 'bad' ? `bad ${one.requestId}` : `${one.entry.requestId} ${one.entry.event.type}`));

async function pointersOfDay(day: string): Promise<number> {
  let count = 0;
  for await (const { partitionKey = '' } of fresh.table('indexes').listEntities()) {
    if (partitionKey.startsWith(`${TENANT}|day|${day}|`)) count += 1;
  }
  return count;
}

describe('when a day is read for an export', () => {
  it('gives every entry of that day and none of another, of all requests of the tenant', async () => {
    const today = Array.from({ length: 20 }, (_, at) => awaiting({ employee: person(100 + at), openedAt: NOON + at }));
    for (const request of today) await remind(await open(request), NOON + 1_000);
    await open(awaiting({ employee: person(7), openedAt: NOON + DAY }));
    await open(awaiting({ tenantId: OTHER_TENANT }));
    const expected = today.flatMap(({ id }) => [`${id} opened`, `${id} reminded`]);
    expect([...brief(await entriesOf('20260505'))].sort()).toEqual([...expected].sort());
  });

  it('gives the entries of a long request on the days on which they were made', async () => {
    const request = awaiting();
    const stored = await remind(await open(request), NOON + 1_000);
    const later = await remind(stored, NOON + DAY);
    await remind(later, NOON + DAY + 1_000);
    expect(brief(await entriesOf('20260505'))).toEqual([`${request.id} opened`, `${request.id} reminded`]);
    expect(brief(await entriesOf('20260506'))).toEqual([`${request.id} reminded`, `${request.id} reminded`]);
    expect(brief(await entriesOf('20260507'))).toEqual([]);
  });

  it('says which request does not hold, and gives none of its entries', async () => {
    const [good, bad] = [awaiting(), awaiting({ employee: person(7) })];
    for (const request of [good, bad]) await open(request);
    const forged = { partitionKey: `${TENANT}|${bad.id}`, rowKey: 'a000001', hash: 'forged' };
    await fresh.table('requests').updateEntity(forged, 'Merge');
    expect([...brief(await entriesOf('20260505'))].sort()).toEqual([`bad ${bad.id}`, `${good.id} opened`].sort());
  });

  it('follows no pointer that is none', async () => {
    const partitionKey = `${TENANT}|day|20260505|3`;
    await fresh.table('indexes').createEntity({ partitionKey, rowKey: 'not a request' });
    expect(await entriesOf('20260505')).toEqual([]);
  });
});

describe('when entries are written', () => {
  it('points once at the request for each day', async () => {
    let stored = await open(awaiting());
    for (const at of [NOON + 1, NOON + DAY, NOON + DAY + 1]) stored = await remind(stored, at);
    expect([await pointersOfDay('20260505'), await pointersOfDay('20260506')]).toEqual([1, 1]);
  });

  it('has the pointer before the entry: a crash in between leaves one too many', async () => {
    const stored = await open(awaiting());
    const faster = await remind(stored, NOON + 1);
    const late = await fresh.storage.ledger.commit(stored, remindedEvent(NOON + DAY), stored.request);
    expect([late, faster.seq]).toEqual(['conflict', 2]);
    expect(await pointersOfDay('20260506')).toBe(1);
    expect(await entriesOf('20260506')).toEqual([]);
  });
});
