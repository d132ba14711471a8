import type { Millis, ObjectId } from './terms';

/** Who was in a group when it was read last, as far as they are told things. */
export interface MembersRead {
  readonly people: readonly ObjectId[];
  readonly readAt: Millis;
}

/**
 * Whom to tell while a group cannot be read. Never who may do something: that is asked of Graph each time, and nowhere
 * else. `last` throws `RecoveryError('integrity')` on a row that was tampered with.
 */
export interface LastMembers {
  save(tenantId: ObjectId, groupId: ObjectId, read: MembersRead): Promise<void>;
  last(tenantId: ObjectId, groupId: ObjectId): Promise<MembersRead | undefined>;
}
