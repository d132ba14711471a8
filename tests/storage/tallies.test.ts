import type { Tallies, TallyOf } from '../../recovery/tallies';
import type { Limit, Tallied } from '../../recovery/tally';
import { SignedTable } from '../../storage/signed-table';
import { Table } from '../../storage/table';
import { TableTallies, TALLY_ROW, tallyPartition } from '../../storage/tallies';
import { useStore, type FreshStore } from '../support/azurite';
import { EMPLOYEE, MANAGER, OTHER_TENANT, TENANT } from '../support/request-builder';

const store = useStore();
const HOUR = 3_600_000;
const FIVE: Limit = { count: 5, windowMs: HOUR };
const MINE: TallyOf = { kind: 'requester', person: EMPLOYEE };

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await store.fresh();
});

const count = (tallies: Tallies, id: string, of: TallyOf = MINE, limit: Limit = FIVE): Promise<Tallied> =>
  tallies.count(TENANT, of, limit, { id });

const kinds = (results: readonly Tallied[]): readonly string[] => results.map(({ kind }) => kind).sort();

async function fill(tallies: Tallies): Promise<void> {
  for (let id = 0; id < FIVE.count; id += 1) await count(tallies, String(id));
}

/** Rows of this table as an intruder would change them. */
async function overwrite(bytes: (before: string) => string): Promise<void> {
  const key = [tallyPartition(TENANT, MINE), TALLY_ROW] as const;
  const row = await fresh.table('permits').getEntity<{ bytes: string }>(...key);
  await fresh.table('permits').updateEntity({ partitionKey: key[0], rowKey: key[1], bytes: bytes(row.bytes) }, 'Merge');
}

/** The calls that reach the table, in order. */
function watched(): { readonly tallies: TableTallies; readonly calls: string[] } {
  const calls: string[] = [];
  const table = new Table(fresh.table('permits'));
  const heard = new Proxy(table, {
    get: (target, name): unknown => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        calls.push(String(name));
        return Reflect.apply(value, target, args);
      };
    },
  });
  let ids = 0;
  const rows = new SignedTable(heard, fresh.keys, () => `w${String((ids += 1))}`);
  return { calls, tallies: new TableTallies({ rows, clock: fresh.clock, log: fresh.log }) };
}

describe('when two instances count in one window', () => {
  it('50 at once on each: exactly as many as the cap are let through', async () => {
    const one = fresh.storage.tallies;
    const other = (await fresh.another()).tallies;
    const both = Array.from({ length: 50 }, (_, id) => [count(one, `a${String(id)}`), count(other, `b${String(id)}`)]);
    const results = kinds(await Promise.all(both.flat()));
    expect(results.filter((kind) => kind === 'counted')).toHaveLength(FIVE.count);
    expect(results).toHaveLength(100);
  });

  it('the same mark on both takes one place', async () => {
    const other = (await fresh.another()).tallies;
    const both = Array.from({ length: 20 }, () => [count(fresh.storage.tallies, 'same'), count(other, 'same')]);
    expect(new Set(kinds(await Promise.all(both.flat())))).toEqual(new Set(['counted']));
    const more = ['1', '2', '3', '4', '5'].map((id) => count(other, id));
    expect(kinds(await Promise.all(more))).toEqual(['counted', 'counted', 'counted', 'counted', 'full']);
  });

  it('one of all who ask has to tell', async () => {
    const other = (await fresh.another()).tallies;
    const asked = Array.from({ length: 10 }, () => [
      fresh.storage.tallies.beginsTelling(TENANT, MINE, 'cap', HOUR),
      other.beginsTelling(TENANT, MINE, 'cap', HOUR),
    ]);
    expect((await Promise.all(asked.flat())).filter(Boolean)).toHaveLength(1);
    await other.forgetTelling(TENANT, MINE, 'cap');
    expect(await fresh.storage.tallies.beginsTelling(TENANT, MINE, 'cap', HOUR)).toBe(true);
  });
});

describe('when somebody’s window is full', () => {
  it('nobody else’s is, nor the same person’s in another part or tenant', async () => {
    const { tallies } = fresh.storage;
    await fill(tallies);
    expect(await count(tallies, 'x')).toEqual({ kind: 'full', over: 'cap', freeAt: fresh.clock.now() + HOUR });
    expect(await count(tallies, 'x', { kind: 'requester', person: MANAGER })).toEqual({ kind: 'counted' });
    expect(await count(tallies, 'x', { kind: 'agent', person: EMPLOYEE })).toEqual({ kind: 'counted' });
    expect(await count(tallies, 'x', { kind: 'tenant' })).toEqual({ kind: 'counted' });
    expect(await tallies.count(OTHER_TENANT, MINE, FIVE, { id: 'x' })).toEqual({ kind: 'counted' });
  });

  it('it has room again when time has passed, for other instances too', async () => {
    await fill(fresh.storage.tallies);
    fresh.clock.advance(HOUR);
    expect(await count((await fresh.another()).tallies, 'x')).toEqual({ kind: 'counted' });
  });
});

describe('when it is asked what a place costs', () => {
  it('one read and one write; whoever is refused, and whoever only looks, one read', async () => {
    const { tallies, calls } = watched();
    await count(tallies, 'first');
    expect(calls.splice(0)).toEqual(['read', 'insert']);
    await count(tallies, 'second');
    expect(calls.splice(0)).toEqual(['read', 'replace']);
    await tallies.look(TENANT, MINE, FIVE, { id: 'third' });
    expect(calls.splice(0)).toEqual(['read']);
    await fill(tallies);
    calls.splice(0);
    await count(tallies, 'over');
    expect(calls).toEqual(['read']);
  });

  it('a crowd in one process costs hardly more than one person', async () => {
    const { tallies, calls } = watched();
    const limit: Limit = { count: 1_000, windowMs: HOUR };
    const crowd = Array.from({ length: 200 }, (_, id) => count(tallies, String(id), { kind: 'tenant' }, limit));
    expect(new Set(kinds(await Promise.all(crowd)))).toEqual(new Set(['counted']));
    expect(calls.length).toBeLessThanOrEqual(4);
  });
});

describe('when somebody has written into the row who is not the product', () => {
  it.each([
    ['emptied it', () => '{"marks":[],"older":[]}'],
    ['moved a time', (bytes: string) => bytes.replace(/"at":\d/, '"at":0')],
    ['left no JSON', () => 'x'],
  ])('and %s: it counts as full for one window, and the log says so', async (_what, change) => {
    const { tallies } = fresh.storage;
    await fill(tallies);
    await overwrite(change);
    const full = { kind: 'full', over: 'record', freeAt: fresh.clock.now() + HOUR };
    expect(await count(tallies, 'x')).toEqual(full);
    expect(fresh.log.lines).toEqual(['error tallies.integrity']);
    expect(await count((await fresh.another()).tallies, 'y')).toEqual(full);
    fresh.clock.advance(HOUR);
    expect(await count(tallies, 'x')).toEqual({ kind: 'counted' });
  });

  it('a row of somebody else does not fit here', async () => {
    const { tallies } = fresh.storage;
    await count(tallies, 'x', { kind: 'requester', person: MANAGER });
    const theirs = tallyPartition(TENANT, { kind: 'requester', person: MANAGER });
    const row = await fresh.table('permits').getEntity<{ bytes: string }>(theirs, TALLY_ROW);
    await fresh
      .table('permits')
      .createEntity({ ...row, partitionKey: tallyPartition(TENANT, MINE), rowKey: TALLY_ROW });
    expect(await count(tallies, 'x')).toMatchObject({ kind: 'full', over: 'record' });
  });
});
