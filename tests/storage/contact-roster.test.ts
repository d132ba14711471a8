import type { Rostered } from '../../recovery/contact-roster';
import type { ObjectId } from '../../recovery/terms';
import { useStore, type FreshStore } from '../support/azurite';
import { makeNewer } from '../support/newer-row';
import { EMPLOYEE, MANAGER, NOON, OTHER_TENANT, person, TENANT } from '../support/request-builder';

const store = useStore();
const MINUTE = 60_000;
const GAP = 4 * MINUTE;

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await store.fresh();
});

const put = (who: ObjectId, row: Rostered) => fresh.storage.contactRoster.change(TENANT, who, () => row);
const due = async (now: number, most = 100) => (await fresh.storage.contactRoster.due(TENANT, now, most)).people;

interface Raw {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly bytes: string;
  readonly etag: string;
}

async function rows(): Promise<Raw[]> {
  const found: Raw[] = [];
  for await (const row of fresh.table('conversations').listEntities<Raw>()) found.push(row);
  return found;
}

async function row(prefix: string): Promise<Raw> {
  const found = (await rows()).find(({ rowKey }) => rowKey.startsWith(prefix));
  if (found === undefined) throw new Error(`there is no row ${prefix}`);
  return found;
}

describe('when people are on the list of those who are looked at', () => {
  it('whoever has waited longest comes first, whoever was never looked at before all', async () => {
    await put(person(1), { used: true, dueAt: NOON + 9 });
    await put(person(2), { used: true, dueAt: NOON });
    await put(person(3), { inGroupAt: NOON, dueAt: 0 });
    await put(person(4), { used: true, dueAt: NOON + 11 });
    expect(await due(NOON + 10)).toEqual([
      [person(3), { inGroupAt: NOON, dueAt: 0 }],
      [person(2), { used: true, dueAt: NOON }],
      [person(1), { used: true, dueAt: NOON + 9 }],
    ]);
    expect((await due(NOON + 10, 1)).map(([who]) => who)).toEqual([person(3)]);
    expect(await fresh.storage.contactRoster.due(OTHER_TENANT, NOON + 10, 9)).toEqual({ people: [], forged: false });
  });

  it('whoever was looked at is due later, and once', async () => {
    await put(EMPLOYEE, { used: true, dueAt: 0 });
    await put(EMPLOYEE, { used: true, dueAt: NOON });
    expect(await due(NOON - 1)).toEqual([]);
    expect(await due(NOON)).toHaveLength(1);
    expect(await rows()).toHaveLength(2);
  });

  it('who leaves it leaves nothing', async () => {
    await put(EMPLOYEE, { used: true, dueAt: 0 });
    await fresh.storage.contactRoster.change(TENANT, EMPLOYEE, () => undefined);
    expect(await rows()).toEqual([]);
  });

  it('what changes nothing writes nothing', async () => {
    await put(EMPLOYEE, { used: true, dueAt: 0 });
    const before = (await rows()).map(({ etag }) => etag);
    await fresh.storage.contactRoster.change(TENANT, EMPLOYEE, (found) => found);
    await fresh.storage.contactRoster.change(TENANT, MANAGER, (found) => found);
    expect((await rows()).map(({ etag }) => etag)).toEqual(before);
  });

  it('changes side by side all count', async () => {
    const change = (more: Partial<Rostered>) =>
      fresh.storage.contactRoster.change(TENANT, EMPLOYEE, (found) => ({ dueAt: 0, ...found, ...more }));
    await Promise.all([change({ used: true }), change({ inGroupAt: 3 }), change({ dueAt: 7 })]);
    expect(await due(NOON)).toEqual([[EMPLOYEE, { used: true, inGroupAt: 3, dueAt: 7 }]]);
  });

  it('a pointer that a crash left behind leads nowhere and goes', async () => {
    await put(EMPLOYEE, { used: true, dueAt: NOON });
    const pointer = await row('due|');
    await fresh.table('conversations').upsertEntity({ ...pointer, rowKey: `due|${'0'.repeat(15)}|${EMPLOYEE}` });
    expect(await rows()).toHaveLength(3);
    expect(await due(NOON)).toHaveLength(1);
    expect(await rows()).toHaveLength(2);
  });

  it('a row that somebody changed says nothing: it goes, and whoever it was about begins anew', async () => {
    await put(EMPLOYEE, { used: true, dueAt: 0 });
    const edited = await row('person|');
    await fresh.table('conversations').upsertEntity({ ...edited, bytes: '{"dueAt":1,"used":true}' });
    expect(await fresh.storage.contactRoster.due(TENANT, NOON, 9)).toEqual({ people: [], forged: true });
    expect(await rows()).toEqual([]);
    await put(EMPLOYEE, { used: true, dueAt: 0 });
    expect(await due(NOON)).toHaveLength(1);
  });
});

describe('when a newer version wrote about somebody', () => {
  it('that is left alone, and holds up nobody else', async () => {
    await put(EMPLOYEE, { used: true, dueAt: 0 });
    await put(MANAGER, { used: true, dueAt: NOON });
    const { partitionKey } = await row('due|');
    await makeNewer(fresh.keys, fresh.table('conversations'), partitionKey, `person|${EMPLOYEE}`);
    const before = await rows();
    expect(await fresh.storage.contactRoster.due(TENANT, NOON, 9)).toEqual({
      people: [[MANAGER, { used: true, dueAt: NOON }]],
      forged: false,
    });
    expect(await rows()).toEqual(before);
  });
});

describe('when a turn is taken', () => {
  const begin = (now: number) => fresh.storage.contactRoster.begin(TENANT, now, GAP);

  it('one instance has it, for so long', async () => {
    const other = await fresh.another();
    const taken = await Promise.all([begin(NOON), other.contactRoster.begin(TENANT, NOON, GAP)]);
    expect(taken.filter((one) => one !== undefined)).toEqual([{ takenAt: NOON }]);
    expect(await begin(NOON + GAP - 1)).toBeUndefined();
    expect(await begin(NOON + GAP)).toEqual({ takenAt: NOON + GAP });
    expect(await fresh.storage.contactRoster.begin(OTHER_TENANT, NOON, GAP)).toBeDefined();
  });

  it('not before Graph wants to be asked again, and then it goes on where it stopped', async () => {
    const pass = { startedAt: NOON, left: ['a', 'b'], after: 'https://graph.microsoft.com/v1.0/next' };
    await begin(NOON);
    await fresh.storage.contactRoster.save(TENANT, { takenAt: NOON, notBefore: NOON + 9 * MINUTE, pass });
    expect(await begin(NOON + 9 * MINUTE - 1)).toBeUndefined();
    expect(await begin(NOON + 9 * MINUTE)).toMatchObject({ pass });
  });
});
