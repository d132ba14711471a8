import type { Holder } from './holder';
import type { FilledTasks } from './incident-tasks';
import type { ContactKind } from './methods';
import type { Millis, ObjectId } from './terms';

/** One rule that fired (or that could not be read), in a sentence for the approver and the audit. */
export interface Reason {
  /** Stable id of the rule, e.g. `manager.changed`. */
  readonly rule: string;
  /** `ok` checked and fine · `raised` made it stricter · `unknown` could not be read, cautious value taken · `notAvailable` no licence. */
  readonly outcome: 'ok' | 'raised' | 'unknown' | 'notAvailable';
  readonly sentence: string;
}

export type ApproverGroup = 'manager' | 'duty' | 'security';
/** How the approver recognised the employee. */
export type VerifiedBy = 'inPerson' | 'videoCall' | 'knownNumber';

export interface SlotApproval {
  readonly approver: ObjectId;
  readonly verifiedBy: VerifiedBy;
  readonly reason?: string;
  readonly at: Millis;
}

/** One approval that the route asks for. Two slots never share a person. */
export interface Slot {
  readonly slot: 1 | 2;
  readonly group: ApproverGroup;
  /** Everybody who may press on this slot's card now. */
  readonly candidates: readonly ObjectId[];
  /** Whose card was delivered. */
  readonly asked: readonly ObjectId[];
  /** Who said "not mine", could not be reached or no longer stands: not asked again. */
  readonly passedOver: readonly ObjectId[];
  /** The manager in whose place the first candidate is asked; absent where it is the manager themselves. */
  readonly standsInFor?: ObjectId;
  /** Managers of the next level in whose place further candidates were asked when nobody answered. */
  readonly alsoFor?: readonly ObjectId[];
  readonly approval?: SlotApproval;
  /** What the counter of tries stood at when a number was wrong last, and in which round. */
  readonly counted?: { readonly round: number; readonly count: number };
}

/** A fresh sign-in of an approver, for one round of one request. */
export interface StepUp {
  readonly approver: ObjectId;
  /** When Entra says that they signed in. */
  readonly authTime: Millis;
  readonly round: number;
  /** When it was recorded: links that were made before are used up. */
  readonly at: Millis;
}

/** Somebody who should have been asked and whom Teams does not let us write to. */
export interface Unreached {
  readonly person: ObjectId;
  /** `blocked`, `notInstalled` or `rejected`. */
  readonly why: string;
}

/** How a helpdesk agent says the employee was recognised, with the ticket. */
export interface Proof {
  /** One of `PROOF_CODES`. Requests of earlier versions may hold any words. */
  readonly proof: string;
  readonly ticket: string;
}

/**
 * Where the match number and the pass appear: the employee's own chat, the page behind a one-time link, or at a counter:
 * then the number on the attendant's screen, and the pass on the device of the employee's that opened the QR code.
 */
export type Delivery = { readonly place: 'teams' | 'inPerson' } | LinkDelivery;

/** `contact`: keyed hash of the address that was chosen. No link goes to another one, nor where none was written down. */
export interface LinkDelivery {
  readonly place: 'link';
  readonly contactId: string;
  readonly contact?: string;
  /** Which of the person's contacts it is; absent in requests of earlier versions. */
  readonly kind?: ContactKind;
  readonly channel: 'email' | 'sms';
  readonly masked: string;
}

export interface Ended {
  readonly at: Millis;
  /** Absent when time or the product itself ended it. */
  readonly by?: ObjectId;
  /** Code of a sentence in `words/`, e.g. `denied.notMyEmployee`. */
  readonly reason: string;
}

export interface Held extends Ended {
  readonly expiresAt: Millis;
}

/** What containment has done so far. Facts only: what it still owes is computed by `containment.ts`. */
export interface Incident {
  readonly reportedAt: Millis;
  readonly reportedBy: ObjectId;
  /** Set where a link in a notice was pressed: then `reportedBy` says whom it is about, and nobody knows who pressed. */
  readonly reportedThrough?: Holder;
  /** Nobody reported it: the product found facts that contradict each other. */
  readonly noticed?: true;
  readonly why: string;
  /** Which facts those are. */
  readonly reasons?: readonly Reason[];
  /** State in which it was reported. */
  readonly from: string;
  readonly accountDisabledAt?: Millis;
  readonly disableFailed?: boolean;
  readonly passRemovedAt?: Millis;
  /** Ids of what was taken away: the pass, and methods registered since the approval. */
  readonly removedMethods: readonly string[];
  /** Registered since the approval, and Graph refused to remove them: still registered. */
  readonly keptMethods?: readonly string[];
  readonly sessionsRevokedAt?: Millis;
  readonly containedAt?: Millis;
  readonly shieldLiftedAt?: Millis;
  /** What security has filled so far; absent before the first. */
  readonly tasks?: FilledTasks;
  readonly closedAt?: Millis;
  readonly closedBy?: ObjectId;
}
