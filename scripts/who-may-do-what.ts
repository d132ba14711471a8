import type { Verb } from './who-may-groups';
import {
  rule,
  OPEN_YET,
  ENDED_UNDONE,
  SHIELDED,
  INCIDENT,
  AFTER,
  DECIDED,
  ALWAYS,
  LIVE,
  ENDED,
  but,
  EMPLOYEE,
  NOT_OPENED_BY,
  ATTENDED,
  AGENTS,
  REQUESTER,
  JOINED,
  HELPDESK,
  PLAIN_HELPDESK,
  FALLEN,
  FIRST,
  ASKED,
  IN_SECURITY,
  FALLEN_SECURITY,
  INVOLVED,
  COLLEAGUES,
  WITH_CARD,
  WITHOUT_PART,
  NOT_SERVED,
} from './who-may-groups';
import type { Someone } from './who-may-people';
import { WHO_MAY_COUNTER } from './who-may-counter';
import { WHO_MAY_DECIDE } from './who-may-decide';
import { WHO_MAY_DRAFT } from './who-may-draft';
import { WHO_MAY_INCIDENT } from './who-may-incident';
import { WHO_MAY_PASSWORD } from './who-may-password';
import { WHO_MAY_READ } from './who-may-read';
import { WHO_MAY_SELF } from './who-may-self';
import { WHO_MAY_STAND_IN } from './who-may-stand-in';
import { WHO_MAY_STOP } from './who-may-stop';

/** Of whom nobody was asked to approve while the employee has not answered. */
const notAsked = (one: Someone): boolean => one !== 'askedByColleague' && !COLLEAGUES.includes(one);

/** Whose chat had its time: there is another place now. */
const isNotInChat = (one: Someone): boolean => one !== 'employeeInChat';

/**
 * Who may do what to one request, cell by cell; a test drives every cell through the real verbs. Everybody is refused
 * unless a rule says otherwise, and a refusal changes neither request, trail nor account.
 */
