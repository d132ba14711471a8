import type { Delegation } from '../../recovery/delegation';
import type { VerifiedTrail } from '../../storage/verify-all';
import { useStore, type FreshStore } from '../support/azurite';
import { EMPLOYEE, MANAGER, NOON, OTHER_TENANT, person, TENANT } from '../support/request-builder';

const store = useStore();

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await store.fresh();
});

const delegation: Delegation = { delegate: person(60), setAt: NOON, until: NOON + 86_400_000 };
const ROW = { partitionKey: `${TENANT}|delegate`, rowKey: MANAGER } as const;

describe('when a stand-in is kept', () => {
  it('is read by every instance as it was written last, until it is removed', async () => {
    const { delegations } = fresh.storage;
    await delegations.put(TENANT, MANAGER, delegation);
    const other = (await fresh.another()).delegations;
    expect(await other.of(TENANT, MANAGER)).toEqual(delegation);
    await other.put(TENANT, MANAGER, { ...delegation, delegate: person(61) });
    expect(await delegations.of(TENANT, MANAGER)).toMatchObject({ delegate: person(61) });
    await delegations.remove(TENANT, MANAGER);
    await delegations.remove(TENANT, MANAGER);
    expect(await other.of(TENANT, MANAGER)).toBeUndefined();
  });

  it('is that of one manager in one tenant', async () => {
    const { delegations } = fresh.storage;
    await delegations.put(TENANT, MANAGER, delegation);
    expect(await delegations.of(OTHER_TENANT, MANAGER)).toBeUndefined();
    expect(await delegations.of(TENANT, EMPLOYEE)).toBeUndefined();
  });
});

describe('when somebody with the key of the storage account names a stand-in (T21)', () => {
  const row = () => fresh.table('active').getEntity<Record<string, string>>(ROW.partitionKey, ROW.rowKey);
  const cases: readonly (readonly [string, string, () => Promise<unknown>])[] = [
    [
      'edits the row',
      MANAGER,
      async () => {
        const { bytes = '' } = await row();
        const edited = bytes.replace(person(60), person(66));
        await fresh.table('active').updateEntity({ ...ROW, bytes: edited }, 'Merge');
      },
    ],
    [
      'copies it to another manager',
      EMPLOYEE,
      async () => {
        const { v, keyId, signature, bytes, writeId } = await row();
        const columns = { v, keyId, signature, bytes, writeId };
        await fresh.table('active').createEntity({ ...ROW, ...columns, rowKey: EMPLOYEE });
      },
    ],
  ];

  it.each(cases)('%s: it does not hold, and an audit names it', async (_what, manager, tamper) => {
    const { delegations, verifyAll } = fresh.storage;
    await delegations.put(TENANT, MANAGER, delegation);
    await tamper();
    await expect(delegations.of(TENANT, manager)).rejects.toMatchObject({ code: 'integrity' });
    const found: VerifiedTrail[] = [];
    for await (const trail of verifyAll({ tenantIds: [TENANT] })) found.push(trail);
    expect(found.map(({ report }) => report.firstBad?.row)).toEqual([manager]);
  });
});
