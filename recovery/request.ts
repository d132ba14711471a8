import type { Attendance } from './attendance';
import { openEnrolment } from './enrolment';
import type { Delivery, Ended, Held, Incident, Proof, Reason, Slot, StepUp, Unreached } from './facts';
import type { NewLinks } from './new-links';
import type { PasswordChange } from './password-facts';
import type { Decided, Placeholder, StepFailure } from './run';
import type { Millis, ObjectId, RequestId, Scenario, ShortCode, State } from './terms';

/** What every request carries, whatever its state. Written once at opening unless a machine row says otherwise. */
export interface RequestFacts {
  readonly id: RequestId;
  readonly tenantId: ObjectId;
  readonly shortCode: ShortCode;
  /** Key that was current at the opening: numbers, codes and fingerprints of this request are made with it (`ownKeys`). */
  readonly keyId?: string;
  readonly employee: ObjectId;
  readonly requester: ObjectId;
  /** People who pressed "open" while it was already open. They may follow it, nothing else. */
  readonly joined: readonly ObjectId[];
  readonly scenario: Scenario;
  /** Ids the employee picked on the draft; empty = what the scenario plans. */
  readonly chosenMethods: readonly string[];
  /** When the device was lost, as the requester says. */
  readonly lostAt?: Millis;
  /** The requester's own words. Attacker-controlled: shown as a TextRun only. */
  readonly details?: string;
  /** The message that led to the request pressed for speed. */
  readonly pressed?: true;
  /** How the helpdesk says it recognised the employee; only on requests opened by the helpdesk. */
  readonly proof?: Proof;
  readonly delivery: Delivery;
  /** What happens at the counter; absent until an attendant takes the case, and where it is none of the counter. */
  readonly attendance?: Attendance;
  /**
   * False until the employee said "Yes, this is me" on a request that somebody else opened; at a counter, until the
   * attendant has recorded that they looked at an ID.
   */
  readonly employeeConfirmed: boolean;
  readonly route: 'approval' | 'dualApproval';
  readonly reasons: readonly Reason[];
  /** Names of the tiers of the policy that count for the employee; absent where the policy has none. */
  readonly tiers?: readonly string[];
  /** Opened to be evaluated only: it is decided and recorded, and nothing is ever done for it. */
  readonly evaluation?: true;
  /** Rules that had this request held, and that a senior took on: they ask for two people from then on. */
  readonly released?: readonly string[];
  /** Who released it from a hold, or started it over: that is a part of its own, and they approve nothing. */
  readonly restartedBy?: readonly ObjectId[];
  /** Rises whenever the approvers are asked anew; card tokens and match numbers of earlier rounds are dead. */
  readonly round: number;
  readonly slots: readonly Slot[];
  /** Whom the slots of earlier rounds asked, or in whose place, and those of now do not; absent where nobody. */
  readonly askedBefore?: readonly ObjectId[];
  /** What the policy asked of approvers when it was opened: their cards say so. The policy of the moment decides. */
  readonly stepUp?: 'privileged' | 'always';
  /** Fresh sign-ins of approvers, the newest of each. */
  readonly stepUps?: readonly StepUp[];
  /** Approvers who could not be reached, in order: the helpdesk has to help them. */
  readonly unreached?: readonly Unreached[];
  readonly openedAt: Millis;
  readonly expiresAt: Millis;
  readonly remindedAt?: Millis;
  readonly escalatedAt?: Millis;
  /** A pass whose secret was dropped unseen and that still stands; survives a retry. */
  readonly placeholder?: Placeholder;
  /** Set before a placeholder is minted, gone once it stands: no pass is minted to be shown meanwhile. */
  readonly placeholderStartedAt?: Millis;
  /** When the place of the pass moved away from a chat whose sessions end. */
  readonly movedAt?: Millis;
  /** When the one-time link last went out, or last failed to. */
  readonly linkSentAt?: Millis;
  readonly linkFailedAt?: Millis;
  /** New links that the helpdesk asked for, over all rounds; absent before the first. */
  readonly newLinks?: NewLinks;
  /** Somebody of security asked that the employee choose a new password. */
  readonly passwordChange?: PasswordChange;
  /** Notices that went out, as `notice:who:channel`: none is sent twice. Of one with episodes the last is kept. */
  readonly told: readonly string[];
  /** A notice that has to arrive did not: it is tried again from then on. */
  readonly tellAgainAt?: Millis;
  /** A step that does not work in a state without a run; in `approved` and `revealed` it stands in `decided`. */
  readonly stalled?: StepFailure;
}

interface Arm<S extends State> extends RequestFacts {
  readonly state: S;
}

export type AwaitingApproval = Arm<'awaitingApproval'>;
export interface Approved extends Arm<'approved'> {
  readonly decided: Decided;
}
export interface Revealed extends Arm<'revealed'> {
  readonly decided: Decided;
}
export interface Completed extends Arm<'completed'> {
  readonly decided: Decided;
  readonly ended: Ended;
}
export interface Failed extends Arm<'failed'> {
  readonly decided?: Decided;
  readonly failure: Ended;
}
export interface HeldRequest extends Arm<'held'> {
  readonly held: Held;
}
interface EndedArm<S extends State> extends Arm<S> {
  readonly ended: Ended;
}
export type EndedRequest = EndedArm<'refused'> | EndedArm<'denied'> | EndedArm<'cancelled'> | EndedArm<'expired'>;
export interface IncidentRequest extends Arm<'incident'> {
  readonly decided?: Decided;
  readonly incident: Incident;
}

/** One recovery case: one arm per state, so that a fact which a state lacks cannot be read. */
export type RecoveryRequest =
  AwaitingApproval | Approved | Revealed | Completed | Failed | HeldRequest | EndedRequest | IncidentRequest;

/** The arm of `RecoveryRequest` that has state `S`. */
export type InState<S extends State> = Extract<RecoveryRequest, { readonly state: S }>;

/** True when nothing is owed any more and the employee may open another request. */
export function isEnded(request: RecoveryRequest): boolean {
  switch (request.state) {
    case 'completed':
    case 'refused':
    case 'denied':
    case 'cancelled':
    case 'expired':
      return true;
    case 'incident':
      return request.incident.shieldLiftedAt !== undefined && request.incident.containedAt !== undefined;
    case 'awaitingApproval':
    case 'approved':
    case 'revealed':
    case 'held':
    case 'failed':
      return false;
  }
}

/**
 * True when nobody has anything left to do: an incident whose shield was lifted is still open until it is closed, and a
 * completed case until the logs have said who registered the new method.
 */
export function isSettled(request: RecoveryRequest): boolean {
  if (openEnrolment(request) !== undefined) return false;
  return isEnded(request) && (request.state !== 'incident' || request.incident.closedAt !== undefined);
}

/** True when nothing was ever approved: then nothing was done to the account, and nothing is. */
export function wasUntouched({ decided, placeholder, incident }: IncidentRequest): boolean {
  return decided === undefined && placeholder === undefined && incident.passRemovedAt === undefined;
}

/** What was decided and done so far, where the state has it. */
export function decidedOf(request: RecoveryRequest): Decided | undefined {
  return 'decided' in request ? request.decided : undefined;
}
