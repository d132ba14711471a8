import type { Enrolled } from './enrolment';
import type { MethodKind } from './methods';
import type { Millis, ObjectId } from './terms';

/** One method that will go, frozen at approval. Nothing outside the plan is ever deleted. */
export interface PlanItem {
  readonly methodId: string;
  readonly kind: MethodKind;
  /** Masked, for people: "Microsoft Authenticator on Ada's iPhone". */
  readonly label: string;
  /** Keyed hash of what makes this method itself: a new number under a fixed Graph id is another method. */
  readonly fingerprint: string;
  readonly outcome: 'pending' | 'deferred' | 'removed' | 'kept';
  /** When another method was made the default in its place. */
  readonly defaultSwitchedAt?: Millis;
  /** Why it was kept: "still registered", for people. */
  readonly keptBecause?: string;
}

export interface ReleaseCodeState {
  readonly generation: number;
  /** 0 once the attendant was relieved: what was said to the employee before is dead, by any clock. */
  readonly deadline: Millis;
  /** Five wrong tries: dead until an approver asks for a new one. */
  readonly voided: boolean;
  /** How often it was typed rightly: a right code costs no try. */
  readonly right?: number;
  /** What the counter of tries stood at when it was wrong last. */
  readonly counted?: number;
  /** So many codes of this round were spent, one after the other, because they stood in the employee's chat; absent after one that was asked for. */
  readonly spent?: number;
  /** When the code of this generation went out by text message, or last failed to. Only where nobody approved. */
  readonly sentAt?: Millis;
  readonly sendFailedAt?: Millis;
}

/** Of a stolen phone whose owner is shown the pass in Teams: the sessions are left so long, because one of them has to show it. */
export interface ChatTime {
  readonly until: Millis;
  /** Contacts on the stolen phone at the approval, as keyed hashes: they are removed, and no link goes there later. */
  readonly lost: readonly string[];
}

/** A code to a number of long standing took the place of an approver. */
export interface SelfVerified {
  /** Graph's id of the entry that holds the number. */
  readonly contactId: string;
  /** Keyed hash of the number. */
  readonly contact: string;
  readonly masked: string;
  /** The manager, and who stands in for them: they are told. */
  readonly managers: readonly ObjectId[];
}

export interface IssuedPass {
  readonly methodId: string;
  readonly issuedAt: Millis;
  readonly expiresAt: Millis;
  /** By Graph's clock. */
  readonly mintedAt?: Millis;
}

export type Placeholder = IssuedPass;

/** The last failed try of a step. */
export interface FailedTry {
  readonly step: string;
  readonly code: string;
  readonly at: Millis;
  readonly attempts: number;
  readonly nextAttemptAt: Millis;
}

export interface StepFailure extends FailedTry {
  /** When the first of these tries began, whatever step it was; nothing has worked since. */
  readonly since: Millis;
  /** Other steps that failed in the same spell: each waits for its own time. */
  readonly others?: readonly FailedTry[];
}

/** What was decided at approval and how far the work on Graph has come. */
export interface Decided {
  readonly at: Millis;
  readonly secureOn: 'approval' | 'reveal';
  readonly plan: readonly PlanItem[];
  /** Every method that stood at approval, as `methodKey`: what appears beyond them is new. */
  readonly known: readonly string[];
  readonly lifetimeInMinutes: number;
  /** Lifetime of a placeholder: the longest that tenant policy allows. */
  readonly placeholderMinutes: number;
  readonly code: ReleaseCodeState;
  /** Until when a session in Teams is left to show the pass; absent where none is. */
  readonly chat?: ChatTime;
  /** When another attendant took over at the counter: whoever approved knew somebody else there. */
  readonly relievedAt?: Millis;
  /** Absent where somebody approved. */
  readonly selfVerified?: SelfVerified;
  /** Raised before each mint: 1 first reveal + 3 more at the most. */
  readonly reveals: number;
  readonly revealStartedAt?: Millis;
  /** The pass whose secret was shown last. */
  readonly pass?: IssuedPass;
  /** When the first pass was made that was shown for this decision, by Graph's clock. */
  readonly shownSince?: Millis;
  /** `open` between the delete of the pass and its re-issue (see safe order). */
  readonly gap: 'none' | 'open' | 'closed';
  /** Which of the known methods still stood when the plan was verified gone. */
  readonly standing?: readonly string[];
  readonly lastRemovedAt?: Millis;
  readonly verifiedAt?: Millis;
  readonly sessionsRevokedAt?: Millis;
  readonly enrolled?: Enrolled;
  readonly failure?: StepFailure;
}
