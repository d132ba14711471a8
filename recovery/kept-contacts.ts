import type { Secret } from '../platform/secret';
import type { Method, MethodKind } from './methods';
import type { Millis, ObjectId } from './terms';

/** A contact of somebody, kept whole so that it can still be told when another one has taken its place. */
export interface KeptContact {
  readonly channel: 'email' | 'sms';
  readonly address: Secret;
  readonly masked: string;
  readonly kind: MethodKind;
  /** What made the method itself: tells whether it was one of our plans that took it away. */
  readonly identity: Secret;
  /** Registered, or seen, since then. */
  readonly since: Millis;
  /** A day behind at the most while it is registered. */
  readonly lastSeen: Millis;
  /** Not found among the methods since. */
  readonly goneSince?: Millis;
}

/** The contacts of one person, registered ones and those that were lately. */
export interface Kept {
  readonly contacts: readonly KeptContact[];
  readonly lookedAt: Millis;
}

/** `undefined` = nothing is kept; a row that does not hold says nothing. */
export type FoundKept = Kept | 'doesNotHold' | undefined;

export interface DueContacts {
  /** Rises by one each time: every turn looks at another part of the people. */
  readonly turn: number;
  readonly before: Millis;
  readonly most: number;
}

/** Addresses of contacts, encrypted at rest under a key that is not in storage. Throws `EffectError`. */
export interface KeptContacts {
  of(tenantId: ObjectId, person: ObjectId): Promise<FoundKept>;
  /** Writes what `next` makes of what is there; with no contact in it the row goes. `next` may be asked again. */
  change(tenantId: ObjectId, person: ObjectId, next: (found: FoundKept) => Kept): Promise<void>;
  remove(tenantId: ObjectId, person: ObjectId): Promise<void>;
  /** Some of the people whose contacts were looked at before `before`, and those whose row does not hold. */
  due(tenantId: ObjectId, which: DueContacts): Promise<readonly ObjectId[]>;
}

type Contact = NonNullable<Method['contact']>;

/** Entra does not tell capitals in an address apart. */
export const sameAddress = (one: Pick<Contact, 'address'>, other: Pick<Contact, 'address'>): boolean =>
  one.address.reveal().toLowerCase() === other.address.reveal().toLowerCase();
