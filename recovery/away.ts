import type { Deps } from './deps';
import type { Reason } from './facts';
import { readSignal } from './signals';
import type { ObjectId } from './terms';

/** Said where somebody else is asked because a manager's automatic replies are on. */
export const AWAY: Reason = {
  rule: 'manager.away',
  outcome: 'raised',
  sentence: 'The manager’s automatic replies are on, so somebody else is asked first.',
};

/** Said where a manager is asked of whom it could not be read. */
export const AWAY_UNREAD: Reason = {
  rule: 'manager.away',
  outcome: 'unknown',
  sentence: 'It could not be read whether the manager’s automatic replies are on, so they are asked as usual.',
};

export type Presence = 'away' | 'here' | 'unread';

/**
 * Tells who is away, asking once about each. Somebody of whom it cannot be read is asked as usual: where nobody answers,
 * the timers go on to the next. It says whom to ask first, never who may answer.
 */
export function presenceFrom(
  { directory }: Pick<Deps, 'directory'>,
  tenantId: ObjectId,
): (id: ObjectId) => Promise<Presence> {
  const asked = new Map<ObjectId, Promise<Presence>>();
  return (id) => {
    const known = asked.get(id) ?? readPresence(directory, tenantId, id);
    asked.set(id, known);
    return known;
  };
}

async function readPresence(directory: Deps['directory'], tenantId: ObjectId, id: ObjectId): Promise<Presence> {
  const away = await readSignal(() => directory.isAway(tenantId, id));
  if (away.kind !== 'known') return 'unread';
  return away.value ? 'away' : 'here';
}
