import { TableClient } from '@azure/data-tables';
import { AuditError } from '../../../scripts/audit-settings';
import { printVerification } from '../../../scripts/audit-verify';
import type { World } from './world';

export type Row = Readonly<Record<string, unknown>> & { readonly partitionKey: string; readonly rowKey: string };

/** Somebody with the key of the storage account and none of the product's: reads and writes rows as they lie there. */
export interface Intruder {
  /** Every row of a table whose PartitionKey begins so. */
  rows(table: string, partition: string): Promise<readonly Row[]>;
  row(table: string, partition: string, rowKey: string): Promise<Row>;
  /** Writes a row whatever was there. */
  puts(table: string, row: Row): Promise<void>;
  /** Changes columns of a row. */
  edits(table: string, row: Row, columns: object): Promise<void>;
  deletes(table: string, row: Row): Promise<void>;
}

const bare = ({
  etag: _etag,
  timestamp: _timestamp,
  ...columns
}: object & { etag?: unknown; timestamp?: unknown }): Row =>
  // Every entity of a table has its two keys.
  Object.fromEntries(Object.entries(columns).filter(([name]) => !name.startsWith('odata'))) as Row;

export function intruderIn({ connectionString, prefix }: World): Intruder {
  const table = (name: string): TableClient =>
    TableClient.fromConnectionString(connectionString.reveal(), prefix + name, { allowInsecureConnection: true });
  const rows: Intruder['rows'] = async (name, partition) => {
    const filter = `PartitionKey ge '${partition}' and PartitionKey lt '${partition}~'`;
    const found: Row[] = [];
    for await (const entity of table(name).listEntities({ queryOptions: { filter } })) found.push(bare(entity));
    return found;
  };
  return {
    rows,
    row: async (name, partition, rowKey) => bare(await table(name).getEntity(partition, rowKey)),
    puts: async (name, row) => {
      await table(name).upsertEntity(row, 'Replace');
    },
    edits: async (name, { partitionKey, rowKey }, columns) => {
      await table(name).updateEntity({ partitionKey, rowKey, ...columns }, 'Merge');
    },
    deletes: async (name, { partitionKey, rowKey }) => {
      await table(name).deleteEntity(partitionKey, rowKey);
    },
  };
}

/** What `npm run audit -- verify` prints for the tenant. Its exit code is 0 where `holds`. */
export async function auditOf({
  latchkey,
  cloud,
}: World): Promise<{ readonly holds: boolean; readonly lines: string }> {
  const lines: string[] = [];
  const say = (line: string): void => {
    lines.push(line);
  };
  const holds = await printVerification({ storage: latchkey.storage, say }, { tenantIds: [cloud.settings.tenantId] });
  if (lines.length === 0) throw new AuditError('noTenant', 'nothing was looked at');
  return { holds, lines: lines.join('\n') };
}
