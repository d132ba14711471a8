import type { Rostered } from './contact-roster';
import type { Deps } from './deps';
import { forTenant } from './for-tenant';
import type { Millis, ObjectId } from './terms';

const DAY = 86_400_000;
/** More people are not remembered in memory; whoever is not is read from storage again. */
const MOST_REMEMBERED = 10_000;
/** Nobody waits so long for their turn: the row that says when it comes must be lost. */
const OVERDUE_MS = 7 * DAY;

type Noting = Pick<Deps, 'contactRoster' | 'tenants' | 'policy' | 'clock' | 'log'>;

function afterUse(found: Rostered | undefined, now: Millis): Rostered {
  if (found === undefined) return { used: true, dueAt: 0 };
  const { leftAt, ...there } = found;
  const isLate = found.dueAt > 0 && now - found.dueAt > OVERDUE_MS;
  if (leftAt === undefined && found.used === true && !isLate) return found;
  return { ...there, used: true, dueAt: leftAt === undefined && !isLate ? found.dueAt : now };
}

/**
 * Puts whoever uses the bot on the list of people whose contacts are looked at in the background: asks storage once a day
 * and process for each of them. Never throws: whoever writes to the bot is answered all the same.
 */
export function createUseNoter(deps: Noting): (tenantId: ObjectId, person: ObjectId) => Promise<void> {
  const noted = new Map<string, Millis>();
  return async (tenantId, person) => {
    const { clock, contactRoster, log } = deps;
    const now = clock.now();
    const key = `${tenantId}|${person}`;
    if (forTenant(deps, tenantId).policy.contactSnapshot.who !== 'usersAndGroups') return;
    if (now - (noted.get(key) ?? -Infinity) < DAY) return;
    if (noted.size >= MOST_REMEMBERED) noted.clear();
    try {
      await contactRoster.change(tenantId, person, (found) => afterUse(found, now));
      noted.set(key, now);
    } catch (error) {
      log.warn('contactSnapshot.useNotNoted', { tenantId, error });
    }
  };
}
