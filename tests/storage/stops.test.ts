import type { Stop } from '../../recovery/stops';
import { useStore, type FreshStore } from '../support/azurite';
import { MANAGER, NOON, OTHER_TENANT, TENANT } from '../support/request-builder';

const store = useStore();

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await store.fresh();
});

const running: Stop = { paused: false, at: NOON, by: 'system', reason: 'installed', told: true };
const paused: Stop = { paused: true, at: NOON + 1, by: MANAGER, reason: 'why', told: false };
const ROW = { partitionKey: `${TENANT}|stop`, rowKey: 'stop' } as const;

/** The row as it lies in storage. */
const row = () => fresh.table('active').getEntity<{ bytes: string }>(ROW.partitionKey, ROW.rowKey);

async function begin(): Promise<void> {
  await fresh.storage.stops.write(TENANT, running, 'nothing');
}

describe('when the switch is turned', () => {
  it('is read by every instance as it was written last, each tenant for itself', async () => {
    const { stops } = fresh.storage;
    expect([await stops.read(TENANT), stops.known(TENANT)]).toEqual([undefined, undefined]);
    await begin();
    const other = (await fresh.another()).stops;
    expect(await other.read(TENANT)).toEqual({ ...running, seq: 1 });
    expect(await stops.write(TENANT, paused, 1)).toEqual({ ...paused, seq: 2 });
    expect([stops.known(TENANT), other.known(TENANT)]).toEqual([true, false]);
    expect(await other.read(TENANT)).toEqual({ ...paused, seq: 2 });
    expect(other.known(TENANT)).toBe(true);
    expect(await stops.read(OTHER_TENANT)).toBeUndefined();
  });

  it('takes one of two that name the same version', async () => {
    await begin();
    const { stops } = fresh.storage;
    const other = (await fresh.another()).stops;
    const both = await Promise.all([stops.write(TENANT, paused, 1), other.write(TENANT, paused, 1)]);
    expect(both.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await stops.write(TENANT, running, 1)).toBeUndefined();
    expect(await stops.write(TENANT, running, 'nothing')).toBeUndefined();
    expect(await stops.write(TENANT, running, 'broken')).toBeUndefined();
    expect(await stops.read(TENANT)).toMatchObject({ paused: true });
  });
});

describe('when somebody with the key of the storage account wants the effects back', () => {
  const cases: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'edits the row',
      async () => {
        const bytes = (await row()).bytes.replace('true', 'false');
        await fresh.table('active').updateEntity({ ...ROW, bytes }, 'Merge');
      },
    ],
    ['deletes the row', () => fresh.table('active').deleteEntity(ROW.partitionKey, ROW.rowKey)],
  ];

  it.each(cases)('%s: it does not hold, and counts as a pause on the cards', async (_what, tamper) => {
    await begin();
    const { stops } = fresh.storage;
    await stops.write(TENANT, paused, 1);
    await tamper();
    await expect(stops.read(TENANT)).rejects.toMatchObject({ code: 'integrity' });
    expect(stops.known(TENANT)).toBe(true);
    expect(await stops.write(TENANT, running, 2)).toBeUndefined();
    expect(await stops.write(TENANT, running, 'broken')).toEqual({ ...running, seq: 3 });
    expect(await stops.read(TENANT)).toEqual({ ...running, seq: 3 });
  });

  it('puts an older row back that was signed: whoever has seen the newer one does not take it', async () => {
    await begin();
    const { stops } = fresh.storage;
    const before = await row();
    await stops.write(TENANT, paused, 1);
    await fresh.table('active').updateEntity({ ...before, ...ROW }, 'Replace');
    await expect(stops.read(TENANT)).rejects.toMatchObject({ code: 'integrity' });
  });

  it('puts the row of another tenant in its place', async () => {
    await begin();
    const { stops } = fresh.storage;
    await stops.write(TENANT, paused, 1);
    await stops.write(OTHER_TENANT, running, 'nothing');
    const other = await fresh.table('active').getEntity(`${OTHER_TENANT}|stop`, 'stop');
    await fresh.table('active').updateEntity({ ...other, ...ROW }, 'Replace');
    await expect(stops.read(TENANT)).rejects.toMatchObject({ code: 'integrity' });
  });
});
