import type { RecoveryEvent } from './events';
import type { ObjectId, RequestId, ShortCode, State } from './terms';

/** One entry of a request's audit trail: a fact committed together with the state it led to. */
export interface AuditEntry {
  readonly v: number;
  readonly seq: number;
  readonly tenantId: ObjectId;
  readonly requestId: RequestId;
  readonly shortCode: ShortCode;
  /** Field name of the event, see `EVENT_NAMES`. */
  readonly name: string;
  readonly event: RecoveryEvent;
  /** State after the event. */
  readonly state: State;
  /** Hash of the entry before; `CHAIN_START` for the first. */
  readonly prev: string;
}
