import type { Deps } from './deps';
import type { ObjectId } from './terms';

/** So many people of a group are told something. */
export const MOST_TOLD = 5;
const DAY = 86_400_000;
/** After this somebody may have left the group for too long. */
const COUNTS_MS = 7 * DAY;

/** Who was in the group a week ago at most; nobody where that is not known, or where the record of it does not hold. */
export async function membersLately(
  deps: Pick<Deps, 'lastMembers' | 'clock' | 'log'>,
  tenantId: ObjectId,
  groupId: ObjectId,
): Promise<readonly ObjectId[]> {
  try {
    const read = await deps.lastMembers.last(tenantId, groupId);
    return read !== undefined && deps.clock.now() - read.readAt < COUNTS_MS ? read.people : [];
  } catch (error) {
    deps.log.error('members.unknown', { tenantId, error });
    return [];
  }
}