export const WHO_MAY = {
  ...WHO_MAY_DRAFT,
  open: {
    title: 'confirm a draft: open, join, take over (without a draft of their own: with somebody else’s)',
    journal: 'open',
    otherwise: 'draftExpired',
    rules: [
      rule([...NOT_OPENED_BY, ...AGENTS], OPEN_YET, 'to awaitingApproval'),
      rule(['employeeAtCounter'], OPEN_YET, 'sees'),
      rule(
        [...NOT_OPENED_BY, 'employeeAtCounter', ...AGENTS],
        ['approved', 'revealed', 'held', 'failed', ...SHIELDED],
        'alreadyDecided',
      ),
      rule(['employeeWhoOpened', ...HELPDESK.filter((one) => !AGENTS.includes(one))], LIVE, 'sees'),
      rule(WITH_CARD, [...OPEN_YET, 'approved', 'revealed', 'held', 'failed'], 'sees'),
      rule(WITHOUT_PART, [...OPEN_YET, 'approved', 'revealed', 'held', 'failed'], 'cannotOpenFor'),
      rule([...WITH_CARD, ...WITHOUT_PART], ENDED, 'to awaitingApproval'),
      rule([...WITH_CARD, ...WITHOUT_PART], INCIDENT, 'cannotOpenFor'),
      rule([...FALLEN, ...FALLEN_SECURITY], ALWAYS, 'cannotOpenFor'),
      rule([...EMPLOYEE, ...PLAIN_HELPDESK], ENDED, 'to awaitingApproval'),
      rule(INVOLVED, ENDED, 'to held'),
      rule([...EMPLOYEE, ...HELPDESK], ['shieldLifted'], 'employeeDisabled'),
      NOT_SERVED,
    ],
  },
  confirmIdentity: {
    title: '“yes, this is me”',
    journal: 'confirmIdentity',
    otherwise: 'notFound',
    rules: [
      rule([...NOT_OPENED_BY, 'linkHolder'], ['asked'], 'to awaitingApproval'),
      rule([...NOT_OPENED_BY, 'linkHolder'], but('asked'), 'sees'),
      rule(['employeeWhoOpened'], ALWAYS, 'sees'),
      rule(['employeeAtCounter'], ALWAYS, 'counterOnly'),
      NOT_SERVED,
    ],
  },
  ...WHO_MAY_DECIDE,
  reportFraud: {
    title: '“this is fraud”, “this was not me”',
    journal: 'reportFraud',
    otherwise: 'notFound',
    rules: [
      rule(
        [...EMPLOYEE, 'linkHolder', ...ATTENDED, ...ASKED, 'formerApprover'],
        but(...ENDED_UNDONE, ...INCIDENT),
        'to incident',
      ),
      rule([...EMPLOYEE, 'linkHolder', ...ATTENDED, ...ASKED, 'formerApprover'], INCIDENT, 'sees'),
      rule([...EMPLOYEE, 'linkHolder', ...ATTENDED, ...ASKED, 'formerApprover'], ENDED_UNDONE, 'alreadyDecided'),
      rule([...REQUESTER, ...JOINED], ALWAYS, 'notYours'),
      NOT_SERVED,
    ],
  },
  renewCode: {
    title: 'ask for a new release code',
    journal: 'renewCode',
    otherwise: 'notFound',
    rules: [
      rule([...FIRST, 'secondApprover'], ['approved'], 'to approved'),
      rule([...FIRST, 'secondApprover'], ['revealed'], 'to revealed'),
      rule(FIRST, ['completed', 'failed', ...INCIDENT], 'requestEnded'),
      rule(FIRST, [...OPEN_YET, ...ENDED_UNDONE, 'held'], 'notYours'),
      rule(['secondApprover'], ['halfSigned', ...AFTER], 'requestEnded'),
      rule(['secondApprover'], ['asked'], 'notYours'),
      rule([...EMPLOYEE, ...REQUESTER, ...JOINED, ...ATTENDED, 'besideSecond', 'formerApprover'], ALWAYS, 'notYours'),
      NOT_SERVED,
    ],
  },
  withdraw: {
    title: 'withdraw an approval',
    journal: 'withdraw',
    otherwise: 'notFound',
    rules: [
      rule([...FIRST, 'secondApprover'], ['approved'], 'to denied'),
      rule(FIRST, ['revealed', 'completed', 'failed', ...INCIDENT], 'alreadyDecided'),
      rule(FIRST, [...OPEN_YET, ...ENDED_UNDONE, 'held'], 'notYours'),
      rule(['secondApprover'], ['halfSigned', 'revealed', ...AFTER], 'alreadyDecided'),
      rule(['secondApprover'], ['asked'], 'notYours'),
      rule([...EMPLOYEE, ...REQUESTER, ...JOINED, ...ATTENDED, 'besideSecond', 'formerApprover'], ALWAYS, 'notYours'),
      NOT_SERVED,
    ],
  },
  openLink: {
    title: 'open a one-time link (without one: with a guessed one)',
    otherwise: 'linkUnknown',
    rules: [rule(['linkHolder'], ALWAYS, 'sees')],
  },
  reveal: {
    title: 'see the pass, with the right release code',
    journal: 'reveal',
    otherwise: 'notFound',
    rules: [
      rule([...EMPLOYEE.filter(isNotInChat), 'linkHolder'], ['approved', 'revealed'], 'to revealed'),
      rule(['employeeInChat'], ['approved', 'revealed', 'completed', 'failed', ...INCIDENT], 'wrongPlace'),
      rule(['employeeInChat'], ENDED_UNDONE, 'requestEnded'),
      rule([...EMPLOYEE, 'linkHolder'], [...OPEN_YET, 'held'], 'notApprovedYet'),
      rule([...EMPLOYEE.filter(isNotInChat), 'linkHolder'], [...ENDED, 'failed', ...INCIDENT], 'requestEnded'),
      NOT_SERVED,
    ],
  },
  cancel: {
    title: 'cancel',
    journal: 'cancel',
    otherwise: 'notFound',
    rules: [
      rule([...EMPLOYEE.filter(isNotInChat), ...REQUESTER], [...OPEN_YET, 'approved', 'held'], 'to cancelled'),
      rule(['employeeInChat'], [...OPEN_YET, 'held'], 'to cancelled'),
      rule(['employeeInChat'], ['approved'], 'tooLateToCancel'),
      rule([...EMPLOYEE, ...REQUESTER], ['cancelled'], 'sees'),
      rule(
        [...EMPLOYEE, ...REQUESTER],
        ['revealed', 'completed', 'refused', 'denied', 'expired', 'failed', ...INCIDENT],
        'tooLateToCancel',
      ),
      rule([...JOINED, ...ATTENDED, ...ASKED, 'formerApprover'], ALWAYS, 'notYours'),
      NOT_SERVED,
    ],
  },
  remind: {
    title: 'remind the approvers',
    journal: 'remind',
    otherwise: 'notFound',
    rules: [
      rule([...EMPLOYEE, ...REQUESTER, ...JOINED, ...ATTENDED].filter(notAsked), OPEN_YET, 'to awaitingApproval'),
      rule(['askedByColleague', ...COLLEAGUES], ['asked'], 'employeeNotConfirmed'),
      rule(['askedByColleague', ...COLLEAGUES], ['halfSigned'], 'to awaitingApproval'),
      rule([...EMPLOYEE, ...REQUESTER, ...JOINED, ...ATTENDED], DECIDED, 'alreadyDecided'),
      rule([...ASKED, 'formerApprover'], ALWAYS, 'notYours'),
      NOT_SERVED,
    ],
  },
  newLink: {
    title: 'send a new one-time link (these requests go on elsewhere)',
    journal: 'newLink',
    otherwise: 'notFound',
    rules: [
      rule(HELPDESK, ALWAYS, 'noLinkNow'),
      rule([...EMPLOYEE, ...COLLEAGUES, ...ASKED, 'formerApprover'], ALWAYS, 'notYours'),
      NOT_SERVED,
    ],
  },
  retry: {
    title: 'start a failed case over, with new approvals',
    journal: 'retry',
    otherwise: 'notFound',
    rules: [
      rule([...EMPLOYEE, ...PLAIN_HELPDESK], ['failed'], 'to awaitingApproval'),
      rule(INVOLVED, ['failed'], 'noApprover'),
      rule([...EMPLOYEE, ...HELPDESK], but('failed'), 'alreadyDecided'),
      NOT_SERVED,
    ],
  },
  release: {
    title: 'release a held request',
    journal: 'release',
    otherwise: 'notFound',
    rules: [
      rule(IN_SECURITY, ['held'], 'to awaitingApproval'),
      rule(IN_SECURITY, OPEN_YET, 'sees'),
      rule(IN_SECURITY, but('held', ...OPEN_YET), 'alreadyDecided'),
      rule(INVOLVED, ALWAYS, 'ownRequest'),
      rule(['employeeInSecurity'], but(...INCIDENT), 'ownRequest'),
      NOT_SERVED,
    ],
  },
  ...WHO_MAY_COUNTER,
  ...WHO_MAY_INCIDENT,
  ...WHO_MAY_PASSWORD,
  ...WHO_MAY_STOP,
  ...WHO_MAY_STAND_IN,
  ...WHO_MAY_SELF,
  ...WHO_MAY_READ,
} as const satisfies Readonly<Record<string, Verb>>;
