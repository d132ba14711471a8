import { serviceOf, tableOperation } from '../../../scripts/bench/table-operations';
import { Secret } from '../../../platform/secret';

const entity = (table: string, pk: string, rk: string) =>
  `/latchkey/${table}(PartitionKey='${encodeURIComponent(pk)}',RowKey='${encodeURIComponent(rk)}')`;

describe('when a call to a table is read', () => {
  it.each([
    ['GET', entity('requests', 't|01A', 's'), { kind: 'get', table: 'requests', partition: 't|01A', row: 's' }],
    ['PUT', entity('requests', 't|01A', 'l'), { kind: 'update', table: 'requests', row: 'l' }],
    ['DELETE', entity('indexes', 't|open|1', '01A'), { kind: 'delete', table: 'indexes' }],
    ['POST', '/latchkey/seen', { kind: 'insert', table: 'seen' }],
    ['POST', '/latchkey/$batch', { kind: 'transaction', table: '' }],
    [
      'GET',
      `/latchkey/indexes()?$filter=${encodeURIComponent("PartitionKey eq 't|x' and RowKey ge ''")}&$top=32`,
      { kind: 'query', table: 'indexes', filter: "PartitionKey eq 't|x' and RowKey ge ''" },
    ],
  ])('%s %s', (method, path, operation) => {
    expect(tableOperation({ method, path })).toMatchObject(operation);
  });
});

describe('when a call leaves the process', () => {
  it('is told apart by its host', () => {
    const service = serviceOf({
      connectionString: Secret.of('QueueEndpoint=http://127.0.0.1:2/x;TableEndpoint=http://127.0.0.1:1/x'),
      graphBaseUrl: 'http://127.0.0.1:3',
      botServiceUrl: 'http://127.0.0.1:4',
    });
    const to = (port: number) =>
      service({ host: `127.0.0.1:${String(port)}`, method: 'GET', path: '/', bytes: 0, during: 'press', at: 0 });
    expect([1, 2, 3, 4, 5].map(to)).toEqual(['table', 'queue', 'graph', 'connector', 'other']);
  });
});
