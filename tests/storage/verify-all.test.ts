import type { VerifiedTrail } from '../../storage/verify-all';
import { useStore, type FreshStore } from '../support/azurite';
import {
  awaiting,
  NOON,
  openedEvent,
  OTHER_TENANT,
  person,
  remindedEvent,
  shortCode,
  TENANT,
} from '../support/request-builder';

const store = useStore();

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await store.fresh();
});

async function open(overrides: Parameters<typeof awaiting>[0] = {}) {
  const request = awaiting(overrides);
  const result = await fresh.storage.ledger.open(request, openedEvent(request));
  if (result.kind !== 'opened') throw new Error('not opened');
  await fresh.storage.ledger.commit(result.stored, remindedEvent(), request);
  return request;
}

async function verify(input: { readonly tenantIds?: readonly string[]; readonly shortCode?: string } = {}) {
  const found: VerifiedTrail[] = [];
  for await (const trail of fresh.storage.verifyAll({ tenantIds: [TENANT], ...input })) found.push(trail);
  return found.map(({ name, report }) => [name, report.ok, report.firstBad?.row ?? report.entries] as const);
}

describe('when everything of a tenant is verified', () => {
  it('reports every request, and the journal', async () => {
    const requests = [await open(), await open({ employee: person(7) })];
    await open({ tenantId: OTHER_TENANT });
    await fresh.storage.ledger.journal(TENANT, { at: NOON, by: person(66), name: 'x', what: 'y' });
    const found = await verify();
    expect(found.slice(0, 2)).toEqual(requests.map((request) => [request.shortCode, true, 2]));
    expect(found.slice(2)).toEqual([[expect.stringMatching(/^journal 20260505/), true, 1]]);
    expect(await verify({ tenantIds: [TENANT, OTHER_TENANT] })).toHaveLength(4);
  });

  it('goes on after a request that does not hold', async () => {
    const [first, second] = [await open(), await open({ employee: person(7) })];
    await fresh.table('requests').deleteEntity(`${TENANT}|${first.id}`, 'a000001');
    expect(await verify()).toEqual([
      [first.shortCode, false, 'a000002'],
      [second.shortCode, true, 2],
    ]);
  });

  it('finds a request that was deleted as a whole', async () => {
    const request = await open();
    for (const rowKey of ['s', 'a000001', 'a000002']) {
      await fresh.table('requests').deleteEntity(`${TENANT}|${request.id}`, rowKey);
    }
    expect(await verify()).toEqual([[request.shortCode, false, 's']]);
  });

  it('finds a request whose line in the register was deleted', async () => {
    const request = await open();
    await fresh.table('codes').deleteEntity(TENANT, request.shortCode);
    expect(await verify()).toEqual([[request.id, false, request.id]]);
  });

  it('finds a line of the register that was turned to another request', async () => {
    const request = await open();
    const place = { partitionKey: TENANT, rowKey: request.shortCode };
    await fresh.table('codes').updateEntity({ ...place, bytes: '{}' }, 'Merge');
    expect(await verify()).toContainEqual([request.shortCode, false, request.shortCode]);
  });

  it('does not mind a code whose request was never opened', async () => {
    const taken = await open();
    await fresh.table('active').deleteTable();
    const lost = awaiting({ employee: person(9), shortCode: shortCode() });
    await expect(fresh.storage.ledger.open(lost, openedEvent(lost))).rejects.toMatchObject({ name: 'EffectError' });
    expect(await verify()).toEqual([[taken.shortCode, true, 2]]);
  });
});

describe('when one request is verified', () => {
  it('reports that one only', async () => {
    const requests = [await open(), await open({ employee: person(7) })];
    const code = requests[1]?.shortCode ?? '';
    expect(await verify({ shortCode: code })).toEqual([[code, true, 2]]);
    expect(await verify({ shortCode: shortCode() })).toEqual([]);
  });
});
