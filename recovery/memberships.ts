import type { Millis, ObjectId } from './terms';

/** What the product saw of somebody in a group. */
export interface Membership {
  /** Not seen in it before then. */
  readonly since: Millis;
  /** Was in it when the group was looked at for the first time: counts as old. */
  readonly baseline: boolean;
  /** Not found in it since. */
  readonly goneSince?: Millis;
}

/** A row that does not hold says nothing, and is no reason to know nothing of all the others. */
export type SeenMembership = Membership | 'doesNotHold';

/** Since when people are in the groups that have a say. Throws where storage cannot be read. */
export interface Memberships {
  /** `undefined` = never seen in it. */
  of(tenantId: ObjectId, groupId: ObjectId, person: ObjectId): Promise<SeenMembership | undefined>;
  all(tenantId: ObjectId, groupId: ObjectId): Promise<ReadonlyMap<ObjectId, SeenMembership>>;
  save(tenantId: ObjectId, groupId: ObjectId, person: ObjectId, membership: Membership): Promise<void>;
}
