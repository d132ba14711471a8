import type { JournalEntry } from '../../recovery/ports';
import { JOURNAL_CAP } from '../../storage/journal';
import { useStore, type FreshStore } from '../support/azurite';
import { NOON, OTHER_TENANT, person, requestId, TENANT } from '../support/request-builder';

const store = useStore();
const HOUR = 3_600_000;

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await store.fresh();
});

const refusal = (overrides: Partial<JournalEntry> = {}): JournalEntry => ({
  at: NOON,
  by: person(66),
  name: 'mfa.recovery.refused',
  what: 'notYours',
  requestId: requestId(),
  ...overrides,
});

const journal = (entry: JournalEntry, tenantId = TENANT): Promise<void> =>
  fresh.storage.ledger.journal(tenantId, entry);

interface Written {
  readonly place: string;
  readonly body: { readonly what?: string; readonly by?: string; readonly count?: number; readonly prev?: string };
}

/** Rows of the journal whose RowKey starts with `kind`: `a` entries, `p` counts per presser, `h` heads. */
async function rows(kind: string): Promise<readonly Written[]> {
  const found: Written[] = [];
  for await (const row of fresh.table('journal').listEntities<{ bytes: string }>()) {
    if (row.rowKey?.startsWith(kind)) {
      found.push({ place: `${row.partitionKey ?? ''} ${row.rowKey}`, body: JSON.parse(row.bytes) as Written['body'] });
    }
  }
  return found;
}

const reports = async () => {
  const found = [];
  for await (const { name, report } of fresh.storage.verifyAll({ tenantIds: [TENANT] })) found.push({ name, report });
  return found;
};

describe('when somebody who has no part in a request presses', () => {
  it('keeps who, what and when in the partition of tenant, day and shard', async () => {
    const entry = refusal();
    await journal(entry);
    const [written, ...more] = await rows('a');
    expect(more).toEqual([]);
    expect(written?.body).toMatchObject({ ...entry, tenantId: TENANT, seq: 1, prev: '' });
    expect(written?.place).toMatch(new RegExp(`^${TENANT}\\|20260505\\|\\d{1,2} a000001$`));
  });

  it(`keeps ${String(JOURNAL_CAP)} rows per hour, also of many presses at once, and counts all`, async () => {
    await Promise.all(Array.from({ length: 12 }, () => journal(refusal())));
    expect(await rows('a')).toHaveLength(JOURNAL_CAP);
    expect((await rows('p')).map(({ body }) => body.count)).toEqual([12]);
  });

  it('starts to count anew in the next hour', async () => {
    for (let press = 0; press < 7; press += 1) await journal(refusal());
    await journal(refusal({ at: NOON + HOUR }));
    expect(await rows('a')).toHaveLength(JOURNAL_CAP + 1);
    expect((await rows('p')).map(({ body }) => body.count)).toEqual([7, 1]);
  });

  it('does not let one presser use up the rows of another', async () => {
    for (let press = 0; press < 7; press += 1) await journal(refusal());
    await journal(refusal({ by: person(67) }));
    const pressers = (await rows('a')).map(({ body }) => body.by);
    expect(pressers.filter((by) => by === person(67))).toHaveLength(1);
  });

  it('counts everybody without an object id as one', async () => {
    for (const by of ['unknown', '', '../x', 'unknown', 'unknown', 'unknown']) await journal(refusal({ by }));
    const pressers = (await rows('a')).map(({ body }) => body.by);
    expect(pressers).toEqual(Array.from({ length: JOURNAL_CAP }, () => 'unknown'));
  });
});

describe('when the journal is verified', () => {
  const place = async (kind: string, at: number) => {
    const [partitionKey = '', rowKey = ''] = (await rows(kind))[at]?.place.split(' ') ?? [];
    return { partitionKey, rowKey };
  };

  beforeEach(async () => {
    for (let at = 0; at < 3; at += 1) await journal(refusal({ at: NOON + at }));
  });

  it('holds, in every partition of the tenant', async () => {
    await journal(refusal({ at: NOON + 24 * HOUR }));
    await journal(refusal(), OTHER_TENANT);
    const found = await reports();
    expect(found.map(({ report }) => report)).toEqual([
      { ok: true, entries: 3 },
      { ok: true, entries: 1 },
    ]);
    expect(found[0]?.name).toMatch(/^journal 20260505\|\d{1,2}$/);
  });

  it.each([
    [
      'an edited entry',
      'a000002',
      async () => fresh.table('journal').updateEntity({ ...(await place('a', 1)), bytes: '{}' }),
    ],
    ['a deleted entry', 'a000003', async () => remove(await place('a', 1))],
    ['a cut-off end', 'a000003', async () => remove(await place('a', 2))],
    ['a deleted head', 'a000004', async () => remove(await place('h', 0))],
    [
      'a lowered count',
      'p-',
      async () => fresh.table('journal').updateEntity({ ...(await place('p', 0)), bytes: '{}' }),
    ],
  ])('finds %s', async (_name, named, attack) => {
    await attack();
    const [found] = await reports();
    expect(found?.report.ok).toBe(false);
    expect(found?.report.firstBad?.row).toContain(named);
  });

  const remove = ({ partitionKey, rowKey }: { readonly partitionKey: string; readonly rowKey: string }) =>
    fresh.table('journal').deleteEntity(partitionKey, rowKey);
});
