import type { RecoveryRequest } from './request';
import type { ObjectId, RequestId } from './terms';

export interface Delivered {
  readonly reached: readonly ObjectId[];
  readonly unreachable: readonly { readonly person: ObjectId; readonly why: string }[];
}

export type NoticeKind =
  | 'opened'
  | 'approved'
  | 'denied'
  | 'held'
  | 'revealed'
  | 'completed'
  | 'failed'
  | 'incident'
  | 'codeVoided'
  | 'numberLocked'
  | 'enrolled'
  /** For the helpdesk: a step does not work; an approver cannot be reached in Teams. */
  | 'stuck'
  | 'unreached';

/**
 * Draws the request for everybody who sees it. Idempotent: sends a missing card, edits one that no longer tells the
 * truth, leaves the rest alone. Stored messages never carry a match number, a release code or a pass.
 */
export interface Cards {
  /** `drawn`: what the cards show already, where the caller knows; who would see no difference is left alone unread. */
  project(request: RecoveryRequest, drawn?: RecoveryRequest): Promise<Delivered>;
  /** Edits what is out already and sends nothing new: fit for whoever does not hold the request's lease. Never throws. */
  refresh(request: RecoveryRequest): Promise<void>;
  /** A fresh message that makes a phone buzz (reminder, held, incident). False when the person could not be told. */
  notify(person: ObjectId, notice: NoticeKind, request: RecoveryRequest): Promise<boolean>;
  /** One sentence: a stored record does not hold. Nothing of the record itself is shown. False when not delivered. */
  alarm(tenantId: ObjectId, person: ObjectId, requestId: RequestId | undefined): Promise<boolean>;
}
