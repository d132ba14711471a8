import type { IdDocument } from './attendance';
import type { Begun } from './begun';
import type { EnrolmentPayloads } from './enrolment-events';
import type { Delivery, LinkDelivery, Reason, Slot, VerifiedBy } from './facts';
import type { Holder } from './holder';
import type { IncidentTask, TaskAnswer } from './incident-tasks';
import type { MethodKind } from './methods';
import type { PasswordReason } from './password-facts';
import type { AwaitingApproval } from './request';
import type { Decided } from './run';
import type { Millis, ObjectId } from './terms';

/** Who did it: a person by object id, whoever pressed the link in a notice, or the product itself (timers, the worker). */
export type Actor =
  | { readonly kind: 'person'; readonly id: ObjectId }
  | ({ readonly kind: 'holder' } & Holder)
  | { readonly kind: 'system' };

/** A contact that a notice went to: as the trail names its holder, and masked, for people. */
export interface ToldContact extends Holder {
  /** It was replaced or removed lately. */
  readonly replaced?: true;
  readonly masked?: string;
}

interface Common {
  readonly at: Millis;
  readonly by: Actor;
  /** Graph's `request-id` of the call this event records, where there was one. */
  readonly graphRequestId?: string;
}

interface Minted {
  readonly methodId: string;
  readonly expiresAt: Millis;
  /** When Graph made it, by Graph's clock: of two passes the later one stands. */
  readonly mintedAt?: Millis;
}

/** Who signed for a slot, and how they recognised the employee. */
export interface SlotSignature {
  readonly slot: 1 | 2;
  readonly approver: ObjectId;
  readonly verifiedBy: VerifiedBy;
  readonly reason?: string;
}

interface LetGoOn {
  /** Who let it go on, and approves nothing of it any more. Entries of before did not say. */
  readonly restartedBy?: ObjectId;
}

