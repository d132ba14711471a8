import { z } from 'zod';
import type { GroupAddition, LogPage } from '../recovery/account-logs';
import { EffectError } from '../recovery/errors';
import type { Directory } from '../recovery/ports';
import { asObjectId, type Millis, type ObjectId } from '../recovery/terms';
import type { GraphCall, GraphClient, GraphOf } from './client';
import { checkedId } from './object-path';
import { pagesOf } from './pages';

const ADDED = 'Add member to group';
const LARGEST_PAGE = '999';
/** What lies behind these pages is not read: the answer says from when on it is complete. */
const MOST_PAGES = 5;

const AUDIT = z.object({
  activityDateTime: z.string(),
  result: z.string().nullish(),
  targetResources: z.array(z.object({ id: z.string().nullish() })).nullish(),
});

type Listed = z.output<typeof AUDIT>;

/** Group and member are both targets, in either order. */
function additionsIn(listed: Listed, groupIds: readonly ObjectId[]): readonly GroupAddition[] {
  const at = Date.parse(listed.activityDateTime);
  const targets = (listed.targetResources ?? []).flatMap(({ id }) => asObjectId(id ?? undefined) ?? []);
  const groupId = targets.find((id) => groupIds.includes(id));
  if (listed.result === 'failure' || groupId === undefined || Number.isNaN(at)) return [];
  return targets.filter((id) => id !== groupId).map((person) => ({ groupId, person, at }));
}

async function readPages(
  client: GraphClient,
  groupIds: readonly ObjectId[],
  since: Millis,
): Promise<LogPage<GroupAddition>> {
  const which = groupIds.map((id) => `targetResources/any(t:t/id eq '${id}')`).join(' or ');
  const from = new Date(since).toISOString();
  const $filter = `activityDateTime ge ${from} and activityDisplayName eq '${ADDED}' and (${which})`;
  const query = { $filter, $top: LARGEST_PAGE };
  const call: GraphCall = {
    operation: 'directory.additions',
    method: 'GET',
    path: '/auditLogs/directoryAudits',
    query,
  };
  const entries: GroupAddition[] = [];
  let pages = 0;
  let oldest = Infinity;
  for await (const page of pagesOf(client, call, AUDIT)) {
    // Newest first: a page more than is read says that older ones are missing.
    if (pages === MOST_PAGES) return { entries, since: oldest };
    entries.push(...page.flatMap((listed) => additionsIn(listed, groupIds)));
    oldest = Math.min(oldest, ...page.map(({ activityDateTime }) => Date.parse(activityDateTime)));
    pages += 1;
  }
  return { entries, since };
}

/** One question for all groups; one for each where Graph does not take several in one. */
async function readAdditions(
  client: GraphClient,
  groupIds: readonly ObjectId[],
  since: Millis,
): Promise<LogPage<GroupAddition>> {
  try {
    return await readPages(client, groupIds, since);
  } catch (error) {
    if (groupIds.length < 2 || !(error instanceof EffectError) || error.code !== 'rejected') throw error;
  }
  const pages: LogPage<GroupAddition>[] = [];
  for (const groupId of groupIds) pages.push(await readPages(client, [groupId], since));
  return {
    entries: pages.flatMap(({ entries }) => entries),
    since: Math.max(...pages.map((page) => page.since)),
  };
}

/** Who was put into these groups, by the directory's own log. */
export function createAdditionReader({ graph }: { readonly graph: GraphOf }): Directory['additions'] {
  return async (tenantId, groupIds, since) => readAdditions(graph(tenantId), groupIds.map(checkedId), since);
}
