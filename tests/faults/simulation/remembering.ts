import { isRequestId, requestPartition } from '../../../storage/partitions';
import { heldRow, rowToSign, sign, verifyRow, type SignedRow, type Unsigned } from '../../../storage/signed-row';
import { SignedTable } from '../../../storage/signed-table';
import { STATE_ROW, storedFrom } from '../../../storage/state-row';
import { WRITE_ID, type FoundRow, type Range, type Row } from '../../../storage/table';
import { TableLedger, type LedgerDeps } from '../../../storage/table-ledger';
import type { Stored } from '../../../recovery/ports';
import type { ObjectId, RequestId } from '../../../recovery/terms';

/**
 * What was found out about a row, by the row itself: a memory table hands out the same object until the row is written
 * again. Checking and parsing the same bytes again and again took a quarter of the time of a run. Nor is checked what was
 * signed a moment before and lies where it was signed for; what a run damages or copies is another object.
 */
export class Memory {
  readonly #signedFor = new WeakMap<object, string>();
  readonly #held = new WeakMap<FoundRow, SignedRow>();
  readonly #stored = new WeakMap<SignedRow, Stored>();

  /** A row was signed for this place. */
  signed(table: string, { pk, rk, columns }: Row): void {
    this.#signedFor.set(columns, `${table}/${pk}/${rk}`);
  }

  held(table: string, row: FoundRow, verify: () => SignedRow): SignedRow {
    const asSigned = this.#signedFor.get(row.columns) === `${table}/${row.pk}/${row.rk}`;
    const known = this.#held.get(row) ?? (asSigned ? heldRow(row) : verify());
    this.#held.set(row, known);
    return known;
  }

  stored(row: SignedRow): Stored {
    const known = this.#stored.get(row) ?? storedFrom(row);
    this.#stored.set(row, known);
    return known;
  }
}

/** The signed table, checking each version of a row once. */
export class RememberingTable extends SignedTable {
  constructor(
    private readonly memory: Memory,
    ...rest: ConstructorParameters<typeof SignedTable>
  ) {
    super(...rest);
  }

  override async read(pk: string, rk: string): Promise<SignedRow | undefined> {
    const row = await this.table.read(pk, rk);
    return row && this.#held(row);
  }

  override async list(pk: string, range?: Range): Promise<readonly SignedRow[]> {
    const rows = await this.table.list(pk, range);
    return rows.map((row) => this.#held(row));
  }

  /** The signature is made when somebody looks at it: most rows are replaced before anybody does. */
  protected override sign(row: Unsigned, writeId: string): Row {
    const { keys, memory } = this;
    const { name } = this.table;
    const unsigned = rowToSign(keys, { ...row, extra: { ...row.extra, [WRITE_ID]: writeId } });
    let made: string | undefined;
    const columns = {
      ...unsigned.columns,
      get signature() {
        made ??= sign(keys, name, unsigned, keys.currentId);
        return made ?? '';
      },
    };
    const signed = { pk: row.pk, rk: row.rk, columns };
    memory.signed(name, signed);
    return signed;
  }

  #held(row: FoundRow): SignedRow {
    return this.memory.held(this.table.name, row, () => verifyRow(this.keys, this.table.name, row));
  }
}

/** The ledger, parsing each version of a state once. */
export class RememberingLedger extends TableLedger {
  constructor(
    private readonly memory: Memory,
    private readonly own: LedgerDeps,
  ) {
    super(own);
  }

  override async read(tenantId: ObjectId, id: RequestId): Promise<Stored | undefined> {
    if (!isRequestId(id)) return undefined;
    const row = await this.own.requests.read(requestPartition(tenantId, id), STATE_ROW);
    return row && this.memory.stored(row);
  }
}
