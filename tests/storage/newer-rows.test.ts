import { useStore } from '../support/azurite';
import { makeNewer } from '../support/newer-row';
import { awaiting, EMPLOYEE, openedEvent, person, remindedEvent, TENANT } from '../support/request-builder';

const store = useStore();

/** A request that an instance of the next version has moved on since: its state row, and the entry beside it. */
async function story() {
  const fresh = await store.fresh();
  const { ledger } = fresh.storage;
  const request = awaiting();
  const opened = await ledger.open(request, openedEvent(request));
  if (opened.kind !== 'opened') throw new Error('not opened');
  await ledger.commit(opened.stored, remindedEvent(), request);
  const pk = `${TENANT}|${request.id}`;
  for (const rk of ['s', 'a000002']) await makeNewer(fresh.keys, fresh.table('requests'), pk, rk);
  return { fresh, ledger, request, stored: opened.stored };
}

describe('when a newer version of the product has written a request', () => {
  it('says so to whoever reads it, and that this instance has to be updated', async () => {
    const { ledger, request } = await story();
    const newer = { code: 'newer', message: expect.stringContaining('newer version (2, this one knows 1)') };
    await expect(ledger.read(TENANT, request.id)).rejects.toMatchObject(newer);
    await expect(ledger.readVerified(TENANT, request.id)).rejects.toMatchObject(newer);
    await expect(ledger.findActive(TENANT, EMPLOYEE)).rejects.toMatchObject({ code: 'newer' });
    expect((await ledger.verify(TENANT, request.id)).firstBad).toMatchObject({ row: 'a000002' });
  });

  it('leaves it out of lists without an error, still lists the others, and takes no pointer away', async () => {
    const { fresh, ledger, request } = await story();
    const other = awaiting({ employee: person(7) });
    await ledger.open(other, openedEvent(other));
    expect((await ledger.listOpen(TENANT)).map((one) => one.request.id)).toEqual([other.id]);
    expect(fresh.log.lines).toEqual(['info ledger.newer']);
    const pointers = [];
    for await (const { rowKey } of fresh.table('indexes').listEntities()) pointers.push(rowKey);
    expect(pointers).toContain(request.id);
  });

  it('lets nobody commit over it', async () => {
    const { ledger, request, stored } = await story();
    expect(await ledger.commit(stored, remindedEvent(), request)).toBe('conflict');
  });

  it('still raises the alarm for a row before it that was tampered with', async () => {
    const { fresh, ledger, request } = await story();
    const row = { partitionKey: `${TENANT}|${request.id}`, rowKey: 'a000001', bytes: '{}' };
    await fresh.table('requests').updateEntity(row, 'Merge');
    await expect(ledger.readVerified(TENANT, request.id)).rejects.toMatchObject({ code: 'integrity' });
  });
});
