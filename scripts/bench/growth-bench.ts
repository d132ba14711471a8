import { randomBytes } from 'node:crypto';
import { Secret } from '../../platform/secret';
import type { KeyRing } from '../../recovery/ports';
import { createKeyRing } from '../../storage/key-ring';
import { Table } from '../../storage/table';
import type { Bench, BenchOptions, Row } from './bench';
import { measureOnAzurite } from './growth-on-azurite';
import { checked, ledgerOn, QUERIES, readDay, type Query } from './growth-queries';
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

/** Operations for each entry of the newest day: the days differ in size, a busy one may cost more, each entry may not. */
async function dayRows(keys: KeyRing): Promise<readonly Row[]> {
  const perEntry: number[] = [];
  const rows: Row[] = [];
  for (const total of SIZES) {
    const asked: Asked = { operations: 0, rows: 0 };
    const all = synthetic(total, keys);
    const entries = await readDay((name) => new Table(syntheticClient(all, name, asked)), keys, all);
    perEntry.push(asked.operations / entries);
    const what = `the export of a day of ${entries.toLocaleString('en-US')} entries: table operations per entry at ${total.toLocaleString('en-US')} requests`;
    rows.push({ what, measured: asked.operations / entries, unit: 'ops' });
  }
  const growth = (perEntry.at(-1) ?? NaN) / (perEntry[0] ?? NaN);
  return [
    ...rows,
    { what: 'the export of a day: growth from first to last', measured: growth, unit: 'times', goal: GOAL },
  ];
}

async function run(options: BenchOptions) {
  const keys = createKeyRing([{ id: 'bench', key: Secret.of(randomBytes(32).toString('base64')) }]);
  const rows: Row[] = [];
  for (const query of QUERIES) rows.push(...(await rowsFor(query, keys)));
  options.say('reading a whole day at three sizes');
  rows.push(...(await dayRows(keys)));
  rows.push(...(await measureOnAzurite(options, keys)));
  const notes = [
    'counted at a table client whose rows are made when they are read; a query without a partition would read them all',
    'the newest day is exported: sixteen reads of its index, one more for each thousand requests in a shard, one for each request',
  ];
  return { rows, notes };
}

export const growthBench: Bench = {
  name: 'growth',
  title: 'what a question costs as the tenant grows: counted operations, not milliseconds',
  run,
};
