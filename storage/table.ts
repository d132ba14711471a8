import { odata, type TableClient, type TableEntityResult, type TransactionAction } from '@azure/data-tables';
import { asEffectError, statusOf } from './errors';

export type Columns = Readonly<Record<string, string | number | boolean>>;

/** One entity as this project writes it. */
export interface Row {
  readonly pk: string;
  readonly rk: string;
  readonly columns: Columns;
}

/** One entity as it was found. Attacker-controlled until its signature was checked: any type may stand in any column. */
export interface FoundRow {
  readonly pk: string;
  readonly rk: string;
  readonly etag: string;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** One part of a transaction: an insert, or a replacement of exactly the version `replaces`. */
export interface Change {
  readonly row: Row;
  readonly replaces?: string;
}

export interface Range {
  /** First RowKey. */
  readonly from?: string;
  /** RowKeys below this one. */
  readonly before?: string;
  /** Rows per page, 1000 at most. */
  readonly pageSize?: number;
}

/** Random per write: tells a write of ours whose acknowledgement was lost from the write of somebody else. */
export const WRITE_ID = 'writeId';

/** An ETag in the right form that no row has: a write on its word always loses. */
export const NEVER_CURRENT = `W/"datetime'1601-01-01T00%3A00%3A00.0000000Z'"`;

/** More changes Azure does not take in one transaction. */
const MOST_IN_TRANSACTION = 100;
const DEADLINE_MS = 8_000;
const NOT_COLUMNS = /^(partitionKey|rowKey|etag|timestamp|odata\..*)$/;

/** Every call to storage ends within this time, retries included. */
export const deadline = (): { readonly abortSignal: AbortSignal } => ({
  abortSignal: AbortSignal.timeout(DEADLINE_MS),
});

/**
 * One Azure table: every call with a deadline, every failure an `EffectError`. The client repeats a call whose answer was
 * lost, and may then be refused by its own first attempt: such a refusal is recognised by `WRITE_ID` and is a success.
 */
export class Table {
  constructor(private readonly client: TableClient) {}

  get name(): string {
    return this.client.tableName;
  }

  async read(pk: string, rk: string): Promise<FoundRow | undefined> {
    return this.unless([404], 'read', async () => found(await this.client.getEntity(pk, rk, deadline())));
  }

  /** The new ETag; `undefined` when there is such a row already. */
  async insert(row: Row): Promise<string | undefined> {
    const insert = async () => (await this.client.createEntity(entity(row), deadline())).etag ?? NEVER_CURRENT;
    return (await this.unless([409], 'insert', insert)) ?? (await this.ownEtag(row));
  }

  /** The new ETag; `undefined` when the row is no longer the one that `etag` names. */
  async replace(row: Row, etag: string): Promise<string | undefined> {
    const options = { ...deadline(), etag };
    const replace = async () => (await this.client.updateEntity(entity(row), 'Replace', options)).etag ?? NEVER_CURRENT;
    return (await this.unless([404, 412], 'replace', replace)) ?? (await this.ownEtag(row));
  }

  /** Writes the row whatever was there. */
  async put(row: Row): Promise<void> {
    await this.unless([], 'put', () => this.client.upsertEntity(entity(row), 'Replace', deadline()));
  }

  /** The same for rows of one partition, by the hundred. */
  async putAll(rows: readonly Row[]): Promise<void> {
    const [only] = rows.length === 1 ? rows : [];
    if (only !== undefined) return this.put(only);
    const puts = rows.map((row): TransactionAction => ['upsert', entity(row), 'Replace']);
    for (let at = 0; at < puts.length; at += MOST_IN_TRANSACTION) {
      const some = puts.slice(at, at + MOST_IN_TRANSACTION);
      await this.unless([], 'put', () => this.client.submitTransaction(some, deadline()));
    }
  }

  /** False when the row was gone, or is no longer the one that `etag` names. */
  async remove(pk: string, rk: string, etag: string): Promise<boolean> {
    const remove = () => this.client.deleteEntity(pk, rk, { ...deadline(), etag });
    return (await this.unless([404, 412], 'remove', remove)) !== undefined;
  }

