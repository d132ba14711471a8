import { drawFrom, GRAPH_WRITES, TablePermitBank, type Quota } from '../../storage/permit-bank';
import { SignedTable } from '../../storage/signed-table';
import { Table } from '../../storage/table';
import { TENANT } from '../support/request-builder';
import { useStore, type FreshStore } from '../support/azurite';

const store = useStore();
const QUOTA: Quota = { name: 'test', capacity: 10, perSecond: 2, kept: 4 };
const all = { want: 10, least: 1, mayEmpty: true };

describe('when permits are drawn from a bucket', () => {
  it.each([
    ['a full one gives what is wanted', { tokens: 10, at: 0 }, 0, { want: 3, least: 1, mayEmpty: true }, 3, 0],
    ['what is kept is not for everybody', { tokens: 10, at: 0 }, 0, { want: 9, least: 1, mayEmpty: false }, 6, 0],
    ['a pass may empty it', { tokens: 3, at: 0 }, 0, { want: 9, least: 1, mayEmpty: true }, 3, 0],
    ['it fills with time', { tokens: 0, at: 0 }, 1_500, all, 3, 0],
    ['and never over its brim', { tokens: 9, at: 0 }, 60_000, { ...all, want: 99 }, 10, 0],
    ['fewer than are of use are left in it', { tokens: 2, at: 0 }, 0, { want: 5, least: 3, mayEmpty: true }, 0, 500],
    ['the wait counts what is kept', { tokens: 4, at: 0 }, 0, { want: 5, least: 1, mayEmpty: false }, 0, 500],
    ['what is spared stays', { tokens: 5, at: 0 }, 0, { ...all, spare: 3 }, 2, 0],
    ['a clock that is behind takes nothing away', { tokens: 5, at: 9_000 }, 1_000, all, 5, 0],
  ] as const)('%s', (_what, level, now, draw, granted, waitMs) => {
    const [after, drawn] = drawFrom(QUOTA, level, now, draw);
    expect(drawn).toEqual({ granted, waitMs });
    expect(after.at).toBe(Math.max(level.at, now));
  });

  it('no 150 seconds hold more than the published 3,000', () => {
    let level = { tokens: GRAPH_WRITES.capacity, at: 0 };
    let granted = 0;
    for (let now = 0; now <= 150_000; now += 50) {
      const [after, drawn] = drawFrom(GRAPH_WRITES, level, now, { want: 100, least: 1, mayEmpty: true });
      level = after;
      granted += drawn.granted;
    }
    expect(granted).toBeGreaterThan(2_900);
    expect(granted).toBeLessThanOrEqual(2_980);
  });
});

function bankOn({ table, keys, clock, log, prefix }: FreshStore) {
  const rows = new SignedTable(new Table(table('permits')), keys, () => `${prefix}-${String(Math.random())}`);
  return new TablePermitBank({ rows, clock, log, quota: QUOTA });
}

describe('when several instances draw from one row', () => {
  it('they share it: no more than the bucket holds, whoever is faster', async () => {
    const fresh = await store.fresh();
    const banks = [bankOn(fresh), bankOn(fresh), bankOn(fresh)];
    const one = { want: 2, least: 1, mayEmpty: true };
    let granted = 0;
    for (let round = 0; round < 10; round += 1) {
      const drawn = await Promise.all(banks.map((bank) => bank.draw(TENANT, one)));
      granted += drawn.reduce((sum, each) => sum + each.granted, 0);
    }
    expect(granted).toBe(10);
    fresh.clock.advance(1_000);
    expect(await banks[0]?.draw(TENANT, { want: 5, least: 1, mayEmpty: true })).toEqual({ granted: 2, waitMs: 0 });
  });

  it('another tenant has another bucket', async () => {
    const bank = bankOn(await store.fresh());
    await bank.draw(TENANT, all);
    expect(await bank.draw(TENANT.replace(/^./, 'f'), all)).toEqual({ granted: 10, waitMs: 0 });
  });

  it('a row that somebody tampered with grants nothing, is said, and starts empty', async () => {
    const fresh = await store.fresh();
    const bank = bankOn(fresh);
    await bank.draw(TENANT, { want: 8, least: 1, mayEmpty: true });
    const bytes = JSON.stringify({ tokens: 1_000_000, at: fresh.clock.now() });
    await fresh.table('permits').updateEntity({ partitionKey: TENANT, rowKey: QUOTA.name, bytes }, 'Merge');
    expect(await bank.draw(TENANT, all)).toMatchObject({ granted: 0 });
    expect(fresh.log.lines).toContain('error permits.integrity');
    expect(await bank.draw(TENANT, all)).toMatchObject({ granted: 0, waitMs: 500 });
  });
});
