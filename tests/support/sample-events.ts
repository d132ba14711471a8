import type { EventOf, EventType, RecoveryEvent } from '../../recovery/events';
import { MINUTE } from './fake-clock';
import { planItem, run } from './request-arms';
import { awaiting, EMPLOYEE, MANAGER, NOON, person, SECOND_APPROVER, slot } from './request-builder';

const AT = NOON + 7 * MINUTE;
const BY_MANAGER = { at: AT, by: { kind: 'person', id: MANAGER } } as const;
const BY_EMPLOYEE = { at: AT, by: { kind: 'person', id: EMPLOYEE } } as const;
const BY_SYSTEM = { at: AT, by: { kind: 'system' } } as const;
const PASS = { methodId: 'pass-9', expiresAt: AT + 30 * MINUTE } as const;
const METHOD = { methodId: planItem().methodId, kind: planItem().kind } as const;
const SLOTS = [slot({ candidates: [SECOND_APPROVER] })];
const EXPIRES = AT + 240 * MINUTE;

/** One event of each type, ten to an hour after a request of the builder was opened. */
export const SAMPLE_EVENTS: { readonly [T in EventType]: EventOf<T> } = {
  opened: { type: 'opened', ...BY_EMPLOYEE, request: awaiting() },
  joined: { type: 'joined', ...BY_EMPLOYEE, who: person(20) },
  takenOver: { type: 'takenOver', ...BY_EMPLOYEE, requester: EMPLOYEE },
  employeeConfirmed: { type: 'employeeConfirmed', ...BY_EMPLOYEE },
  attended: { type: 'attended', at: AT, by: { kind: 'person', id: person(30) }, attendant: person(30) },
  idChecked: { type: 'idChecked', at: AT, by: { kind: 'person', id: person(30) }, document: 'companyBadge' },
  qrShown: { type: 'qrShown', at: AT, by: { kind: 'person', id: person(30) }, generation: 1 },
  qrOpened: { type: 'qrOpened', ...BY_EMPLOYEE, generation: 1 },
  approverAsked: { type: 'approverAsked', ...BY_SYSTEM, slot: 1, approver: MANAGER },
  approverUnreachable: { type: 'approverUnreachable', ...BY_SYSTEM, slot: 1, approver: MANAGER, why: 'notInstalled' },
  approversReplaced: { type: 'approversReplaced', ...BY_SYSTEM, slots: SLOTS, why: 'notMine', reasons: [] },
  reminded: { type: 'reminded', ...BY_SYSTEM },
  escalated: { type: 'escalated', ...BY_SYSTEM, slots: SLOTS },
  matchFailed: { type: 'matchFailed', ...BY_MANAGER, slot: 1, approver: MANAGER, tries: 1 },
  approverSteppedUp: {
    type: 'approverSteppedUp',
    ...BY_MANAGER,
    slot: 1,
    approver: MANAGER,
    authTime: AT - MINUTE,
    methods: ['pwd', 'mfa'],
    contexts: ['c1'],
  },
  slotApproved: { type: 'slotApproved', ...BY_MANAGER, slot: 1, approver: MANAGER, verifiedBy: 'inPerson' },
  approved: {
    type: 'approved',
    ...BY_MANAGER,
    slot: 1,
    approver: MANAGER,
    verifiedBy: 'knownNumber',
    decided: run(),
    reasons: [],
  },
  selfVerified: {
    type: 'selfVerified',
    ...BY_EMPLOYEE,
    decided: run({
      selfVerified: { contactId: 'phone', contact: 'hash', masked: '••• 312', managers: [MANAGER] },
    }),
    reasons: [],
  },
  approvalRequired: {
    type: 'approvalRequired',
    ...BY_SYSTEM,
    slots: SLOTS,
    why: 'notSelfVerified',
    reasons: [],
    expiresAt: EXPIRES,
  },
  codeSent: { type: 'codeSent', ...BY_SYSTEM, generation: 1, contact: 'hash' },
  codeSendFailed: { type: 'codeSendFailed', ...BY_SYSTEM, generation: 1, code: 'throttled' },
  evaluated: {
    type: 'evaluated',
    ...BY_MANAGER,
    signature: { slot: 1, approver: MANAGER, verifiedBy: 'knownNumber' },
    decided: run(),
    reasons: [],
  },
  denied: { type: 'denied', ...BY_MANAGER, reason: 'denied.notMyEmployee' },
  held: { type: 'held', ...BY_MANAGER, why: 'approverUnsure', expiresAt: EXPIRES },
  released: { type: 'released', ...BY_MANAGER, reason: 'called back', expiresAt: EXPIRES },
  refused: { type: 'refused', ...BY_SYSTEM, why: 'employeeDisabled' },
  cancelled: { type: 'cancelled', ...BY_EMPLOYEE, reason: 'cancelled' },
  expired: { type: 'expired', ...BY_SYSTEM },
  withdrawn: { type: 'withdrawn', ...BY_MANAGER },
  fraudReported: { type: 'fraudReported', ...BY_EMPLOYEE, why: 'notMe' },
  codeRenewed: { type: 'codeRenewed', ...BY_MANAGER, generation: 2, deadline: AT + 15 * MINUTE },
  codeFailed: { type: 'codeFailed', ...BY_EMPLOYEE, tries: 1 },
  codeVoided: { type: 'codeVoided', ...BY_EMPLOYEE, tries: 5 },
  approverLost: { type: 'approverLost', ...BY_SYSTEM, slots: SLOTS, why: 'approverNoLongerStands', expiresAt: EXPIRES },
  linkAsked: { type: 'linkAsked', at: AT, by: { kind: 'person', id: person(30) } },
  linkSent: { type: 'linkSent', ...BY_SYSTEM, channel: 'sms', contactId: 'c1' },
  linkFailed: { type: 'linkFailed', ...BY_SYSTEM, channel: 'sms', code: 'throttled' },
  revealStarted: { type: 'revealStarted', ...BY_EMPLOYEE, reveal: 1, place: 'teams' },
  passTermsChanged: { type: 'passTermsChanged', ...BY_SYSTEM, lifetimeInMinutes: 20, placeholderMinutes: 60 },
  passIssued: { type: 'passIssued', ...BY_SYSTEM, ...PASS },
  passDropped: { type: 'passDropped', ...BY_SYSTEM, ...PASS },
  placeholderStarted: { type: 'placeholderStarted', ...BY_SYSTEM },
  placeholderIssued: { type: 'placeholderIssued', ...BY_SYSTEM, ...PASS },
  passReplaced: { type: 'passReplaced', ...BY_SYSTEM, methodId: 'pass-other' },
  gapOpened: { type: 'gapOpened', ...BY_SYSTEM, methodId: METHOD.methodId },
  gapClosed: { type: 'gapClosed', ...BY_SYSTEM, ...PASS },
  methodRemoved: { type: 'methodRemoved', ...BY_SYSTEM, ...METHOD, alreadyGone: false },
  methodDeferred: { type: 'methodDeferred', ...BY_SYSTEM, ...METHOD },
  defaultSwitched: {
    type: 'defaultSwitched',
    ...BY_SYSTEM,
    ...METHOD,
    standInId: 'phone',
    standInKind: 'mobilePhone',
  },
  methodKept: { type: 'methodKept', ...BY_SYSTEM, ...METHOD, why: 'defaultMethod' },
  removalVerified: { type: 'removalVerified', ...BY_SYSTEM, standing: ['hello#f2'] },
  sessionsRevoked: { type: 'sessionsRevoked', ...BY_SYSTEM },
  revealMoved: {
    type: 'revealMoved',
    ...BY_SYSTEM,
    delivery: { place: 'link', contactId: 'c1', contact: 'hash', kind: 'email', channel: 'email', masked: '••' },
    expiresAt: EXPIRES,
  },
  movedToCounter: { type: 'movedToCounter', ...BY_SYSTEM, slots: SLOTS, reasons: [], expiresAt: EXPIRES },
  enrolmentChecked: {
    ...{ type: 'enrolmentChecked', ...BY_SYSTEM, methodId: 'app-2', outcome: 'ok' },
    reasons: [{ rule: 'enrolment.who', outcome: 'ok', sentence: 'By the employee.' }],
  },
  enrolmentSeen: { type: 'enrolmentSeen', ...BY_SYSTEM, methodId: 'app-2', kind: 'microsoftAuthenticator' },
  completed: { type: 'completed', ...BY_SYSTEM },
  failed: { type: 'failed', ...BY_SYSTEM, why: 'passEndedUnused' },
  retried: { type: 'retried', ...BY_EMPLOYEE, slots: SLOTS, reasons: [], expiresAt: EXPIRES },
  stepFailed: {
    type: 'stepFailed',
    ...BY_SYSTEM,
    step: 'removeMethod',
    code: 'throttled',
    attempts: 2,
    nextAttemptAt: AT + 4_000,
  },
  stepRecovered: { type: 'stepRecovered', ...BY_SYSTEM, step: 'removeMethod' },
  accountDisabled: { type: 'accountDisabled', ...BY_SYSTEM },
  accountDisableFailed: { type: 'accountDisableFailed', ...BY_SYSTEM, code: 'forbidden' },
  passRemoved: { type: 'passRemoved', ...BY_SYSTEM, methodId: 'pass-9' },
  intruderRemoved: { type: 'intruderRemoved', ...BY_SYSTEM, methodId: 'app-6', kind: 'microsoftAuthenticator' },
  contained: { type: 'contained', ...BY_SYSTEM },
  shieldLifted: { type: 'shieldLifted', ...BY_MANAGER, reason: 'met in person' },
  taskDone: { type: 'taskDone', ...BY_MANAGER, task: 'reached', answer: 'inPerson', text: 'met her at the counter' },
  incidentClosed: { type: 'incidentClosed', ...BY_MANAGER },
  passwordChangeAsked: { type: 'passwordChangeAsked', ...BY_MANAGER, reason: 'told', text: 'to a caller' },
  passwordChangeRequired: { type: 'passwordChangeRequired', ...BY_SYSTEM, reason: 'told', askedBy: MANAGER },
  passwordChangeNotDone: { type: 'passwordChangeNotDone', ...BY_SYSTEM, why: 'forbidden' },
  notified: { type: 'notified', ...BY_SYSTEM, who: EMPLOYEE, channel: 'teams', notice: 'held', ok: true },
};

export const SAMPLE_AT = AT;

/** The sample of one type, with other facts where a test needs them. */
export function eventOf<T extends EventType>(type: T, facts: Partial<EventOf<T>> = {}): RecoveryEvent {
  return { ...SAMPLE_EVENTS[type], ...facts } as RecoveryEvent;
}
