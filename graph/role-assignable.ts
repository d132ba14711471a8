import { z } from 'zod';
import type { Clock } from '../platform/clock';
import type { Directory } from '../recovery/ports';
import type { Millis } from '../recovery/terms';
import { read, type GraphOf } from './client';
import { groupPath } from './object-path';

/** A group is made so, or not, and Entra lets nobody change it: `false` is asked for again in case it was made anew. */
const ASK_AGAIN_MS = 86_400_000;

/** Null in a group that was not made for roles. */
const GROUP = z.object({ isAssignableToRole: z.boolean().nullish() });

/** Whether only Privileged Role Administrators, Global Administrators and the owners of a group may write its members. */
export function createAssignableReader({
  graph,
  clock,
}: {
  readonly graph: GraphOf;
  readonly clock: Clock;
}): Directory['isRoleAssignable'] {
  const known = new Map<string, { readonly assignable: boolean; readonly at: Millis }>();
  return async (tenantId, groupId) => {
    const path = groupPath(groupId);
    const place = `${tenantId}${path}`;
    const before = known.get(place);
    if (before !== undefined && (before.assignable || clock.now() - before.at < ASK_AGAIN_MS)) return before.assignable;
    const query = { $select: 'id,isAssignableToRole' };
    const answer = await graph(tenantId).call({ operation: 'directory.group', method: 'GET', path, query });
    const assignable = read(GROUP, answer).isAssignableToRole === true;
    known.set(place, { assignable, at: clock.now() });
    return assignable;
  };
}
