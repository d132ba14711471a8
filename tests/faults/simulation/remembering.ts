import type { AuditEntry } from '../../../recovery/audit-entry';
import { entryFrom } from '../../../storage/audit-rows';
import { isRequestId, requestPartition } from '../../../storage/partitions';
import { heldRow, rowToSign, sign, type Fault, type SignedRow, type Unsigned } from '../../../storage/signed-row';
import { SignedTable } from '../../../storage/signed-table';
import { STATE_ROW, storedFrom } from '../../../storage/state-row';
import { WRITE_ID, type FoundRow, type Row } from '../../../storage/table';
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
  readonly #faults = new WeakMap<FoundRow, Fault | 'none'>();
  readonly #held = new WeakMap<FoundRow, SignedRow>();
  readonly #stored = new WeakMap<FoundRow, Stored>();
  readonly #entries = new WeakMap<FoundRow, AuditEntry>();

  /** A row was signed for this place. */
  signed(table: string, { pk, rk, columns }: Row): void {
    this.#signedFor.set(columns, `${table}/${pk}/${rk}`);
  }

  faultOf(table: string, row: FoundRow, look: () => Fault | undefined): Fault | undefined {
    if (this.#signedFor.get(row.columns) === `${table}/${row.pk}/${row.rk}`) return undefined;
    const fault = this.#faults.get(row) ?? look() ?? 'none';
    this.#faults.set(row, fault);
    return fault === 'none' ? undefined : fault;
  }

  /** The contents of a row without a fault. */
  held(row: FoundRow): SignedRow {
    const known = this.#held.get(row) ?? heldRow(row);
    this.#held.set(row, known);
    return known;
  }

  /** The request in a state row without a fault. */
  stored(row: FoundRow): Stored {
    const known = this.#stored.get(row) ?? storedFrom(this.held(row));
    this.#stored.set(row, known);
    return known;
  }

  entry(row: FoundRow): AuditEntry {
    const known = this.#entries.get(row) ?? entryFrom(this.held(row));
    this.#entries.set(row, known);
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

  override faultOf(row: FoundRow): Fault | undefined {
    return this.memory.faultOf(this.table.name, row, () => super.faultOf(row));
  }

  override verified(row: FoundRow): SignedRow {
    return this.faultOf(row) === undefined ? this.memory.held(row) : super.verified(row);
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
        made ??= sign(keys, name, unsigned);
        return made;
      },
    };
    const signed = { pk: row.pk, rk: row.rk, columns };
    memory.signed(name, signed);
    return signed;
  }
}

/** The ledger, parsing each version of a state once. Where a run does not verify, a look checks the state row alone. */
export class RememberingLedger extends TableLedger {
  constructor(
    private readonly run: { readonly memory: Memory; readonly verifies: boolean },
    private readonly own: LedgerDeps,
  ) {
    super(own);
  }

  override readVerified(tenantId: ObjectId, id: RequestId): Promise<Stored | undefined> {
    return this.run.verifies ? super.readVerified(tenantId, id) : this.read(tenantId, id);
  }

  override async read(tenantId: ObjectId, id: RequestId): Promise<Stored | undefined> {
    if (!isRequestId(id)) return undefined;
    const { requests } = this.own;
    const row = await requests.table.read(requestPartition(tenantId, id), STATE_ROW);
    if (row === undefined) return undefined;
    requests.verified(row);
    return this.run.memory.stored(row);
  }
}
