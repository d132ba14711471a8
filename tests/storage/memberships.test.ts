import { useStore, type FreshStore } from '../support/azurite';
import { EMPLOYEE, MANAGER, NOON, OTHER_TENANT, TENANT } from '../support/request-builder';

const store = useStore();

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await store.fresh();
});

const OLD = { since: NOON, baseline: true };

/** Changes the row about somebody, as whoever has the storage account's key could. */
async function tamper(who: string, change: (bytes: string) => string): Promise<void> {
  const table = fresh.table('conversations');
  const [partitionKey, rowKey] = [`${TENANT}|group|g1`, `since|${who}`];
  const { bytes } = await table.getEntity<{ bytes: string }>(partitionKey, rowKey);
  await table.updateEntity({ partitionKey, rowKey, bytes: change(bytes) }, 'Merge');
}

describe('when it is kept since when people are in a group', () => {
  it('each is there by themselves and with all others, until it is written anew', async () => {
    const { memberships, lastMembers } = fresh.storage;
    await lastMembers.save(TENANT, 'g1', { people: [MANAGER], readAt: NOON });
    await memberships.save(TENANT, 'g1', MANAGER, OLD);
    await memberships.save(TENANT, 'g1', EMPLOYEE, OLD);
    const gone = { ...OLD, goneSince: NOON + 1 };
    await memberships.save(TENANT, 'g1', EMPLOYEE, gone);
    expect(await memberships.of(TENANT, 'g1', MANAGER)).toEqual(OLD);
    expect(await memberships.all(TENANT, 'g1')).toEqual(
      new Map([
        [EMPLOYEE, gone],
        [MANAGER, OLD],
      ]),
    );
  });

  it('is not there for another group or tenant', async () => {
    const { memberships } = fresh.storage;
    await memberships.save(TENANT, 'g1', MANAGER, OLD);
    expect(await memberships.of(TENANT, 'g2', MANAGER)).toBeUndefined();
    expect(await memberships.of(OTHER_TENANT, 'g1', MANAGER)).toBeUndefined();
    expect((await memberships.all(OTHER_TENANT, 'g1')).size).toBe(0);
  });

  it('a row that somebody changed says so, and the others are still read', async () => {
    const { memberships } = fresh.storage;
    await memberships.save(TENANT, 'g1', MANAGER, { since: NOON, baseline: false });
    await memberships.save(TENANT, 'g1', EMPLOYEE, OLD);
    await tamper(MANAGER, (bytes) => bytes.replace('false', 'true'));
    expect(await memberships.of(TENANT, 'g1', MANAGER)).toBe('doesNotHold');
    expect(await memberships.all(TENANT, 'g1')).toEqual(
      new Map<string, unknown>([
        [MANAGER, 'doesNotHold'],
        [EMPLOYEE, OLD],
      ]),
    );
  });

  it('the row of another member is none of this one', async () => {
    const { memberships } = fresh.storage;
    await memberships.save(TENANT, 'g1', MANAGER, OLD);
    await memberships.save(TENANT, 'g1', EMPLOYEE, { since: NOON + 1, baseline: false });
    const table = fresh.table('conversations');
    const old = await table.getEntity(`${TENANT}|group|g1`, `since|${MANAGER}`);
    await table.updateEntity({ ...old, partitionKey: `${TENANT}|group|g1`, rowKey: `since|${EMPLOYEE}` }, 'Replace');
    expect(await memberships.of(TENANT, 'g1', EMPLOYEE)).toBe('doesNotHold');
  });
});
