import type { TableClient } from '@azure/data-tables';
import { canonicalJson, SCHEMA_VERSION } from '../../recovery/audit';
import type { KeyRing } from '../../recovery/ports';
import type { Columns, Row } from '../../storage/table';

/** The row as an instance of the next version would have signed it: the same way, with the next number. */
export function asNewer(keys: KeyRing, table: string, { pk, rk, columns }: Row): Row {
  const { signature: _old, ...rest } = columns;
  const newer: Columns = { ...rest, v: SCHEMA_VERSION + 1, keyId: keys.currentId };
  const signature = keys.mac('row-signature', canonicalJson([table, pk, rk, newer]), keys.currentId);
  if (signature === undefined) throw new Error('the key ring has no current key');
  return { pk, rk, columns: { ...newer, signature } };
}

/** Writes one row anew as an instance of the next version. */
export async function makeNewer(keys: KeyRing, table: TableClient, pk: string, rk: string): Promise<void> {
  const { etag: _etag, timestamp: _timestamp, ...found } = await table.getEntity(pk, rk);
  const kept = Object.entries(found).filter(([name]) => !/^(odata\..*|partitionKey|rowKey)$/.test(name));
  // The row is one of the product's own: text, numbers and truths only.
  const columns = Object.fromEntries(kept) as Columns;
  const newer = asNewer(keys, table.tableName, { pk, rk, columns });
  await table.updateEntity({ partitionKey: pk, rowKey: rk, ...newer.columns }, 'Replace');
}
