import type { RecoveryRequest } from '../../../recovery/request';
import type { ObjectId, RequestId } from '../../../recovery/terms';

/** A pass that somebody saw. */
export interface ShownPass {
  readonly at: number;
  readonly presser: ObjectId;
  readonly requestId: RequestId;
  readonly passId: string;
  readonly secret: string;
  readonly place: 'teams' | 'link' | 'inPerson';
  /** Of the QR code behind which it appeared, if any. */
  readonly generation: number | undefined;
}

/** A device that was let in by a QR code. */
export interface Scan {
  readonly device: string;
  readonly token: string;
}

/** A code in place of an approver, as it went out. */
export interface SentCode {
  readonly requestId: RequestId;
  readonly contactId: string;
  readonly number: string;
}

/** A press that was answered with "done". */
export interface Answered {
  readonly verb: string;
  readonly presser: ObjectId;
  readonly requestId: RequestId;
}

/** One write on the account, with what storage said at that moment. */
export interface AccountWrite {
  readonly at: number;
  readonly byProduct: boolean;
  /** When the call was sent that brought it; the same as `at` where somebody acted by themselves. */
  readonly sentAt: number;
  /** `POST passes`, `DELETE methods/<id>` and so on. */
  readonly what: string;
  /** The employee's requests as they lay in storage. */
  readonly requests: readonly RecoveryRequest[];
  /** The pass that stood right before it. */
  readonly before: string | undefined;
  /** A strong method of hers stood right after it. */
  readonly strong: boolean;
  /** The method that it deleted, as `methodKey`. */
  readonly removed?: string;
}

/** From when to when the enabled account stood with neither method nor pass. */
export interface EmptySpell {
  readonly from: number;
  until?: number;
  /** What the product wrote meanwhile. */
  writes: number;
  /** The write that began it; absent when time did. */
  readonly afterWrite: AccountWrite | undefined;
  readonly requests: readonly RecoveryRequest[];
}

/** A pass that Graph handed to a caller. */
export interface MintAnswer {
  readonly passId: string;
  readonly at: number;
  readonly by: string;
  readonly sentAt: number;
}

/** What was seen during a run: everything that an invariant needs and storage does not say. */
export class Evidence {
  readonly shown: ShownPass[] = [];
  readonly codes: SentCode[] = [];
  readonly scans: Scan[] = [];
  readonly answered: Answered[] = [];
  readonly writes: AccountWrite[] = [];
  readonly empty: EmptySpell[] = [];
  readonly minted: MintAnswer[] = [];
  /** Methods that somebody else registered, by id, and when. */
  readonly outside = new Map<string, number>();
  /** When she registered something herself. */
  readonly own: number[] = [];
  /** Methods whose DELETE was acknowledged and took no effect then, by id. */
  readonly deletesLost = new Set<string>();
  /** When each of her methods left the account, by `methodKey`. */
  readonly left = new Map<string, number>();
  readonly auditRowsLost: string[] = [];
  /** Texts typed at Entra's sign-in that were refused although the card still showed them. */
  readonly deadPassTyped: string[] = [];
  /** Errors that are no fault of the simulation's: a bug in the harness or the product. */
  readonly crashes: unknown[] = [];
  /** What was read about the employee, or told, before she answered what a colleague asked for. */
  readonly early: string[] = [];
  alarms = 0;
  /** Somebody wrote to storage past the product. */
  tampered = false;
}
