import type { Secret } from '../platform/secret';
import type { NamedContact, NotOffered } from './contacts';
import type { Method } from './methods';
import type { Draft } from './drafts';
import type { Person, Stored } from './ports';
import type { Millis } from './terms';

/** Why somebody was told no. Each has one sentence in `words/` that says what to do next. */
export const REFUSALS = [
  'notSetUp',
  'identityMissing',
  /** Unknown and forbidden answer alike. */
  'notFound',
  'notYours',
  'ownRequest',
  'cardOutdated',
  'alreadyDecided',
  'requestEnded',
  'draftExpired',
  'personNotFound',
  'employeeDisabled',
  'employeeGuest',
  'globalAdministrator',
  'breakGlass',
  'passPolicyOff',
  'passPolicyExcludesEmployee',
  'noApprover',
  'nothingToRemove',
  'deliveryNotPossible',
  'proofMissing',
  'helpdeskOnly',
  /** Neither Teams, nor a contact, nor the way to a counter. */
  'cannotCome',
  /** At a counter: what goes on there only, or nowhere but there. */
  'counterOnly',
  'notAtCounter',
  'attendantHasOtherPart',
  'attendantIsPeer',
  'attendantMayNotApprove',
  'idMissing',
  'idNotChecked',
  'idNotSeen',
  'faceNotSeen',
  /** A QR code that was opened, or replaced by a newer one. */
  'qrOver',
  /** Nobody may be asked for under that name, whyever: unknown, not allowed and stopped answer alike. */
  'cannotOpenFor',
  /** What a colleague said happened does not fit what is registered. */
  'nothingFits',
  'shielded',
  'tooManyRequests',
  /** The same about who opens them. */
  'tooManyOpened',
  /** The same about forms that were started and not sent. */
  'tooManyDrafts',
  'suspiciousNeverResets',
  'verifiedByMissing',
  'matchNumberMissing',
  'matchNumberWrong',
  'matchNumberLocked',
  'sameApproverTwice',
  'employeeNotConfirmed',
  /** The policy wants a fresh sign-in of the approver first; nothing was compared or counted. */
  'stepUpNeeded',
  'stepUpLinkOver',
  'stepUpNotFinished',
  'stepUpOtherPerson',
  /** Entra remembered an earlier sign-in, or the token does not say when it was. */
  'stepUpStale',
  'stepUpTooWeak',
  'notApprovedYet',
  'codeMissing',
  'codeWrong',
  'codeVoid',
  'codeExpired',
  /** No further code goes out by text message. */
  'codesUsedUp',
  'stillWorking',
  /** Security has stopped all effects on accounts; nothing is lost, and no try was counted. */
  'paused',
  'revealsUsedUp',
  /** Since the first pass something came up that would have kept it from being shown. */
  'noFurtherPass',
  'wrongPlace',
  /** A stolen phone: the sessions end, and the pass appears elsewhere in a moment. */
  'chatOver',
  'tooLateToCancel',
  'tooSoonToRemind',
  'reasonMissing',
  /** What only an incident has was asked of something else. */
  'noIncident',
  'taskIncomplete',
  /** An incident cannot be closed: the account is still being secured, or tasks are not filled. */
  'notContained',
  'tasksOpen',
  'incidentClosed',
  /** A new password is not asked for: it is not the time, or what stands against it. */
  'passwordNotNow',
  'passwordOnPremises',
  'passwordNotGranted',
  'passwordNoWayIn',
  'linkUnknown',
  /** A new link was asked for: there is none in this request now, it was asked for a moment ago, or too often. */
  'noLinkNow',
  'tooSoonForLink',
  'linksUsedUp',
  /** Somebody may name no stand-in just now, not this person, not until then, or could not be told of it by mail. */
  'delegatorUnfit',
  'delegateUnfit',
  'delegateDate',
  'delegateUntold',
  'directoryUnavailable',
  /** The tenant allows this person no pass (any more): somebody has to put that right first. */
  'passNotAllowed',
  'graphUnavailable',
  'storageUnavailable',
  'integrity',
  /** A newer version of the product wrote the record, and this instance does not know it yet. */
  'updating',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export interface Refused {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** Numbers for the sentence, e.g. `{ left: 2 }` or `{ minutes: 10 }`. */
  readonly facts?: Readonly<Record<string, string | number>>;
  /** The request as it stands, where the presser may see it: the answer shows its true face. */
  readonly stored?: Stored;
  /** Where the presser can put it right; good for this person only. */
  readonly link?: Secret;
}

export interface Done {
  readonly kind: 'done';
  readonly stored: Stored;
}

/** What every deciding verb answers. */
export type Outcome = Done | Refused;

/** A contact that may carry a link, and the id to choose it by. */
export type OfferedContact = NamedContact & { readonly id: string };

/** What the draft card shows. Methods are for the employee's own eyes. */
export interface DraftView {
  readonly kind: 'draft';
  readonly draft: Draft;
  readonly employee: Person;
  /** True when the requester is the employee: only then are methods shown, and which number or address a contact is. */
  readonly own: boolean;
  readonly registered: readonly Method[];
  readonly willGo: readonly Method[];
  readonly willStay: readonly Method[];
  /** Methods that still work in this scenario, the least destructive way out. */
  readonly stillWorks: readonly Method[];
  /** Set where the employee signs in on a page of the organisation's own, which may let them in without what is gone. */
  readonly federated?: true;
  /** Contacts outside Teams that stood long enough, are not on the lost device, and may carry a link. */
  readonly contacts: readonly OfferedContact[];
  /** The other contacts outside Teams, each with why. Empty for a colleague, who learns of none. */
  readonly notOffered: readonly NotOffered[];
  /** `true` when the reveal may happen in the employee's own chat. */
  readonly teamsPossible: boolean;
  /** `true` when the helpdesk may choose a counter of theirs. */
  readonly counterPossible?: true;
  /** Whether a code may do in place of an approver; absent where the policy has no such way for who asks. */
  readonly selfVerification?: { readonly masked: string } | { readonly why: 'rules' | 'number' };
  /** Set where requests are only evaluated: nothing would be done. */
  readonly evaluation?: true;
}

export type DraftOutcome = DraftView | { readonly kind: 'alreadyOpen'; readonly stored: Stored } | Refused;

/** The one moment when a pass leaves the product. */
export interface Shown {
  readonly kind: 'shown';
  readonly pass: Secret;
  readonly expiresAt: Millis;
  /** How often it can still be shown anew. */
  readonly againLeft: number;
  readonly stored: Stored;
}

export type RevealOutcome = Shown | Refused;

export function refused(code: RefusalCode, extra: Omit<Refused, 'kind' | 'code'> = {}): Refused {
  return { kind: 'refused', code, ...extra };
}

export function done(stored: Stored): Done {
  return { kind: 'done', stored };
}
