import type { Millis, ObjectId, RequestId } from './terms';

/** `contact`: of a method; `directory`: of the entry in the directory. */
export type SightingKind = 'manager' | 'contact' | 'directory';

/** When the product first and last saw a fact about somebody (their manager, the hash of a contact). */
export interface Sighting {
  readonly value: string;
  readonly firstSeen: Millis;
  readonly lastSeen: Millis;
  /** Recorded at installation: counts as old for managers. */
  readonly baseline: boolean;
}

/** Everything that was seen about somebody, by kind. */
export interface Seen extends Readonly<Record<SightingKind, readonly Sighting[]>> {
  /** Requests about this person, newest first. Hints: whoever goes by one reads it. */
  readonly requests: readonly RequestId[];
}

export interface Sightings {
  /** One look at all of it. */
  about(tenantId: ObjectId, subject: ObjectId): Promise<Seen>;
  /**
   * Inserts the sighting or widens it to that moment; `baseline` never changes. Two looks side by side leave the earlier
   * one as `firstSeen`, so that what was seen in one look bears one date.
   */
  record(
    tenantId: ObjectId,
    subject: ObjectId,
    kind: SightingKind,
    value: string,
    at: Millis,
    baseline: boolean,
  ): Promise<void>;
  /** The same of all that one look found, whole or not at all: half a look would say that the rest came later. */
  recordLook(
    tenantId: ObjectId,
    subject: ObjectId,
    kind: SightingKind,
    values: readonly string[],
    at: Millis,
  ): Promise<void>;
  /** Removes what was last seen of somebody's contacts at that moment or before. */
  forgetContacts(tenantId: ObjectId, subject: ObjectId, upTo: Millis): Promise<void>;
}
