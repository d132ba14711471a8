import type { EventOf, EventType, RecoveryEvent } from './events';
import { RecoveryError } from './errors';
import * as tries from './counted-tries';
import { evaluate } from './machine-evaluation-facts';
import * as counter from './machine-counter-facts';
import { checkEnrolled } from './machine-enrolment-facts';
import * as facts from './machine-facts';
import * as incident from './machine-incident-facts';
import * as link from './machine-link-facts';
import * as move from './machine-move-facts';
import * as opening from './machine-opening-facts';
import * as password from './machine-password-facts';
import * as run from './machine-run-facts';
import * as self from './machine-self-facts';
import type { InState, RecoveryRequest } from './request';
import { afterStep } from './step-failure';
import { stepUp } from './step-up';
import type { State } from './terms';

/** One row of the life of a request: in this state, on this event, to that state, with these facts. */
export interface Row {
  readonly from: State;
  readonly on: EventType;
  readonly to: State;
  readonly apply: (request: RecoveryRequest, event: RecoveryEvent) => RecoveryRequest;
}

type Facts<F extends State, E extends EventType, T extends State> = (
  request: InState<F>,
  event: EventOf<E>,
) => InState<T>;

function row<F extends State, E extends EventType, T extends State>(from: F, on: E, to: T, apply: Facts<F, E, T>): Row {
  // `next` looks a row up by state and event before it calls `apply`, so both arguments have the row's own types.
  return { from, on, to, apply: apply as unknown as Row['apply'] };
}

/**
 * The whole life of a request. A pair that is not here cannot happen. Read it beside the state diagram in
 * `docs/state-machine.generated.md`, which is made from these rows.
 */