  /** Rows of one partition in the order of their keys, page by page. */
  async *pages(pk: string, range: Range = {}): AsyncGenerator<readonly FoundRow[]> {
    const below = range.before === undefined ? '' : odata` and RowKey lt ${range.before}`;
    const filter = odata`PartitionKey eq ${pk} and RowKey ge ${range.from ?? ''}` + below;
    yield* this.query(filter, range.pageSize ?? 1000);
  }

  /** Rows of all partitions from `first` up to, not including, `end`. For audits only: it reads a whole tenant. */
  async *pagesBetween(first: string, end: string): AsyncGenerator<readonly FoundRow[]> {
    yield* this.query(odata`PartitionKey ge ${first} and PartitionKey lt ${end}`, 1000);
  }

  async list(pk: string, range: Range = {}): Promise<readonly FoundRow[]> {
    const rows: FoundRow[] = [];
    for await (const page of this.pages(pk, range)) rows.push(...page);
    return rows;
  }

  /**
   * All changes or none; they share a partition. New ETags by RowKey; `undefined` when a row to insert is there already or
   * one to replace has changed.
   */
  async transact(changes: readonly Change[]): Promise<ReadonlyMap<string, string> | undefined> {
    const submit = async () => this.client.submitTransaction(changes.map(asAction), deadline());
    const answer = await this.unless([404, 409, 412], 'transaction', submit);
    if (answer === undefined) return this.ownTransaction(changes);
    return new Map(changes.map(({ row }, index) => [row.rk, answer.subResponses[index]?.etag ?? NEVER_CURRENT]));
  }

  private async *query(filter: string, maxPageSize: number): AsyncGenerator<readonly FoundRow[]> {
    let continuationToken: string | undefined;
    do {
      const settings = { maxPageSize, ...(continuationToken !== undefined && { continuationToken }) };
      const pages = this.client.listEntities({ queryOptions: { filter }, ...deadline() }).byPage(settings);
      const page = await this.unless([], 'query', () => firstOf(pages));
      yield (page ?? []).map(found);
      continuationToken = page?.continuationToken;
    } while (continuationToken !== undefined);
  }

  private async ownEtag(row: Row): Promise<string | undefined> {
    const there = await this.read(row.pk, row.rk);
    return isOwn(there, row) ? there?.etag : undefined;
  }

  /** A transaction is whole or not at all, so one row of ours proves it; a row replaced since has another ETag. */
  private async ownTransaction(changes: readonly Change[]): Promise<ReadonlyMap<string, string> | undefined> {
    const there = await Promise.all(changes.map(({ row }) => this.read(row.pk, row.rk)));
    const etags = changes.map(({ row }, index) => (isOwn(there[index], row) ? there[index]?.etag : undefined));
    if (etags.every((etag) => etag === undefined)) return undefined;
    return new Map(changes.map(({ row }, index) => [row.rk, etags[index] ?? NEVER_CURRENT]));
  }

  /** Runs a call; `undefined` for the statuses in `expected`, any other failure as an `EffectError`. */
  private async unless<T>(expected: readonly number[], what: string, call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      const status = statusOf(error);
      if (status !== undefined && expected.includes(status)) return undefined;
      throw asEffectError(error, `${what} in ${this.name}`);
    }
  }
}

/** One page per call, so that each has a deadline of its own. */
async function firstOf<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}

function isOwn(there: FoundRow | undefined, row: Row): boolean {
  const id = row.columns[WRITE_ID];
  return id !== undefined && there?.columns[WRITE_ID] === id;
}

const entity = ({ pk, rk, columns }: Row) => ({ ...columns, partitionKey: pk, rowKey: rk });

function asAction({ row, replaces }: Change): TransactionAction {
  return replaces === undefined ? ['create', entity(row)] : ['update', entity(row), 'Replace', { etag: replaces }];
}

function found(result: TableEntityResult<Record<string, unknown>>): FoundRow {
  const columns = Object.entries(result).filter(([name]) => !NOT_COLUMNS.test(name));
  return {
    pk: result.partitionKey ?? '',
    rk: result.rowKey ?? '',
    etag: result.etag,
    columns: Object.fromEntries(columns),
  };
}
