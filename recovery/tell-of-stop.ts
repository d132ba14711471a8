import type { StopNews } from './cards';
import type { Deps } from './deps';
import { EffectError, isTransient } from './errors';
import type { Stopping } from './heeding';
import { membersLately } from './last-members';
import type { Stop, StoredStop } from './stops';
import type { ObjectId } from './terms';

/** More people of a group are not told one by one. */
const MOST_TOLD = 50;
/** Whoever stopped it tells people at once; when that process died, another one does after this. */
export const TELL_AFTER_MS = 60_000;

/** Who is told was of the group lately at least: a pause may be why the directory cannot be read. */
async function membersOf(deps: Stopping, tenantId: ObjectId, groupId: ObjectId): Promise<readonly ObjectId[]> {
  try {
    return (await deps.directory.groupMembers(tenantId, groupId)).map(({ id }) => id);
  } catch (error) {
    if (!isTransient(error)) throw error;
    return membersLately(deps, tenantId, groupId);
  }
}

async function audience(deps: Stopping, tenantId: ObjectId): Promise<readonly ObjectId[]> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return [];
  const groups = [tenant.securityGroupId, tenant.helpdeskGroupId];
  const members = await Promise.all(groups.map((group) => membersOf(deps, tenantId, group)));
  return [...new Set(members.flatMap((people) => people.slice(0, MOST_TOLD)))];
}

/** The name for the message; nobody's where it was the product itself, or cannot be read. */
async function newsOf({ directory }: Pick<Deps, 'directory'>, tenantId: ObjectId, stop: Stop): Promise<StopNews> {
  const person = await directory.person(tenantId, stop.by).catch(() => undefined);
  const by = person === undefined ? {} : { by: person.displayName };
  return { kind: 'stop', paused: stop.paused, reason: stop.reason, ...by };
}

async function tellEverybody(deps: Stopping, tenantId: ObjectId, stop: Stop): Promise<void> {
  const [people, news] = await Promise.all([audience(deps, tenantId), newsOf(deps, tenantId, stop)]);
  const told = await Promise.allSettled(people.map((id) => deps.cards.alarm(tenantId, id, news)));
  const reached = told.filter((one) => one.status === 'fulfilled' && one.value).length;
  if (people.length > 0 && reached === 0) throw new EffectError('unavailable', 'Nobody could be told.');
}

/**
 * Tells everybody of security and the helpdesk, and writes down that they were told. Never throws: the switch stands whether
 * they hear of it now or at a later try.
 */
export async function tellOfStop(deps: Stopping, tenantId: ObjectId, stored: StoredStop): Promise<void> {
  const { seq, ...stop } = stored;
  try {
    await tellEverybody(deps, tenantId, stop);
    await deps.stops.write(tenantId, { ...stop, told: true }, seq);
  } catch (error) {
    deps.log.error('stop.untold', { tenantId, error });
  }
}
