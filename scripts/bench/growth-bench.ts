import { randomBytes } from 'node:crypto';
import { Secret } from '../../platform/secret';
import type { KeyRing } from '../../recovery/ports';
import { createKeyRing } from '../../storage/key-ring';
import { Table } from '../../storage/table';
import type { Bench, BenchOptions, Row } from './bench';
import { measureOnAzurite } from './growth-on-azurite';
import { checked, ledgerOn, QUERIES, type Query } from './growth-queries';
import { syntheticClient, type Asked } from './synthetic-client';
import { synthetic } from './synthetic-requests';

const SIZES = [1_000, 100_000, 1_000_000] as const;
const GOAL = { atMost: 1 };

async function count(query: Query, total: number, keys: KeyRing): Promise<Asked> {
  const asked: Asked = { operations: 0, rows: 0 };
  const all = synthetic(total, keys);
  const ledger = ledgerOn((name) => new Table(syntheticClient(all, name, asked)), keys);
  await checked(query, ledger, all);
  return asked;
}

async function rowsFor(query: Query, keys: KeyRing): Promise<readonly Row[]> {
  const counts: Asked[] = [];
  for (const total of SIZES) counts.push(await count(query, total, keys));
  const [least, most] = [counts[0]?.operations ?? NaN, counts.at(-1)?.operations ?? NaN];
  const perSize = SIZES.map((total, index) => ({
    what: `${query.name}: table operations at ${total.toLocaleString('en-US')} requests`,
    ...{ measured: counts[index]?.operations ?? NaN, unit: 'ops' },
  }));
  const growth = {
    what: `${query.name}: growth from first to last`,
    measured: most / least,
    unit: 'times',
    goal: GOAL,
  };
  return [...perSize, growth];
}

async function run(options: BenchOptions) {
  const keys = createKeyRing([{ id: 'bench', key: Secret.of(randomBytes(32).toString('base64')) }]);
  const rows: Row[] = [];
  for (const query of QUERIES) rows.push(...(await rowsFor(query, keys)));
  rows.push(...(await measureOnAzurite(options, keys)));
  const notes = [
    'counted at a table client whose rows are made when they are read; a query without a partition would read them all',
    'the export of a day is not measured: there is no export yet',
  ];
  return { rows, notes };
}

export const growthBench: Bench = {
  name: 'growth',
  title: 'what a question costs as the tenant grows: counted operations, not milliseconds',
  run,
};
