import type { Millis, ObjectId, RequestId } from './terms';

export type SightingKind = 'manager' | 'contact';

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
  /** Inserts the sighting or moves its `lastSeen`; `firstSeen` and `baseline` never change. */
  record(
    tenantId: ObjectId,
    subject: ObjectId,
    kind: SightingKind,
    value: string,
    at: Millis,
    baseline: boolean,
  ): Promise<void>;
}
