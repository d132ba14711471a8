import { randomUUID } from 'node:crypto';
import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { Client, HTTPMessageHandler } from '@microsoft/microsoft-graph-client';
import type { LocalSettings } from '../../simulators/local-cloud';
import type { TableOperation } from './table-operations';
import type { TurnStep } from './turn-script';

/** Rows of the bare bot lie beside the product's and never in their place. */
const OWN_PARTITION = 'bare';
/** What a row needs beside its one column. Bytes. */
const ROW_OVERHEAD = 160;
const HIDDEN_S = 5;

const filler = (bytes: number): string => 'x'.repeat(Math.max(1, bytes - ROW_OVERHEAD));
const newRow = (bytes: number) => ({ partitionKey: OWN_PARTITION, rowKey: randomUUID(), column: filler(bytes) });

async function firstPage(table: TableClient, filter: string): Promise<void> {
  for await (const _page of table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: 32 })) return;
}

/** The same kind of operation with as many bytes. */
async function onTable(table: TableClient, { kind, partition, row, filter }: TableOperation, bytes: number) {
  const missing = () => undefined;
  switch (kind) {
    case 'get':
      return table.getEntity(partition, row).catch(missing);
    case 'query':
      return firstPage(table, filter);
    case 'insert':
      return table.createEntity(newRow(bytes));
    case 'update':
      return table.upsertEntity({ ...newRow(bytes), rowKey: row.replace(/\W/g, '') }, 'Replace');
    case 'delete':
      return table.deleteEntity(OWN_PARTITION, row).catch(missing);
    case 'transaction':
      return table.submitTransaction([
        ['create', newRow(bytes / 2)],
        ['create', newRow(bytes / 2)],
      ]);
  }
}

/** Makes the calls of a script with the stock clients, as a bot without any product in it would. */
export function createReplay(settings: LocalSettings, graphToken: () => Promise<string>) {
  const text = settings.connectionString.reveal();
  const tables = new Map<string, TableClient>();
  const table = (name: string): TableClient => {
    const known = tables.get(name) ?? TableClient.fromConnectionString(text, name, { allowInsecureConnection: true });
    tables.set(name, known);
    return known;
  };
  const queue = new QueueClient(text, 'bare');
  // The stock token handler gives no token to plain http, so the header is set here.
  const graph = Client.initWithMiddleware({ baseUrl: settings.graphBaseUrl, middleware: new HTTPMessageHandler() });
  const groupIds = [settings.groups.breakGlass];
  const play = async (step: TurnStep): Promise<unknown> => {
    if (step.to === 'table') return onTable(table(step.operation.table || 'requests'), step.operation, step.bytes);
    if (step.to === 'queue') return queue.sendMessage('x'.repeat(80), { visibilityTimeout: HIDDEN_S });
    const [, version = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(step.path) ?? [];
    const call = graph
      .api(path)
      .version(version)
      .header('Authorization', `Bearer ${await graphToken()}`);
    // Some answers are 404 in the product as well: no risk on record.
    return (step.method === 'GET' ? call.get() : call.post({ groupIds })).catch(() => undefined) as Promise<unknown>;
  };
  return {
    begin: () => queue.createIfNotExists(),
    play: async (steps: readonly TurnStep[]): Promise<void> => {
      for (const step of steps) await play(step);
    },
  };
}
