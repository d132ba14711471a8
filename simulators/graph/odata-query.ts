import type { JsonObject, SimResponse } from '../entra/exchange';
import { badRequest } from './failure';
import { parseFilter } from './odata-filter';
import { context, ok, type GraphRequest } from './route';

/** What a collection allows to be asked of it. */
export interface Collection {
  /** Name in `@odata.context`: `users`. */
  readonly name: string;
  /** Graph's name of the type, for its error messages: `microsoft.graph.user`. */
  readonly type: string;
  /** Properties that the rows have; `$select` of any other is refused. Left out: whatever a row has. */
  readonly selectable?: readonly string[];
  /** What a row shows without `$select`. Left out: everything. */
  readonly usual?: readonly string[];
  readonly filterable: readonly string[];
  readonly pageSize?: number;
}

const LARGEST_PAGE = 999;

/** Answers a list: `$filter`, `$orderby`, `$select`, `$count`, `$top` and pages with `@odata.nextLink`. */
export function listResponse(request: GraphRequest, collection: Collection, rows: readonly JsonObject[]): SimResponse {
  const { query } = request;
  const ordered = orderRows(filterRows(rows, collection, query['$filter']), query['$orderby']);
  const size = pageSize(query['$top'], collection);
  const from = Number(query['$skiptoken'] ?? query['$skip'] ?? 0);
  const page = ordered.slice(from, from + size);
  const isMore = from + size < ordered.length;
  return ok({
    '@odata.context': context(request, contextName(collection, query)),
    ...(query['$count'] === 'true' ? { '@odata.count': ordered.length } : {}),
    ...(isMore ? { '@odata.nextLink': nextLink(request, from + size) } : {}),
    value: page.map((row) => selectFrom(row, collection, query)),
  });
}

/** The properties of one row that `$select` names (always with the `@odata` annotations), else the usual ones. */
export function selectFrom(
  row: JsonObject,
  collection: Collection,
  query: Readonly<Record<string, string>>,
): JsonObject {
  const selected = query['$select']?.split(',').map((name) => name.trim());
  const wanted = selected ?? collection.usual;
  if (wanted === undefined) return row;
  for (const name of selected ?? []) checkProperty(name, collection);
  const known = new Map(Object.keys(row).map((name) => [name.toLowerCase(), name]));
  const names = wanted.flatMap((name) => known.get(name.toLowerCase()) ?? []);
  const expanded = (query['$expand'] ?? '').split('(')[0];
  const kept = Object.keys(row).filter((name) => name.startsWith('@') || name === expanded || names.includes(name));
  return Object.fromEntries(kept.map((name) => [name, row[name]]));
}

function checkProperty(name: string, { selectable, type }: Collection): void {
  if (selectable === undefined || selectable.some((known) => known.toLowerCase() === name.toLowerCase())) return;
  throw badRequest(`Could not find a property named '${name}' on type '${type}'.`);
}

function filterRows(rows: readonly JsonObject[], collection: Collection, text: string | undefined) {
  if (text === undefined) return rows;
  const { matches, properties } = parseFilter(text);
  const foreign = properties.find((name) => !collection.filterable.includes(name));
  if (foreign !== undefined) {
    const resource = collection.type.replace('microsoft.graph.', '');
    const message = `Unsupported or invalid query filter clause specified for property '${foreign}' of resource '${resource}'.`;
    throw badRequest(message, 'Request_UnsupportedQuery');
  }
  return rows.filter(matches);
}

function orderRows(rows: readonly JsonObject[], text: string | undefined): readonly JsonObject[] {
  if (text === undefined) return rows;
  const [name = '', direction = 'asc'] = text.split(' ');
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  return [...rows].sort((a, b) => sign * sortKey(a[name]).localeCompare(sortKey(b[name])));
}

function sortKey(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function pageSize(top: string | undefined, { pageSize: usual = 100 }: Collection): number {
  if (top === undefined) return usual;
  const size = Number(top);
  if (Number.isInteger(size) && size > 0 && size <= LARGEST_PAGE) return size;
  throw badRequest(`Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`, 'Request_BadRequest');
}

function nextLink(request: GraphRequest, from: number): string {
  const options = Object.entries(request.query).filter(([name]) => name !== '$skiptoken' && name !== '$skip');
  const query = new URLSearchParams([...options, ['$skiptoken', String(from)]]);
  return `${request.baseUrl}${request.path}?${query.toString().replaceAll('%24', '$')}`;
}

function contextName({ name }: Collection, query: Readonly<Record<string, string>>): string {
  const select = query['$select'];
  return select === undefined ? name : `${name}(${select})`;
}
