import type { Secret } from '../platform/secret';
import type { ObjectId } from './terms';

/** A way to reach somebody that stands in their entry in the directory, and is no authentication method. */
export interface EntryContact {
  readonly channel: 'email' | 'sms';
  readonly address: Secret;
  readonly masked: string;
}

/** What the directory says of how to reach somebody. */
export interface DirectoryEntry {
  /** The mobile number, where it is written so that it can be called from anywhere. */
  readonly number?: EntryContact;
  /** Mail addresses beside the account's own. */
  readonly mails: readonly EntryContact[];
  /** Every address of the account's own mailbox; absent where the directory does not say. */
  readonly own?: readonly string[];
}

export interface MemberPage {
  readonly ids: readonly ObjectId[];
  /** Names the next page, for whoever asks again. */
  readonly after?: string;
}

/** Contacts beside the authentication methods, and who is in large groups. One call of Graph each. Throws `EffectError`. */
export interface ContactDirectory {
  /** `undefined` = there is no such person. */
  entry(tenantId: ObjectId, id: ObjectId): Promise<DirectoryEntry | undefined>;
  /** One page of the people in a group, direct or by another group. */
  members(tenantId: ObjectId, groupId: ObjectId, after?: string): Promise<MemberPage>;
}

/** Everything in an entry that a message could be sent to. */
export const contactsIn = ({ number, mails }: DirectoryEntry): readonly EntryContact[] =>
  number === undefined ? mails : [number, ...mails];
