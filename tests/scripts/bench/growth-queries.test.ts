import { checked, ledgerOn, QUERIES, readDay } from '../../../scripts/bench/growth-queries';
import { syntheticClient, type Asked } from '../../../scripts/bench/synthetic-client';
import { synthetic } from '../../../scripts/bench/synthetic-requests';
import { Table } from '../../../storage/table';
import { someKeys } from '../../support/azurite';

const keys = someKeys();

function counted(total: number) {
  const asked: Asked = { operations: 0, rows: 0 };
  const all = synthetic(total, keys);
  const table = (name: 'active' | 'codes' | 'indexes' | 'requests') => new Table(syntheticClient(all, name, asked));
  return { all, asked, table, ledger: ledgerOn(table, keys) };
}

describe('when a question is asked in a synthetic tenant', () => {
  it.each(QUERIES)('$name: the ledger finds what is there', async (query) => {
    const { all, asked, ledger } = counted(500);
    await checked(query, ledger, all);
    expect(asked.operations).toBeGreaterThan(1);
  });

  it('a day costs one operation for each entry, and sixteen', async () => {
    for (const total of [200, 3 * 86_400 + 100]) {
      const { all, asked, table } = counted(total);
      expect(await readDay(table, keys, all)).toBe(total % 86_400);
      expect(asked.operations).toBe(16 + (total % 86_400));
    }
  });

  it('a wrong answer is no measurement', async () => {
    const { all, ledger } = counted(500);
    const query = { name: 'x', answers: 2, ask: () => Promise.resolve(1) };
    await expect(checked(query, ledger, all)).rejects.toMatchObject({ code: 'wrongAnswer' });
  });

  it('counts a query without a partition as what it is: it reads everything', async () => {
    const { asked, table } = counted(5_000);
    for await (const _page of table('codes').pagesBetween('a', 'z'));
    expect(asked).toEqual({ operations: 6, rows: 5_000 });
  });

  it('finds nothing under a code that nobody has', async () => {
    const { all, ledger } = counted(500);
    await expect(ledger.findByShortCode(all.tenantId, 'LK-ZZZZZZ')).resolves.toBeUndefined();
  });
});