interface Payloads extends EnrolmentPayloads {
  /** The request as it was opened; the first event of every chain. */
  readonly opened: { readonly request: AwaitingApproval };
  readonly joined: { readonly who: ObjectId };
  /** `begun` where it waited for the employee: whoever takes it over says what happened. */
  readonly takenOver: { readonly requester: ObjectId; readonly begun?: Begun };
  /** `begun` where a colleague opened it: then nothing was decided before. */
  readonly employeeConfirmed: { readonly begun?: Begun };
  /** At a counter: who attends to the employee, and which kind of ID they looked at. Its number is no part of it. */
  readonly attended: { readonly attendant: ObjectId };
  readonly idChecked: { readonly document: IdDocument };
  /** A QR code was put on the attendant's screen; some device opened it, as the first and only one. */
  readonly qrShown: { readonly generation: number };
  readonly qrOpened: { readonly generation: number };
  readonly approverAsked: { readonly slot: 1 | 2; readonly approver: ObjectId };
  readonly approverUnreachable: { readonly slot: 1 | 2; readonly approver: ObjectId; readonly why: string };
  /** New candidates for the open slots: "not mine", unreachable, escalation, an approver who no longer stands. */
  readonly approversReplaced: {
    readonly slots: readonly Slot[];
    readonly why: string;
    readonly reasons: readonly Reason[];
  };
  readonly reminded: object;
  readonly escalated: { readonly slots: readonly Slot[] };
  readonly matchFailed: {
    readonly slot: 1 | 2;
    readonly approver: ObjectId;
    readonly tries: number;
    /** What the counter stood at, right ones included: it never stands lower in this round. */
    readonly counted?: number;
  };
  /** An approver signed in anew, as the policy asks: when, and by what, as Entra says. */
  readonly approverSteppedUp: {
    readonly slot: 1 | 2;
    readonly approver: ObjectId;
    readonly authTime: Millis;
    /** `amr` and `acrs` of the token. */
    readonly methods: readonly string[];
    readonly contexts: readonly string[];
  };
  readonly slotApproved: SlotSignature;
  readonly approved: SlotSignature & {
    readonly decided: Decided;
    readonly reasons: readonly Reason[];
    /** The tiers as they were read for this decision. */
    readonly tiers?: readonly string[];
  };
  /** Nobody approved: the rules let a code to a number of long standing do. `decided` says which number, masked and hashed. */
  readonly selfVerified: {
    readonly decided: Decided;
    readonly reasons: readonly Reason[];
    readonly tiers?: readonly string[];
  };
  /** And the way back: from now on somebody has to approve. Nothing was executed. */
  readonly approvalRequired: {
    readonly slots: readonly Slot[];
    readonly why: string;
    readonly reasons: readonly Reason[];
    readonly expiresAt: Millis;
  };
  readonly codeSent: { readonly generation: number; readonly contact: string };
  readonly codeSendFailed: { readonly generation: number; readonly code: string };
  /** The end of a request that was only evaluated: decided as usual, by whom where somebody signed just now, and not done. */
  readonly evaluated: {
    readonly signature?: SlotSignature;
    readonly decided: Decided;
    readonly reasons: readonly Reason[];
    readonly tiers?: readonly string[];
  };
  readonly denied: { readonly reason: string };
  readonly held: { readonly why: string; readonly expiresAt: Millis };
  readonly released: LetGoOn & { readonly reason: string; readonly expiresAt: Millis };
  readonly refused: { readonly why: string };
  readonly cancelled: { readonly reason: string };
  readonly expired: object;
  readonly withdrawn: object;
  readonly fraudReported: {
    readonly why: string;
    /** Whose link was pressed, where it was one. */
    readonly notice?: string;
    /** Which facts contradict each other, where the product found it by itself. */
    readonly reasons?: readonly Reason[];
  };
  /** `why`: nobody asked for it, the one before stood in the employee's chat. */
  readonly codeRenewed: { readonly generation: number; readonly deadline: Millis; readonly why?: 'typedInChat' };
  /** `counted` as above, for this generation of the code. */
  readonly codeFailed: { readonly tries: number; readonly counted?: number };
  readonly codeVoided: { readonly tries: number };
  /** The approver no longer stands: the question goes to the next one, nothing was executed. `reasons`: as they were read for it. */
  readonly approverLost: {
    readonly slots: readonly Slot[];
    readonly why: string;
    readonly reasons?: readonly Reason[];
    readonly expiresAt: Millis;
  };
  /** A new one-time link is wanted: the links of before are dead. */
  readonly linkAsked: object;
  /** `number`: how many new ones had been asked for when it was made; absent before the first. */
  readonly linkSent: { readonly channel: 'email' | 'sms'; readonly contactId: string; readonly number?: number };
  readonly linkFailed: { readonly channel: 'email' | 'sms'; readonly code: string };
  /** Written before the mint, so that no pass can exist without an entry and no two reveals run at once. */
  readonly revealStarted: { readonly reveal: number; readonly place: Delivery['place'] };
  /** Graph refused the lifetime that was decided: the tenant's range moved since. The mint goes on within the new one. */
  readonly passTermsChanged: { readonly lifetimeInMinutes: number; readonly placeholderMinutes: number };
  /** `shownSince`: when the first pass was made that was shown for this decision, by Graph's clock. */
  readonly passIssued: Minted & { readonly shownSince?: Millis };
  /** Minted for a reveal and shown to nobody: the request had ended by then, or another pass was on its way. */
  readonly passDropped: Minted;
  /** Written before the mint: from now on something may have been done to the account. */
  readonly placeholderStarted: object;
  readonly placeholderIssued: Minted;
  /** Another pass stands where the shown one stood: a late answer, or somebody outside. It works no more. */
  readonly passReplaced: { readonly methodId: string };
  readonly gapOpened: { readonly methodId: string };
  readonly gapClosed: Minted;
  readonly methodRemoved: { readonly methodId: string; readonly kind: MethodKind; readonly alreadyGone: boolean };
  readonly methodDeferred: { readonly methodId: string; readonly kind: MethodKind };
  /** Another method became the default, so that this one can go. */
  readonly defaultSwitched: {
    readonly methodId: string;
    readonly kind: MethodKind;
    readonly standInId: string;
    readonly standInKind: MethodKind;
  };
  /** Still registered, and said so. */
  readonly methodKept: { readonly methodId: string; readonly kind: MethodKind; readonly why: string };
  readonly removalVerified: { readonly standing: readonly string[] };
  readonly sessionsRevoked: object;
  /** A stolen phone, and the chat had its time: the pass appears behind a link to this contact. The code that was said is dead. */
  readonly revealMoved: { readonly delivery: LinkDelivery; readonly expiresAt: Millis };
  /** Or at a counter, where no contact may carry a link: that takes two people, who are asked anew. */
  readonly movedToCounter: {
    readonly slots: readonly Slot[];
    readonly reasons: readonly Reason[];
    readonly expiresAt: Millis;
  };
  readonly completed: object;
  /** The pass ran out unused, or another end that leaves the case to people. */
  readonly failed: { readonly why: string };
  readonly retried: LetGoOn & {
    readonly slots: readonly Slot[];
    readonly reasons: readonly Reason[];
    readonly tiers?: readonly string[];
    readonly expiresAt: Millis;
  };
  readonly stepFailed: {
    readonly step: string;
    readonly code: string;
    readonly attempts: number;
    readonly nextAttemptAt: Millis;
    /** When this try began, where that was sooner than it failed: people have waited since then. */
    readonly begunAt?: Millis;
  };
  /** A step that had failed worked again, with nothing else to record. */
  readonly stepRecovered: { readonly step: string };
  readonly accountDisabled: object;
  readonly accountDisableFailed: { readonly code: string };
  readonly passRemoved: { readonly methodId: string };
  readonly intruderRemoved: { readonly methodId: string; readonly kind: MethodKind };
  readonly contained: object;
  readonly shieldLifted: { readonly reason: string };
  /** Security filled a task of the incident, or corrected it. */
  readonly taskDone: { readonly task: IncidentTask; readonly answer?: TaskAnswer; readonly text: string };
  readonly incidentClosed: object;
  /** A new password: who asked for it stands in the event; then Microsoft Entra took it, or it was given up. */
  readonly passwordChangeAsked: { readonly reason: PasswordReason; readonly text?: string };
  readonly passwordChangeRequired: { readonly reason: PasswordReason; readonly askedBy: ObjectId };
  readonly passwordChangeNotDone: { readonly why: string };
  readonly notified: {
    readonly who: string;
    readonly channel: 'teams' | 'email' | 'sms';
    readonly notice: string;
    /** Tells one spell of the same trouble from the next; such a notice has to arrive and is repeated until it does. */
    readonly episode?: string;
    /** Outside Teams: which contacts took it. */
    readonly contacts?: readonly ToldContact[];
    readonly ok: boolean;
  };
}

export type EventType = keyof Payloads;

/** The event `T` as it is stored: its payload, when, and who. */
export type EventOf<T extends EventType> = Common & { readonly type: T } & Payloads[T];

/** Everything that can happen to a request; each is one entry of the audit trail. */
export type RecoveryEvent = { readonly [T in EventType]: EventOf<T> }[EventType];
