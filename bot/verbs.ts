import type { attendRequest, recordIdCheck } from '../recovery/attend-request';
import type { approveRequest } from '../recovery/approve-request';
import type { cancelRequest } from '../recovery/cancel-request';
import type { closeIncident } from '../recovery/close-incident';
import type { confirmIdentity } from '../recovery/confirm-identity';
import type { numbersWithheld } from '../recovery/counter-guards';
import type { denyRequest } from '../recovery/deny-request';
import type { draftRequest, offersCounter } from '../recovery/draft-request';
import type { fillTask } from '../recovery/fill-task';
import type { findMine, findRequest } from '../recovery/find-request';
import type { markUnsure } from '../recovery/hold-request';
import type { findOfPerson, listOpen, opensWithProof, seemsHelpdesk } from '../recovery/helpdesk-reads';
import type { liftShield } from '../recovery/lift-shield';
import type { endDelegation, nameDelegate, seeDelegation } from '../recovery/name-delegate';
import type { noteSolved } from '../recovery/note-solved';
import type { openRequest } from '../recovery/open-request';
import type { pauseRecoveries, resumeRecoveries, seeStop } from '../recovery/pause-recoveries';
import type { passOn } from '../recovery/pass-on-request';
import type { refuseCard } from '../recovery/refuse-card';
import type { releaseRequest } from '../recovery/release-request';
import type { remindApprover } from '../recovery/remind-approver';
import type { askApprover } from '../recovery/ask-approver';
import type { renewCode } from '../recovery/renew-code';
import type { passwordOffer, requirePasswordChange } from '../recovery/require-password-change';
import type { reportFraud } from '../recovery/report-fraud';
import type { retryRequest } from '../recovery/retry-request';
import type { revealPass } from '../recovery/reveal-pass';
import type { seeIncident } from '../recovery/see-incident';
import type { sendNewLink } from '../recovery/send-new-link';
import type { showQr } from '../recovery/show-qr';
import type { spendCode } from '../recovery/spend-code';
import type { suggestPerson } from '../recovery/suggest-person';
import type { beginApproval } from '../recovery/step-up-approver';
import type { seemsUninvolvedSenior } from '../recovery/uninvolved-senior';
import type { withdrawApproval } from '../recovery/withdraw-approval';

/** A verb of the domain with its first argument already given. */
type Bound<F> = F extends (deps: never, input: infer I) => infer O ? (input: I) => O : never;

/** Asking for a recovery, and what whoever asked may do with it. */
export interface EmployeeVerbs {
  readonly draftRequest: Bound<typeof draftRequest>;
  readonly noteSolved: Bound<typeof noteSolved>;
  readonly openRequest: Bound<typeof openRequest>;
  readonly confirmIdentity: Bound<typeof confirmIdentity>;
  readonly askApprover: Bound<typeof askApprover>;
  readonly revealPass: Bound<typeof revealPass>;
  readonly spendCode: Bound<typeof spendCode>;
  readonly cancelRequest: Bound<typeof cancelRequest>;
  readonly remindApprover: Bound<typeof remindApprover>;
  readonly sendNewLink: Bound<typeof sendNewLink>;
  readonly retryRequest: Bound<typeof retryRequest>;
}

/** What an approver decides, and takes back. */
export interface ApproverVerbs {
  readonly beginApproval: Bound<typeof beginApproval>;
  readonly approveRequest: Bound<typeof approveRequest>;
  readonly denyRequest: Bound<typeof denyRequest>;
  readonly markUnsure: Bound<typeof markUnsure>;
  readonly passOn: Bound<typeof passOn>;
  readonly renewCode: Bound<typeof renewCode>;
  readonly withdrawApproval: Bound<typeof withdrawApproval>;
  readonly reportFraud: Bound<typeof reportFraud>;
}

/** Looking, and being refused a card. */
export interface ReadVerbs {
  readonly findRequest: Bound<typeof findRequest>;
  readonly findOfPerson: Bound<typeof findOfPerson>;
  readonly findMine: Bound<typeof findMine>;
  readonly listOpen: Bound<typeof listOpen>;
  readonly seemsHelpdesk: Bound<typeof seemsHelpdesk>;
  readonly opensWithProof: Bound<typeof opensWithProof>;
  readonly suggestPerson: Bound<typeof suggestPerson>;
  readonly refuseCard: Bound<typeof refuseCard>;
}

/** What security does: holds, incidents, and the switch of the tenant. */
export interface SecurityVerbs {
  readonly releaseRequest: Bound<typeof releaseRequest>;
  readonly liftShield: Bound<typeof liftShield>;
  readonly seemsUninvolvedSenior: Bound<typeof seemsUninvolvedSenior>;
  readonly seeIncident: Bound<typeof seeIncident>;
  readonly fillTask: Bound<typeof fillTask>;
  readonly closeIncident: Bound<typeof closeIncident>;
  readonly requirePasswordChange: Bound<typeof requirePasswordChange>;
  readonly passwordOffer: Bound<typeof passwordOffer>;
  readonly pauseRecoveries: Bound<typeof pauseRecoveries>;
  readonly resumeRecoveries: Bound<typeof resumeRecoveries>;
  readonly seeStop: Bound<typeof seeStop>;
}

/** At a counter. */
export interface CounterVerbs {
  readonly offersCounter: Bound<typeof offersCounter>;
  readonly attendRequest: Bound<typeof attendRequest>;
  readonly recordIdCheck: Bound<typeof recordIdCheck>;
  readonly showQr: Bound<typeof showQr>;
  readonly numbersWithheld: Bound<typeof numbersWithheld>;
}

/** Who decides about a manager’s team meanwhile. */
export interface StandInVerbs {
  readonly nameDelegate: Bound<typeof nameDelegate>;
  readonly endDelegation: Bound<typeof endDelegation>;
  readonly seeDelegation: Bound<typeof seeDelegation>;
}

/** Everything that the bot can ask of the domain. Handlers decide nothing themselves. */
export type Verbs = EmployeeVerbs & ApproverVerbs & ReadVerbs & SecurityVerbs & CounterVerbs & StandInVerbs;
