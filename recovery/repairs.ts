import type { RecoveryRequest } from './request';
import type { ObjectId, RequestId } from './terms';

/** What the sweep has to look at. */
export interface LiveRequests {
  readonly ids: readonly RequestId[];
  /** True when an index row that carries a signature does not hold. */
  readonly forged: boolean;
}

/** The part of the ledger that makes losses harmless. */
export interface Repairs {
  /** Everything not ended, damaged ones too, from two indexes that know of each other's losses; for the sweep. */
  findLive(tenantId: ObjectId): Promise<LiveRequests>;
  /** Requests with an entry of this day (`YYYYMMDD`, UTC), by an index that has one too many rather than too few. */
  ofDay(tenantId: ObjectId, day: string): Promise<readonly RequestId[]>;
  /** Puts back index rows that a live request has lost. Costs nothing most of the time: called at the end of every look. */
  mend(request: RecoveryRequest): Promise<void>;
  /** True for one caller when a spell of trouble with `subject` begins, and once a day while it lasts. */
  beginsSpell(tenantId: ObjectId, subject: string): Promise<boolean>;
  /** As if the spell had not begun: nobody could be told of it. */
  forgetSpell(tenantId: ObjectId, subject: string): Promise<void>;
}
