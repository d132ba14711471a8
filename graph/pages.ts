import { z } from 'zod';
import { EffectError } from '../recovery/errors';
import { read, type GraphCall, type GraphClient } from './client';

/** More pages than any tenant has: who gets here is being led in a circle. */
const MOST_PAGES = 10_000;

/**
 * Every page of a collection, in turn. The link to the next page comes out of an answer, so only its path and query
 * are used: whatever host it names, the call goes to the one that was configured.
 */
export async function* pagesOf<T>(
  client: GraphClient,
  first: GraphCall,
  item: z.ZodType<T>,
): AsyncGenerator<readonly T[], void> {
  const page = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
  let call: GraphCall | undefined = first;
  for (let count = 0; call !== undefined; count += 1) {
    if (count === MOST_PAGES) throw new EffectError('rejected', 'A collection of Graph has no end.');
    const { value, '@odata.nextLink': next }: z.output<typeof page> = read(page, await client.call(call));
    yield value;
    call = next === undefined ? undefined : following(first, next);
  }
}

/** One page; `after` is the link to it, as the page before named it. */
export async function onePage<T>(
  client: GraphClient,
  first: GraphCall,
  item: z.ZodType<T>,
  after: string | undefined,
): Promise<{ readonly items: readonly T[]; readonly next: string | undefined }> {
  const call = after === undefined ? first : following(first, after);
  const page = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
  const { value: items, '@odata.nextLink': next } = read(page, await client.call(call));
  return { items, next };
}

/** All items of a collection that is known to be small. */
export async function itemsOf<T>(client: GraphClient, first: GraphCall, item: z.ZodType<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pagesOf(client, first, item)) items.push(...page);
  return items;
}

/** The query of the link stays as Graph encoded it; it already holds what the first call asked for. */
function following(first: GraphCall, link: string): GraphCall {
  const { query: _, ...call } = first;
  const prefix = `/${first.version ?? 'v1.0'}/`;
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url?.pathname.startsWith(prefix) !== true) throw new EffectError('rejected', 'Graph named no usable next page.');
  return { ...call, path: `/${url.pathname.slice(prefix.length)}${url.search}` };
}
