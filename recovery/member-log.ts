import type { GroupAddition } from './account-logs';
import { CHANGE_DAYS } from './account-logs';
import type { Deps } from './deps';
import { forTenant } from './for-tenant';
import type { Membership } from './memberships';
import type { TenantSettings } from './ports';
import { readSignal } from './signals';
import type { Millis, ObjectId } from './terms';

const DAY = 86_400_000;

/** What the directory's log says of who was put into the groups, and how long ago counts as lately. */
export interface MemberLog {
  readonly additions: readonly GroupAddition[];
  /** What happened before then is missing, because there was more than could be read; absent where nothing is. */
  readonly cutOffAt?: Millis;
  /** Whoever was put in later than this does not count yet. */
  readonly lately: Millis;
}

/**
 * Reads the log once for all groups of a tenant. `undefined` where the tenant has no licence or it cannot be read: then what
 * the product saw itself decides alone, and the log of the product says that it is so.
 */
export async function readMemberLog(
  deps: Pick<Deps, 'directory' | 'tenants' | 'policy' | 'clock' | 'log'>,
  { tenantId }: TenantSettings,
  groupIds: readonly ObjectId[],
): Promise<MemberLog | undefined> {
  const { groupMemberDays } = forTenant(deps, tenantId).policy;
  if (groupMemberDays === 0) return undefined;
  const now = deps.clock.now();
  const since = now - Math.min(groupMemberDays, CHANGE_DAYS) * DAY;
  const page = await readSignal(() => deps.directory.additions(tenantId, groupIds, since));
  if (page.kind === 'unknown') deps.log.warn('members.logUnread', { tenantId, code: page.why });
  if (page.kind !== 'known') return undefined;
  const { entries: additions, since: reach } = page.value;
  const lately = now - groupMemberDays * DAY;
  if (reach <= since) return { additions, lately };
  deps.log.warn('members.logCutOff', { tenantId });
  return { additions, lately, cutOffAt: reach };
}

/** When somebody was put into a group last, as far as the log says. */
export function addedAt({ additions }: MemberLog, groupId: ObjectId, person: ObjectId): Millis | undefined {
  const moments = additions.filter((one) => one.groupId === groupId && one.person === person).map(({ at }) => at);
  return moments.length === 0 ? undefined : Math.max(...moments);
}

/**
 * What was seen of somebody who is in a group, made no older than the log allows; never younger than it was. `isFirst` = it
 * is what a first look would take for old: where the log is cut off, that is not known. Pure.
 */
export function heedLog(
  seen: Membership,
  log: MemberLog | undefined,
  { added, isFirst, now }: { readonly added: Millis | undefined; readonly isFirst: boolean; readonly now: Millis },
): Membership {
  if (log === undefined) return seen;
  const reach = (isFirst ? log.cutOffAt : undefined) ?? -Infinity;
  const since = Math.min(now, Math.max(added ?? -Infinity, reach));
  if (since <= log.lately || (!seen.baseline && since <= seen.since)) return seen;
  return { ...seen, since, baseline: false };
}
