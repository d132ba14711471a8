import { askApprover } from '../../../recovery/ask-approver';
import { cancelRequest } from '../../../recovery/cancel-request';
import { closeIncident } from '../../../recovery/close-incident';
import { confirmIdentity } from '../../../recovery/confirm-identity';
import { denyRequest } from '../../../recovery/deny-request';
import { fillTask } from '../../../recovery/fill-task';
import { markUnsure } from '../../../recovery/hold-request';
import { INCIDENT_TASKS } from '../../../recovery/incident-tasks';
import { liftShield } from '../../../recovery/lift-shield';
import { isByColleague } from '../../../recovery/opened-by';
import { passOn } from '../../../recovery/pass-on-request';
import { PASSWORD_REASONS } from '../../../recovery/password-facts';
import { releaseRequest } from '../../../recovery/release-request';
import { renewCode } from '../../../recovery/renew-code';
import { reportFraud } from '../../../recovery/report-fraud';
import type { RecoveryRequest } from '../../../recovery/request';
import { requirePasswordChange } from '../../../recovery/require-password-change';
import { retryRequest } from '../../../recovery/retry-request';
import { withdrawApproval } from '../../../recovery/withdraw-approval';
import { filled } from '../../support/incident-stories';
import { WHO } from '../../support/sample-people';
import { attend, hand, scan, serve, show } from './counter-moves';
import type { People } from './people';
import { who } from './people';

type Move = (people: People, request: RecoveryRequest) => void;

/** What somebody can do, right or wrong. */
export const MOVES = {
  wait: () => undefined,
  open: (people) => {
    people.open();
  },
  confirm: (people, request) => {
    const verb = isByColleague(request) ? 'sayYes' : 'confirm';
    people.press(verb, WHO.ada, (deps) => confirmIdentity(deps, who(request, WHO.ada)));
  },
  strangerConfirms: (people, request) => {
    const presser = people.oneOf(WHO.max, WHO.colin, WHO.helen);
    people.press('confirm', presser, (deps) => confirmIdentity(deps, who(request, presser)));
  },
  approve: (people, request) => {
    people.approve(request);
  },
  wrongNumber: (people, request) => {
    people.approve(request, '1000');
  },
  deny: (people, request) => {
    const presser = people.approverOf(request);
    people.press('deny', presser, (deps) => denyRequest(deps, { ...who(request, presser), reason: 'denied.other' }));
  },
  unsure: (people, request) => {
    const presser = people.approverOf(request);
    people.press('unsure', presser, (deps) => markUnsure(deps, who(request, presser)));
  },
  passOn: (people, request) => {
    const presser = people.approverOf(request);
    people.press('passOn', presser, (deps) => passOn(deps, who(request, presser)));
  },
  cancel: (people, request) => {
    const presser = people.oneOf(WHO.ada, WHO.ada, request.requester);
    people.press('cancel', presser, (deps) => cancelRequest(deps, who(request, presser)));
  },
  withdraw: (people, request) => {
    const presser = people.approverOf(request);
    people.press('withdraw', presser, (deps) => withdrawApproval(deps, who(request, presser)));
  },
  renew: (people, request) => {
    people.renew(request);
  },
  askApprover: (people, request) => {
    const presser = people.oneOf(WHO.ada, WHO.ada, WHO.ada, WHO.max);
    people.press('askApprover', presser, (deps) => askApprover(deps, who(request, presser)));
  },
  strangerRenews: (people, request) => {
    const presser = people.oneOf(WHO.max, WHO.colin, WHO.helen);
    people.press('renew', presser, (deps) => renewCode(deps, who(request, presser)));
  },
  serve,
  hand,
  relieve: (people, request) => {
    attend(people, request, people.oneOf(WHO.colin, WHO.dora));
  },
  wrongAttends: (people, request) => {
    attend(people, request, people.oneOf(WHO.helen, WHO.max, WHO.ada, WHO.dan));
  },
  showQr: (people, request) => {
    show(people, request);
  },
  wrongShows: (people, request) => {
    show(people, request, people.oneOf(WHO.helen, WHO.max, WHO.dora));
  },
  strangerScans: (people) => {
    scan(people, 'foreign');
  },
  strangerTypes: (people, request) => {
    people.revealOnDevice(request, 'foreign', '1234567');
  },
  numberChanges: (people) => {
    people.changeNumber();
  },
  fraud: (people, request) => {
    const presser = people.oneOf(WHO.ada, people.approverOf(request));
    people.press('fraud', presser, (deps) => reportFraud(deps, { ...who(request, presser), reason: 'notMe' }));
  },
  release: (people, request) => {
    people.press('release', WHO.sue, (deps) => releaseRequest(deps, { ...who(request, WHO.sue), reason: 'checked' }));
  },
  retry: (people, request) => {
    const presser = people.oneOf(WHO.ada, WHO.helen);
    people.press('retry', presser, (deps) => retryRequest(deps, who(request, presser)));
  },
  lift: (people, request) => {
    people.press('lift', WHO.sue, (deps) => liftShield(deps, { ...who(request, WHO.sue), reason: 'checked' }));
  },
  password: (people, request) => {
    const presser = people.oneOf(WHO.sue, WHO.sue, WHO.sue, WHO.sam, WHO.max, WHO.helen);
    const reason = people.oneOf(...PASSWORD_REASONS);
    people.press('password', presser, (deps) => requirePasswordChange(deps, { ...who(request, presser), reason }));
  },
  task: (people, request) => {
    const presser = people.oneOf(WHO.sue, WHO.sam);
    const task = people.oneOf(...INCIDENT_TASKS);
    people.press('task', presser, (deps) => fillTask(deps, { ...who(request, presser), ...filled(task) }));
  },
  closeIncident: (people, request) => {
    people.press('closeIncident', WHO.sue, (deps) => closeIncident(deps, who(request, WHO.sue)));
  },
  reveal: (people, request) => {
    people.reveal(request, WHO.ada);
  },
  strangerReveals: (people, request) => {
    people.reveal(request, people.oneOf(WHO.max, WHO.colin, WHO.helen));
  },
  wrongCode: (people, request) => {
    people.reveal(request, WHO.ada, '1234567');
  },
  enrol: (people) => {
    people.enrol();
  },
  outsiderEnrols: (people) => {
    people.registerOutside();
  },
  removedOutside: (people) => {
    people.removeOutside();
  },
} satisfies Record<string, Move>;
export type MoveName = keyof typeof MOVES;
