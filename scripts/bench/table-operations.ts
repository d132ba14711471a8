import type { LocalSettings } from '../../simulators/local-cloud';
import type { Call } from './outgoing-calls';

export type Service = 'connector' | 'graph' | 'queue' | 'table' | 'other';

/** What a call to a table did, and to which row: `get requests l`. */
export interface TableOperation {
  readonly kind: 'delete' | 'get' | 'insert' | 'query' | 'transaction' | 'update';
  /** Empty for a transaction, whose rows are in its body. */
  readonly table: string;
  readonly partition: string;
  readonly row: string;
  /** Of a query, as it was sent. */
  readonly filter: string;
}

type Addresses = Pick<LocalSettings, 'botServiceUrl' | 'connectionString' | 'graphBaseUrl'>;

function endpoint({ connectionString }: Addresses, service: 'Queue' | 'Table'): string {
  const url = new RegExp(`${service}Endpoint=([^;]+)`).exec(connectionString.reveal())?.[1] ?? '';
  return new URL(url).host;
}

/** Tells by host which service a call went to. */
export function serviceOf(settings: Addresses): (call: Call) => Service {
  const hosts = new Map<string, Service>([
    [endpoint(settings, 'Table'), 'table'],
    [endpoint(settings, 'Queue'), 'queue'],
    [new URL(settings.graphBaseUrl).host, 'graph'],
    [new URL(settings.botServiceUrl).host, 'connector'],
  ]);
  return ({ host }) => hosts.get(host) ?? 'other';
}

const ENTITY = /^\/[^/]+\/(\w+)\(PartitionKey='([^']*)',RowKey='([^']*)'\)/;
const TABLE = /^\/[^/]+\/(\w+)(\(\))?$/;
const KINDS: Readonly<Record<string, TableOperation['kind']>> = { DELETE: 'delete', GET: 'get', POST: 'insert' };

/** Reads a call to Azure Tables. Every round trip is one operation, a transaction and a page of a query as well. */
export function tableOperation({ method, path }: Pick<Call, 'method' | 'path'>): TableOperation {
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
  const address = decodeURIComponent(pathname);
  const none = { table: '', partition: '', row: '', filter: '' };
  if (address.endsWith('/$batch')) return { ...none, kind: 'transaction' };
  const [found, table = '', partition = '', row = ''] = ENTITY.exec(address) ?? [];
  const kind = KINDS[method] ?? 'update';
  if (found !== undefined) return { ...none, kind, table, partition, row };
  const filter = searchParams.get('$filter') ?? '';
  return { ...none, kind: method === 'GET' ? 'query' : kind, table: TABLE.exec(address)?.[1] ?? '', filter };
}
