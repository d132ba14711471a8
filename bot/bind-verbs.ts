import { attendRequest, recordIdCheck } from '../recovery/attend-request';
import { approveRequest } from '../recovery/approve-request';
import { cancelRequest } from '../recovery/cancel-request';
import { closeIncident } from '../recovery/close-incident';
import { confirmIdentity } from '../recovery/confirm-identity';
import { numbersWithheld } from '../recovery/counter-guards';
import { denyRequest } from '../recovery/deny-request';
import type { Deps } from '../recovery/deps';
import { draftRequest, offersCounter } from '../recovery/draft-request';
import { fillTask } from '../recovery/fill-task';
import { findMine, findRequest } from '../recovery/find-request';
import { findOfPerson, listOpen, opensWithProof, seemsHelpdesk } from '../recovery/helpdesk-reads';
import { markUnsure } from '../recovery/hold-request';
import { liftShield } from '../recovery/lift-shield';
import { endDelegation, nameDelegate, seeDelegation } from '../recovery/name-delegate';
import { noteSolved } from '../recovery/note-solved';
import { openRequest } from '../recovery/open-request';
import { pauseRecoveries, resumeRecoveries, seeStop } from '../recovery/pause-recoveries';
import { passOn } from '../recovery/pass-on-request';
import { refuseCard } from '../recovery/refuse-card';
import { releaseRequest } from '../recovery/release-request';
import { remindApprover } from '../recovery/remind-approver';
import { askApprover } from '../recovery/ask-approver';
import { renewCode } from '../recovery/renew-code';
import { passwordOffer, requirePasswordChange } from '../recovery/require-password-change';
import { reportFraud } from '../recovery/report-fraud';
import { retryRequest } from '../recovery/retry-request';
import { revealPass } from '../recovery/reveal-pass';
import { seeIncident } from '../recovery/see-incident';
import { sendNewLink } from '../recovery/send-new-link';
import { showQr } from '../recovery/show-qr';
import { spendCode } from '../recovery/spend-code';
import { suggestPerson } from '../recovery/suggest-person';
import { beginApproval } from '../recovery/step-up-approver';
import { seemsUninvolvedSenior } from '../recovery/uninvolved-senior';
import { withdrawApproval } from '../recovery/withdraw-approval';
import type {
  EmployeeVerbs,
  ApproverVerbs,
  ReadVerbs,
  SecurityVerbs,
  CounterVerbs,
  StandInVerbs,
  Verbs,
} from './verbs';

const bindEmployee = (deps: Deps): EmployeeVerbs => ({
  draftRequest: (input) => draftRequest(deps, input),
  noteSolved: (input) => noteSolved(deps, input),
  openRequest: (input) => openRequest(deps, input),
  confirmIdentity: (input) => confirmIdentity(deps, input),
  askApprover: (input) => askApprover(deps, input),
  revealPass: (input) => revealPass(deps, input),
  spendCode: (input) => spendCode(deps, input),
  cancelRequest: (input) => cancelRequest(deps, input),
  remindApprover: (input) => remindApprover(deps, input),
  sendNewLink: (input) => sendNewLink(deps, input),
  retryRequest: (input) => retryRequest(deps, input),
});

const bindApprover = (deps: Deps): ApproverVerbs => ({
  beginApproval: (input) => beginApproval(deps, input),
  approveRequest: (input) => approveRequest(deps, input),
  denyRequest: (input) => denyRequest(deps, input),
  markUnsure: (input) => markUnsure(deps, input),
  passOn: (input) => passOn(deps, input),
  renewCode: (input) => renewCode(deps, input),
  withdrawApproval: (input) => withdrawApproval(deps, input),
  reportFraud: (input) => reportFraud(deps, input),
});

const bindReads = (deps: Deps): ReadVerbs => ({
  findRequest: (input) => findRequest(deps, input),
  findOfPerson: (input) => findOfPerson(deps, input),
  findMine: (input) => findMine(deps, input),
  listOpen: (input) => listOpen(deps, input),
  seemsHelpdesk: (input) => seemsHelpdesk(deps, input),
  opensWithProof: (input) => opensWithProof(deps, input),
  suggestPerson: (input) => suggestPerson(deps, input),
  refuseCard: (input) => refuseCard(deps, input),
});

const bindSecurity = (deps: Deps): SecurityVerbs => ({
  releaseRequest: (input) => releaseRequest(deps, input),
  liftShield: (input) => liftShield(deps, input),
  seemsUninvolvedSenior: (input) => seemsUninvolvedSenior(deps, input),
  seeIncident: (input) => seeIncident(deps, input),
  fillTask: (input) => fillTask(deps, input),
  closeIncident: (input) => closeIncident(deps, input),
  requirePasswordChange: (input) => requirePasswordChange(deps, input),
  passwordOffer: (input) => passwordOffer(deps, input),
  pauseRecoveries: (input) => pauseRecoveries(deps, input),
  resumeRecoveries: (input) => resumeRecoveries(deps, input),
  seeStop: (input) => seeStop(deps, input),
});

const bindCounter = (deps: Deps): CounterVerbs => ({
  offersCounter: (input) => offersCounter(deps, input),
  attendRequest: (input) => attendRequest(deps, input),
  recordIdCheck: (input) => recordIdCheck(deps, input),
  showQr: (input) => showQr(deps, input),
  numbersWithheld: (input) => numbersWithheld(deps, input),
});

const bindStandIns = (deps: Deps): StandInVerbs => ({
  nameDelegate: (input) => nameDelegate(deps, input),
  endDelegation: (input) => endDelegation(deps, input),
  seeDelegation: (input) => seeDelegation(deps, input),
});

/** The domain's verbs on these ports. */
export function bindVerbs(deps: Deps): Verbs {
  return {
    ...bindEmployee(deps),
    ...bindApprover(deps),
    ...bindReads(deps),
    ...bindSecurity(deps),
    ...bindCounter(deps),
    ...bindStandIns(deps),
  };
}
