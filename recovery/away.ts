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

/**
 * Tells who is away, asking once about each. Somebody of whom it cannot be read is asked as usual: where nobody answers,
 * the timers go on to the next. It says whom to ask first, never who may answer.
 */
export function awayFrom(
  { directory }: Pick<Deps, 'directory'>,
  tenantId: ObjectId,
): (id: ObjectId) => Promise<boolean> {
  const asked = new Map<ObjectId, Promise<boolean>>();
  return (id) => {
    const known = asked.get(id) ?? readAway(directory, tenantId, id);
    asked.set(id, known);
    return known;
  };
}

async function readAway(directory: Deps['directory'], tenantId: ObjectId, id: ObjectId): Promise<boolean> {
  const away = await readSignal(() => directory.isAway(tenantId, id));
  return away.kind === 'known' && away.value;
}
