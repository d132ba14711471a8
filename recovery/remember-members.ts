import type { Alarming } from './alarm';
import { raiseAlarm } from './alarm';
import { RecoveryError } from './errors';
import { MOST_TOLD } from './last-members';
import type { MembersRead } from './members-read';
import type { Person } from './ports';
import type { ObjectId } from './terms';

const NOTE_EVERY_MS = 3_600_000;

/** Security hears of a row that does not hold; the caller then writes a new one over it. */
async function soundOr(deps: Alarming, tenantId: ObjectId, groupId: ObjectId): Promise<MembersRead | undefined> {
  try {
    return await deps.lastMembers.last(tenantId, groupId);
  } catch (error) {
    if (!(error instanceof RecoveryError) || error.code !== 'integrity') throw error;
    await raiseAlarm(deps, tenantId, undefined, 'members');
    return undefined;
  }
}

/** Reads a group, remembers who is in it, and says who that is. Throws `EffectError` where it cannot be read. */
export async function rememberMembers(
  deps: Alarming,
  tenantId: ObjectId,
  groupId: ObjectId,
): Promise<readonly Person[]> {
  const members = await deps.directory.groupMembers(tenantId, groupId);
  const people = members.slice(0, MOST_TOLD).map(({ id }) => id);
  const readAt = deps.clock.now();
  const before = await soundOr(deps, tenantId, groupId);
  const isKnown =
    before !== undefined && readAt - before.readAt < NOTE_EVERY_MS && before.people.join() === people.join();
  if (!isKnown) await deps.lastMembers.save(tenantId, groupId, { people, readAt });
  return members;
}
