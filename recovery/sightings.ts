import type { Millis, ObjectId } from './terms';

export type SightingKind = 'manager' | 'contact';

/** When the product first and last saw a fact about somebody (their manager, the hash of a contact). */
export interface Sighting {
  readonly value: string;
  readonly firstSeen: Millis;
  readonly lastSeen: Millis;
  /** Recorded at installation: counts as old for managers. */
  readonly baseline: boolean;
}

export interface Sightings {
  /** Everything that was seen about somebody, by kind. */
  about(tenantId: ObjectId, subject: ObjectId): Promise<Readonly<Record<SightingKind, readonly Sighting[]>>>;
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
