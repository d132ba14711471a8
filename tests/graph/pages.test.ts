import { z } from 'zod';
import type { GraphCall } from '../../graph/client';
import { itemsOf, pagesOf } from '../../graph/pages';
import { scriptedClient } from './contoso-graph';

const FIRST: GraphCall = {
  operation: 'test.list',
  method: 'GET',
  path: '/users',
  query: { $top: '2', $select: 'id' },
  headers: { ConsistencyLevel: 'eventual' },
};
const ITEM = z.number();

const page = (value: readonly unknown[], next?: string) => ({ value, ...(next ? { '@odata.nextLink': next } : {}) });

describe('when a collection has several pages', () => {
  const NEXT = 'https://graph.microsoft.com/v1.0/users?$top=2&$select=id&$skiptoken=RFNw%2BdA%3D';

  it('gives them in turn and follows the path and query of each link as they are', async () => {
    const client = scriptedClient(page([1, 2], NEXT), page([3]));
    const pages: (readonly number[])[] = [];
    for await (const items of pagesOf(client, FIRST, ITEM)) pages.push(items);
    expect(pages).toEqual([[1, 2], [3]]);
    expect(client.calls).toEqual([
      FIRST,
      {
        operation: 'test.list',
        method: 'GET',
        path: '/users?$top=2&$select=id&$skiptoken=RFNw%2BdA%3D',
        headers: { ConsistencyLevel: 'eventual' },
      },
    ]);
  });

  it('asks for a page only when somebody wants it', async () => {
    const client = scriptedClient(page([1], NEXT));
    for await (const _ of pagesOf(client, FIRST, ITEM)) break;
    expect(client.calls).toHaveLength(1);
  });

  it('never leaves for the host of a link', async () => {
    const client = scriptedClient(page([1], 'https://elsewhere.example/v1.0/users?$skiptoken=x'), page([2]));
    await expect(itemsOf(client, FIRST, ITEM)).resolves.toEqual([1, 2]);
    expect(client.calls[1]?.path).toBe('/users?$skiptoken=x');
  });

  it.each(['https://graph.microsoft.com/beta/users', 'https://graph.microsoft.com/', '/v1.0/users', 'x'])(
    'refuses the link %j',
    async (link) => {
      await expect(itemsOf(scriptedClient(page([1], link)), FIRST, ITEM)).rejects.toMatchObject({ code: 'rejected' });
    },
  );

  it('does not walk in a circle for ever', async () => {
    let calls = 0;
    const circle = {
      call: async () => {
        calls += 1;
        return { status: 200, body: page([], NEXT), trace: {} };
      },
    };
    await expect(itemsOf(circle, FIRST, ITEM)).rejects.toMatchObject({ code: 'rejected' });
    expect(calls).toBe(10_000);
  });
});

describe('when a page has another shape', () => {
  it.each([undefined, {}, { value: 'x' }, { value: ['x'] }, { value: [1], '@odata.nextLink': 7 }])(
    'refuses %j',
    async (body) => {
      await expect(itemsOf(scriptedClient(body), FIRST, ITEM)).rejects.toMatchObject({ code: 'rejected' });
    },
  );
});
