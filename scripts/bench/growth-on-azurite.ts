import { TableClient, TableServiceClient } from '@azure/data-tables';
import type { KeyRing } from '../../recovery/ports';
import { startAzurite } from '../../simulators/azurite';
import { Table } from '../../storage/table';
import type { BenchOptions, Row } from './bench';
import { sized } from './bench';
import { checked, ledgerOn, QUERIES, type Query } from './growth-queries';
import { inParallel } from './in-parallel';
import { hearCalls } from './outgoing-calls';
import { median } from './statistics';
import { synthetic, type Synthetic, type SyntheticTable } from './synthetic-requests';

const TABLES: readonly SyntheticTable[] = ['active', 'codes', 'indexes', 'requests'];
const AT_ONCE = 16;
const TRIES = 5;

/** Writes the rows of a synthetic tenant into a real store. */
async function fill(all: Synthetic, connectionString: string): Promise<(name: SyntheticTable) => TableClient> {
  const insecure = { allowInsecureConnection: true };
  const service = TableServiceClient.fromConnectionString(connectionString, insecure);
  await Promise.all(TABLES.map((name) => service.createTable(name)));
  const clients = new Map(
    TABLES.map((name) => [name, TableClient.fromConnectionString(connectionString, name, insecure)]),
  );
  const client = (name: SyntheticTable): TableClient =>
    clients.get(name) ?? TableClient.fromConnectionString(connectionString, name, insecure);
  const numbers = Array.from({ length: all.total }, (_, number) => number);
  await inParallel(numbers, AT_ONCE, async (number) => {
    for (const { table, row } of all.rows(number)) {
      const { pk, rk, columns } = row;
      await client(table).createEntity({ ...columns, partitionKey: pk, rowKey: rk });
    }
  });
  return client;
}

async function measure(query: Query, all: Synthetic, client: (name: SyntheticTable) => TableClient, keys: KeyRing) {
  const ledger = ledgerOn((name) => new Table(client(name)), keys);
  const take = hearCalls();
  const times: number[] = [];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const started = performance.now();
    await checked(query, ledger, all);
    times.push(performance.now() - started);
  }
  return { operations: take().length / TRIES, ms: median(times) };
}

async function inStore(total: number, keys: KeyRing): Promise<readonly Row[]> {
  const azurite = await startAzurite();
  try {
    const all = synthetic(total, keys);
    const client = await fill(all, azurite.connectionString.reveal());
    const rows: Row[] = [];
    for (const query of QUERIES) {
      const { operations, ms } = await measure(query, all, client, keys);
      const what = `${query.name}: in Azurite with ${total.toLocaleString('en-US')} requests`;
      rows.push({ what: `${what}, operations`, measured: operations, unit: 'ops' }, { what, measured: ms, unit: 'ms' });
    }
    return rows;
  } finally {
    await azurite.stop();
  }
}

/** The same questions to a real store, as far as it can be filled in reasonable time. */
export async function measureOnAzurite(options: BenchOptions, keys: KeyRing): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const largest = sized(options, { smoke: 100, usual: 2_000, long: 10_000 });
  const sizes = options.size === 'smoke' ? [largest] : [largest / 2, largest];
  for (const total of sizes) {
    options.say(`filling a store with ${String(total)} requests`);
    rows.push(...(await inStore(total, keys)));
  }
  return rows;
}
