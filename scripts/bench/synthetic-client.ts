import type { TableClient } from '@azure/data-tables';
import { RestError } from '@azure/core-rest-pipeline';
import type { Row } from '../../storage/table';
import { numberIn, type Synthetic, type SyntheticTable } from './synthetic-requests';

/** What was asked of the synthetic tables. */
export interface Asked {
  /** Round trips: a point read is one, every page of a query is one. */
  operations: number;
  rows: number;
}

const ONE_PARTITION = /^PartitionKey eq '([^']*)' and RowKey ge '([^']*)'(?: and RowKey lt '([^']*)')?$/;
const LARGEST_PAGE = 1_000;

const entity = ({ pk, rk, columns }: Row) => ({ ...columns, partitionKey: pk, rowKey: rk, etag: 'W/"1"' });

function notFound(): RestError {
  return new RestError('there is no such row', { statusCode: 404, code: 'ResourceNotFound' });
}

/** The request to which a row of this table belongs, by its keys. */
function numberFor(all: Synthetic, table: SyntheticTable, pk: string, rk: string): number | undefined {
  if (table === 'codes') return numberIn(rk);
  if (table === 'requests') return numberIn(pk.split('|')[1] ?? '');
  const [, employee = ''] = pk.split('|');
  return all.numbersIn(`${all.tenantId}|employee|${employee}`).at(-1);
}

/** As many rows as a filter without a partition would have to read. */
function* everyRow(all: Synthetic, table: SyntheticTable): Generator<Row> {
  for (let number = 0; number < all.total; number += 1) yield* rowsIn(all, table, number);
}

function rowsIn(all: Synthetic, table: SyntheticTable, number: number): readonly Row[] {
  return all.rows(number, table).map(({ row }) => row);
}

function matching(all: Synthetic, table: SyntheticTable, filter: string): Iterable<Row> {
  const [found, pk = '', from = '', before] = ONE_PARTITION.exec(filter) ?? [];
  if (found === undefined) return everyRow(all, table);
  const rows = all.numbersIn(pk).flatMap((number) => rowsIn(all, table, number));
  const within = rows.filter((row) => row.pk === pk && row.rk >= from && (before === undefined || row.rk < before));
  return within.sort((one, other) => (one.rk < other.rk ? -1 : 1));
}

type Page = ReturnType<typeof entity>[] & { continuationToken?: string };

/** Pages as the service cuts them: each call gives one, and a token for the next where there is one. */
class Pages {
  readonly #begun = new Map<string, Iterator<Row>>();

  constructor(private readonly asked: Asked) {}

  next(rows: () => Iterable<Row>, size: number, token: string | undefined): Page {
    const rest = this.#begun.get(token ?? '') ?? rows()[Symbol.iterator]();
    const page: Page = [];
    this.asked.operations += 1;
    for (let row = rest.next(); row.done !== true; row = rest.next()) {
      this.asked.rows += 1;
      page.push(entity(row.value));
      if (page.length === size) return this.#cut(page, rest);
    }
    return page;
  }

  #cut(page: Page, rest: Iterator<Row>): Page {
    page.continuationToken = `page-${String(this.#begun.size + 1)}`;
    this.#begun.set(page.continuationToken, rest);
    return page;
  }
}

async function* only<T>(page: T): AsyncGenerator<T> {
  yield await Promise.resolve(page);
}

interface PageSettings {
  readonly maxPageSize?: number;
  readonly continuationToken?: string;
}

/**
 * A client of one synthetic table that counts. It knows what the ledger's reads use and nothing else: a write, or
 * whatever else, would throw. A query that names no partition reads the whole table, and is counted so.
 */
export function syntheticClient(all: Synthetic, table: SyntheticTable, asked: Asked): TableClient {
  const pages = new Pages(asked);
  const client = {
    tableName: table,
    getEntity: (pk: string, rk: string) => {
      asked.operations += 1;
      const number = numberFor(all, table, pk, rk);
      const rows = number === undefined || number >= all.total ? [] : rowsIn(all, table, number);
      const row = rows.find((one) => one.pk === pk && one.rk === rk);
      if (row === undefined) return Promise.reject(notFound());
      asked.rows += 1;
      return Promise.resolve(entity(row));
    },
    listEntities: ({ queryOptions }: { readonly queryOptions: { readonly filter: string } }) => ({
      byPage: ({ maxPageSize = LARGEST_PAGE, continuationToken }: PageSettings) =>
        only(pages.next(() => matching(all, table, queryOptions.filter), maxPageSize, continuationToken)),
    }),
  };
  // Only reads are measured; anything else of the class is missing on purpose.
  return client as unknown as TableClient;
}
