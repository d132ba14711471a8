import type { KeyRing } from '../recovery/ports';
import { faultOf, signRow, verifyRow, type Fault, type SignedRow, type Unsigned } from './signed-row';
import { WRITE_ID, type FoundRow, type Range, type Row, type Table } from './table';

/** One part of a transaction: an insert, or a replacement of exactly the version `replaces`. */
export interface SignedChange extends Unsigned {
  readonly replaces?: string;
}

/** A table whose rows are signed when written and checked when read. Reading throws `RecoveryError('integrity')`. */
export class SignedTable {
  constructor(
    readonly table: Table,
    readonly keys: KeyRing,
    private readonly newWriteId: () => string,
  ) {}

  async read(pk: string, rk: string): Promise<SignedRow | undefined> {
    const row = await this.table.read(pk, rk);
    return row && this.verified(row);
  }

  async list(pk: string, range?: Range): Promise<readonly SignedRow[]> {
    const rows = await this.table.list(pk, range);
    return rows.map((row) => this.verified(row));
  }

  /** Why a row that was found in this table must not be used; `undefined` when it holds. */
  faultOf(row: FoundRow): Fault | undefined {
    return faultOf(this.keys, this.table.name, row);
  }

  /** A row that was found in this table, once its signature fits; throws `RecoveryError` (`integrity`, `newer`). */
  verified(row: FoundRow): SignedRow {
    return verifyRow(this.keys, this.table.name, row);
  }

  /** The new ETag; `undefined` when there is such a row already. */
  insert(row: Unsigned): Promise<string | undefined> {
    return this.table.insert(this.sign(row, this.newWriteId()));
  }

  /** The new ETag; `undefined` when the row is no longer the one that `etag` names. */
  replace(row: Unsigned, etag: string): Promise<string | undefined> {
    return this.table.replace(this.sign(row, this.newWriteId()), etag);
  }

  /** Inserts, or replaces the version that was `found` before. */
  write(row: Unsigned, found: { readonly etag: string } | undefined): Promise<string | undefined> {
    return found === undefined ? this.insert(row) : this.replace(row, found.etag);
  }

  /** Writes the row whatever was there. */
  put(row: Unsigned): Promise<void> {
    return this.table.put(this.sign(row, this.newWriteId()));
  }

  /** Writes rows of one partition whatever was there. */
  putAll(rows: readonly Unsigned[]): Promise<void> {
    const writeId = this.newWriteId();
    return this.table.putAll(rows.map((row) => this.sign(row, writeId)));
  }

  /** New ETags by RowKey; `undefined` when somebody else was faster. */
  transact(changes: readonly SignedChange[]): Promise<ReadonlyMap<string, string> | undefined> {
    const writeId = this.newWriteId();
    return this.table.transact(
      changes.map(({ replaces, ...row }) => ({
        row: this.sign(row, writeId),
        ...(replaces !== undefined && { replaces }),
      })),
    );
  }

  protected sign(row: Unsigned, writeId: string): Row {
    return signRow(this.keys, this.table.name, { ...row, extra: { ...row.extra, [WRITE_ID]: writeId } });
  }
}
