import type { TableClient } from '@azure/data-tables';
import type { Change, FoundRow, Range, Row } from '../../../storage/table';
import { Table } from '../../../storage/table';

interface Partition {
  readonly rows: Map<string, FoundRow>;
  /** In the order of their keys; thrown away by every change. */
  sorted: readonly FoundRow[] | undefined;
}

/** What one table holds, for every process alike. */
export class TableContent {
  readonly partitions = new Map<string, Partition>();
  #version = 0;

  /** Told of every audit row that was replaced or removed: there is no such write. */
  onAuditLost: (where: string) => void = () => undefined;

  /** Told of every row that is written. */
  onWritten: (row: Row) => void = () => undefined;

  get(pk: string, rk: string): FoundRow | undefined {
    return this.partitions.get(pk)?.rows.get(rk);
  }

  set(row: Row): string {
    const { pk, rk, columns } = row;
    this.onWritten(row);
    const partition = this.partitions.get(pk) ?? { rows: new Map<string, FoundRow>(), sorted: undefined };
    this.partitions.set(pk, partition);
    if (partition.rows.has(rk) && rk.startsWith('a')) this.onAuditLost(`${pk}/${rk}`);
    this.#version += 1;
    const etag = `W/"${String(this.#version)}"`;
    partition.rows.set(rk, { pk, rk, etag, columns });
    partition.sorted = undefined;
    return etag;
  }

  delete(pk: string, rk: string): void {
    const partition = this.partitions.get(pk);
    if (partition === undefined) return;
    partition.rows.delete(rk);
    partition.sorted = undefined;
  }

  list(pk: string, { from = '', before }: Range = {}): readonly FoundRow[] {
    const partition = this.partitions.get(pk);
    if (partition === undefined) return [];
    partition.sorted ??= [...partition.rows.values()].sort((a, b) => (a.rk < b.rk ? -1 : 1));
    if (from === '' && before === undefined) return partition.sorted;
    return partition.sorted.filter(({ rk }) => rk >= from && (before === undefined || rk < before));
  }

  *all(): Generator<FoundRow> {
    for (const { rows } of this.partitions.values()) yield* rows.values();
  }
}

/** Crosses from a process to what all share; `what` names the call. */
export type Cross = <T>(what: string, effect: () => T | Promise<T>) => Promise<T>;

const NO_CLIENT = {} as TableClient;

/** Azure's table without Azure: ETags, conditional writes, transactions in one partition, ordered reads. */
export class MemoryTable extends Table {
  constructor(
    private readonly title: string,
    private readonly content: TableContent,
    private readonly cross: Cross,
  ) {
    // Every method that would ask the client is replaced below.
    super(NO_CLIENT);
  }

  override get name(): string {
    return this.title;
  }

  override read(pk: string, rk: string): Promise<FoundRow | undefined> {
    return this.cross(`read ${this.title}`, () => this.content.get(pk, rk));
  }

  override insert(row: Row): Promise<string | undefined> {
    return this.cross(`insert ${this.title}`, () =>
      this.content.get(row.pk, row.rk) === undefined ? this.content.set(row) : undefined,
    );
  }

  override replace(row: Row, etag: string): Promise<string | undefined> {
    return this.cross(`replace ${this.title}`, () =>
      this.content.get(row.pk, row.rk)?.etag === etag ? this.content.set(row) : undefined,
    );
  }

  override async put(row: Row): Promise<void> {
    await this.cross(`put ${this.title}`, () => this.content.set(row));
  }

  override remove(pk: string, rk: string, etag: string): Promise<boolean> {
    return this.cross(`remove ${this.title}`, () => {
      const found = this.content.get(pk, rk);
      const fits = found !== undefined && (etag === '*' || found.etag === etag);
      if (fits) this.content.delete(pk, rk);
      return fits;
    });
  }

  override async *pages(pk: string, range: Range = {}): AsyncGenerator<readonly FoundRow[]> {
    yield await this.list(pk, range);
  }

  override list(pk: string, range: Range = {}): Promise<readonly FoundRow[]> {
    return this.cross(`list ${this.title}`, () => this.content.list(pk, range));
  }

  override transact(changes: readonly Change[]): Promise<ReadonlyMap<string, string> | undefined> {
    return this.cross(`transact ${this.title}`, () => {
      const fits = changes.every(({ row, replaces }) => this.content.get(row.pk, row.rk)?.etag === replaces);
      return fits ? new Map(changes.map(({ row }) => [row.rk, this.content.set(row)])) : undefined;
    });
  }
}