export const MACHINE: readonly Row[] = [
  row('awaitingApproval', 'joined', 'awaitingApproval', opening.join),
  row('awaitingApproval', 'takenOver', 'awaitingApproval', opening.takeOver),
  row('awaitingApproval', 'employeeConfirmed', 'awaitingApproval', opening.confirmEmployee),
  row('awaitingApproval', 'attended', 'awaitingApproval', counter.attend),
  row('awaitingApproval', 'idChecked', 'awaitingApproval', counter.checkId),
  row('awaitingApproval', 'approverAsked', 'awaitingApproval', facts.asked),
  row('awaitingApproval', 'approverUnreachable', 'awaitingApproval', facts.passOver),
  row('awaitingApproval', 'approversReplaced', 'awaitingApproval', facts.replaceApprovers),
  row('awaitingApproval', 'reminded', 'awaitingApproval', facts.remind),
  row('awaitingApproval', 'escalated', 'awaitingApproval', facts.escalate),
  row('awaitingApproval', 'matchFailed', 'awaitingApproval', tries.countMatch),
  row('awaitingApproval', 'approverSteppedUp', 'awaitingApproval', stepUp),
  row('awaitingApproval', 'slotApproved', 'awaitingApproval', facts.approveSlot),
  row('awaitingApproval', 'linkAsked', 'awaitingApproval', link.askLink),
  row('awaitingApproval', 'linkSent', 'awaitingApproval', link.sendLink),
  row('awaitingApproval', 'linkFailed', 'awaitingApproval', link.failLink),
  row('awaitingApproval', 'placeholderStarted', 'awaitingApproval', run.startPlaceholder),
  row('awaitingApproval', 'placeholderIssued', 'awaitingApproval', run.placeholder),
  row('awaitingApproval', 'methodRemoved', 'awaitingApproval', facts.same),
  row('awaitingApproval', 'stepFailed', 'awaitingApproval', facts.stall),
  row('awaitingApproval', 'stepRecovered', 'awaitingApproval', facts.goOn),
  row('awaitingApproval', 'passwordChangeRequired', 'awaitingApproval', password.expire),
  row('awaitingApproval', 'passDropped', 'awaitingApproval', run.dropPass),
  row('awaitingApproval', 'notified', 'awaitingApproval', facts.tell),
  row('awaitingApproval', 'approved', 'approved', facts.approve),
  row('awaitingApproval', 'selfVerified', 'approved', self.verifySelf),
  row('awaitingApproval', 'evaluated', 'cancelled', evaluate),
  row('awaitingApproval', 'denied', 'denied', facts.end('denied')),
  row('awaitingApproval', 'refused', 'refused', facts.end('refused')),
  row('awaitingApproval', 'cancelled', 'cancelled', facts.end('cancelled')),
  row('awaitingApproval', 'expired', 'expired', facts.end('expired')),
  row('awaitingApproval', 'held', 'held', facts.hold),
  row('awaitingApproval', 'failed', 'failed', facts.failUndecided),
  row('awaitingApproval', 'fraudReported', 'incident', incident.report),

  row('held', 'released', 'awaitingApproval', facts.release),
  row('held', 'refused', 'refused', facts.end('refused')),
  row('held', 'cancelled', 'cancelled', facts.end('cancelled')),
  row('held', 'expired', 'expired', facts.end('expired')),
  row('held', 'passDropped', 'held', run.dropPass),
  row('held', 'notified', 'held', facts.tell),
  row('held', 'fraudReported', 'incident', incident.report),

  row('approved', 'codeSent', 'approved', self.sendCode),
  row('approved', 'codeSendFailed', 'approved', self.failCode),
  row('approved', 'codeRenewed', 'approved', run.renewCode),
  row('approved', 'codeFailed', 'approved', tries.countCode),
  row('approved', 'codeVoided', 'approved', run.voidCode),
  row('approved', 'attended', 'approved', counter.relieve),
  row('approved', 'idChecked', 'approved', counter.checkId),
  row('approved', 'qrShown', 'approved', counter.showQr),
  row('approved', 'qrOpened', 'approved', counter.openQr),
  row('approved', 'linkAsked', 'approved', link.askLink),
  row('approved', 'linkSent', 'approved', link.sendLink),
  row('approved', 'linkFailed', 'approved', link.failLink),
  row('approved', 'placeholderStarted', 'approved', run.startPlaceholder),
  row('approved', 'placeholderIssued', 'approved', run.placeholder),
  row('approved', 'methodRemoved', 'approved', run.removeMethod),
  row('approved', 'methodDeferred', 'approved', run.deferMethod),
  row('approved', 'defaultSwitched', 'approved', run.switchDefault),
  row('approved', 'methodKept', 'approved', run.keepMethod),
  row('approved', 'gapOpened', 'approved', run.openGap),
  row('approved', 'gapClosed', 'approved', run.closeGap),
  row('approved', 'sessionsRevoked', 'approved', run.revoke),
  row('approved', 'removalVerified', 'approved', run.verifyRemoval),
  row('approved', 'stepFailed', 'approved', run.failStep),
  row('approved', 'stepRecovered', 'approved', facts.goOn),
  row('approved', 'passwordChangeAsked', 'approved', password.ask),
  row('approved', 'passwordChangeRequired', 'approved', password.expire),
  row('approved', 'passDropped', 'approved', run.dropPass),
  row('approved', 'notified', 'approved', facts.tell),
  row('approved', 'revealStarted', 'approved', run.startReveal),
  row('approved', 'passTermsChanged', 'approved', run.changeTerms),
  row('approved', 'passIssued', 'revealed', run.reveal),
  row('approved', 'revealMoved', 'approved', move.toLink),
  row('approved', 'movedToCounter', 'awaitingApproval', move.toCounter),
  row('approved', 'approverLost', 'awaitingApproval', facts.loseApprover),
  row('approved', 'approvalRequired', 'awaitingApproval', self.requireApproval),
  row('approved', 'withdrawn', 'denied', facts.withdraw),
  row('approved', 'evaluated', 'cancelled', evaluate),
  row('approved', 'cancelled', 'cancelled', facts.end('cancelled')),
  row('approved', 'refused', 'refused', facts.end('refused')),
  row('approved', 'expired', 'expired', facts.end('expired')),
  row('approved', 'held', 'held', facts.hold),
  row('approved', 'failed', 'failed', facts.fail),
  row('approved', 'fraudReported', 'incident', incident.report),

  row('revealed', 'codeSent', 'revealed', self.sendCode),
  row('revealed', 'codeSendFailed', 'revealed', self.failCode),
  row('revealed', 'codeRenewed', 'revealed', run.renewCode),
  row('revealed', 'codeFailed', 'revealed', tries.countCode),
  row('revealed', 'codeVoided', 'revealed', run.voidCode),
  row('revealed', 'qrShown', 'revealed', counter.showQr),
  row('revealed', 'qrOpened', 'revealed', counter.openQr),
  row('revealed', 'linkSent', 'revealed', link.sendLink),
  row('revealed', 'linkFailed', 'revealed', link.failLink),
  row('revealed', 'revealStarted', 'revealed', run.startReveal),
  row('revealed', 'passTermsChanged', 'revealed', run.changeTerms),
  row('revealed', 'passIssued', 'revealed', run.reveal),
  row('revealed', 'placeholderStarted', 'revealed', run.startPlaceholder),
  row('revealed', 'placeholderIssued', 'revealed', run.placeholderBesidePass),
  row('revealed', 'methodRemoved', 'revealed', run.removeMethod),
  row('revealed', 'methodDeferred', 'revealed', run.deferMethod),
  row('revealed', 'defaultSwitched', 'revealed', run.switchDefault),
  row('revealed', 'methodKept', 'revealed', run.keepMethod),
  row('revealed', 'passReplaced', 'revealed', run.losePass),
  row('revealed', 'passRemoved', 'revealed', run.takePassBack),
  row('revealed', 'gapOpened', 'revealed', run.openGap),
  row('revealed', 'gapClosed', 'revealed', run.closeGap),
  row('revealed', 'sessionsRevoked', 'revealed', run.revoke),
  row('revealed', 'removalVerified', 'revealed', run.verifyRemoval),
  row('revealed', 'enrolmentSeen', 'revealed', run.enrol),
  row('revealed', 'enrolmentChecked', 'revealed', checkEnrolled),
  row('revealed', 'stepFailed', 'revealed', run.failStep),
  row('revealed', 'stepRecovered', 'revealed', facts.goOn),
  row('revealed', 'passwordChangeAsked', 'revealed', password.ask),
  row('revealed', 'passwordChangeRequired', 'revealed', password.expire),
  row('revealed', 'passwordChangeNotDone', 'revealed', password.giveUp),
  row('revealed', 'passDropped', 'revealed', run.dropPass),
  row('revealed', 'notified', 'revealed', facts.tell),
  row('revealed', 'completed', 'completed', facts.complete),
  row('revealed', 'failed', 'failed', facts.fail),
  row('revealed', 'fraudReported', 'incident', incident.report),

  row('failed', 'placeholderIssued', 'failed', run.placeholder),
  row('failed', 'methodRemoved', 'failed', run.removeLate),
  row('failed', 'gapClosed', 'failed', run.closeGapLate),
  row('failed', 'sessionsRevoked', 'failed', run.revokeLate),
  row('failed', 'stepFailed', 'failed', facts.stall),
  row('failed', 'stepRecovered', 'failed', facts.goOn),
  row('failed', 'passwordChangeRequired', 'failed', password.expire),
  row('failed', 'passwordChangeNotDone', 'failed', password.giveUp),
  row('failed', 'passDropped', 'failed', run.dropPass),
  row('failed', 'notified', 'failed', facts.tell),
  row('failed', 'enrolmentSeen', 'failed', run.enrolFailed),
  row('failed', 'enrolmentChecked', 'failed', checkEnrolled),
  row('failed', 'completed', 'completed', run.completeFailed),
  row('failed', 'retried', 'awaitingApproval', facts.retry),
  row('failed', 'fraudReported', 'incident', incident.report),

  row('completed', 'passwordChangeRequired', 'completed', password.expire),
  row('completed', 'enrolmentChecked', 'completed', checkEnrolled),
  row('completed', 'passDropped', 'completed', facts.same),
  row('completed', 'notified', 'completed', facts.tell),
  row('completed', 'fraudReported', 'incident', incident.report),

  row('incident', 'accountDisabled', 'incident', incident.disableAccount),
  row('incident', 'accountDisableFailed', 'incident', incident.disableFailed),
  row('incident', 'placeholderIssued', 'incident', run.placeholder),
  row('incident', 'methodRemoved', 'incident', run.removeInIncident),
  row('incident', 'gapClosed', 'incident', run.closeGapLate),
  row('incident', 'passRemoved', 'incident', incident.removePass),
  row('incident', 'intruderRemoved', 'incident', incident.removeIntruder),
  row('incident', 'methodKept', 'incident', incident.keepIntruder),
  row('incident', 'sessionsRevoked', 'incident', incident.revokeIncident),
  row('incident', 'contained', 'incident', incident.contain),
  row('incident', 'stepFailed', 'incident', facts.stall),
  row('incident', 'stepRecovered', 'incident', facts.goOn),
  row('incident', 'passwordChangeAsked', 'incident', password.ask),
  row('incident', 'passwordChangeRequired', 'incident', password.expire),
  row('incident', 'passwordChangeNotDone', 'incident', password.giveUp),
  row('incident', 'passDropped', 'incident', run.dropPass),
  row('incident', 'notified', 'incident', facts.tell),
  row('incident', 'shieldLifted', 'incident', incident.liftShield),
  row('incident', 'taskDone', 'incident', incident.fillTask),
  row('incident', 'incidentClosed', 'incident', incident.closeIncident),

  row('denied', 'passDropped', 'denied', facts.same),
  row('denied', 'notified', 'denied', facts.tell),
  row('refused', 'passDropped', 'refused', facts.same),
  row('refused', 'notified', 'refused', facts.tell),
  row('cancelled', 'passDropped', 'cancelled', facts.same),
  row('cancelled', 'notified', 'cancelled', facts.tell),
  row('expired', 'passDropped', 'expired', facts.same),
  row('expired', 'notified', 'expired', facts.tell),
];

const ROWS: ReadonlyMap<string, Row> = new Map(MACHINE.map((one) => [`${one.from}|${one.on}`, one]));

/** True when the machine has a row for this state and event. */
export function allows(state: State, on: EventType): boolean {
  return ROWS.has(`${state}|${on}`);
}

/** The request after `event`. Pure. Throws `RecoveryError('transitionNotAllowed')` for a pair without a row. */
export function next(request: RecoveryRequest, event: RecoveryEvent): RecoveryRequest {
  const found = ROWS.get(`${request.state}|${event.type}`);
  if (found === undefined) {
    throw new RecoveryError('transitionNotAllowed', `no row for ${request.state} on ${event.type}`);
  }
  return afterStep(found.apply(request, event), event);
}
