import { z } from 'zod';
import type { ObjectId } from '../recovery/terms';
import { read, type GraphClient } from './client';
import { userPath } from './object-path';

/** Graph takes so many ids at once. */
const MOST_AT_ONCE = 20;

const CHECKED = z.object({ value: z.array(z.string()) });

/** Which of these groups hold the person, directly or through other groups; ids in lower case. No group, no call. */
export async function memberGroups(
  client: GraphClient,
  id: ObjectId,
  groupIds: readonly ObjectId[],
): Promise<ReadonlySet<ObjectId>> {
  const found = new Set<ObjectId>();
  const path = userPath(id, 'checkMemberGroups');
  for (let start = 0; start < groupIds.length; start += MOST_AT_ONCE) {
    const body = { groupIds: groupIds.slice(start, start + MOST_AT_ONCE) };
    const answer = await client.call({ operation: 'directory.checkMemberGroups', method: 'POST', path, body });
    for (const group of read(CHECKED, answer).value) found.add(group.toLowerCase());
  }
  return found;
}
