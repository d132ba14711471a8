import type { EffectErrorCode } from './errors';
import type { RecoveryRequest } from './request';
import type { GroupName, Millis, ObjectId, RequestId } from './terms';

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
  /** A new password is asked for at the next sign-in. */
  | 'newPassword'
  /** The shown pass ends soon, and no new method was seen. */
  | 'passEnds'
  /** Nobody approves: a code went to a number of long standing. And then a pass was shown for it. */
  | 'selfVerified'
  | 'selfRecovered'
  /** For the helpdesk: a step does not work; an approver cannot be reached in Teams. */
  | 'stuck'
  | 'unreached'
  /** For security and helpdesk: the logs do not say who added a new method, or say something odd. */
  | 'unchecked'
  /** At a counter, after the approval: another attendant came. */
  | 'relieved'
  /** A stolen phone: the chat had its time, and the pass appears elsewhere. */
  | 'moved';

/** As whom somebody is told who is no part of the request. */
export type Audience = 'helpdesk' | 'security';

/** The switch was turned. Names who did it, and has their words: both come from the directory's and security's own hands. */
export interface StopNews {
  readonly kind: 'stop';
  readonly paused: boolean;
  readonly reason: string;
  /** Display name; absent where it was the product itself. */
  readonly by?: string;
}

/** What some people hear of although they are no part of anything: at most an id, because none of it may be believed or shown, or that all stands still. */
export type Alarm =
  /** A stored record does not hold. */
  | { readonly kind: 'record'; readonly requestId: RequestId | undefined }
  /** Nothing goes on for anybody, and who has to be told cannot be looked up. */
  | { readonly kind: 'standstill'; readonly code: EffectErrorCode }
  /** The second place of the audit trail cannot be read or written. */
  | { readonly kind: 'anchors'; readonly code: EffectErrorCode }
  | StopNews
  /** Too many people can change who has a say here. `required`: the policy lets such groups have none. */
  | { readonly kind: 'openGroups'; readonly groups: readonly GroupName[]; readonly required: boolean }
  /** Only for the stand-in: whoever names or ends one reads the answer. The ends are the first and the last moment that count. */
  | {
      readonly kind: 'standIn';
      readonly manager: ObjectId;
      readonly named?: { readonly from: Millis; readonly until: Millis };
    }
  /** Somebody sends or gets more than a cap allows. It names them, so it is only for who is of security now. */
  | {
      readonly kind: 'flood';
      readonly of: 'requester' | 'agent' | 'employee' | 'approver' | 'cause' | 'tenant';
      readonly person?: ObjectId;
      /** Who sent too many to this person. */
      readonly cause?: ObjectId;
    };

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
  notify(person: ObjectId, notice: NoticeKind, request: RecoveryRequest, as?: Audience): Promise<boolean>;
  /** One message outside any request. False when not delivered. */
  alarm(tenantId: ObjectId, person: ObjectId, about: Alarm): Promise<boolean>;
}
