import type { Rule, Verb } from './who-may-groups';
import type { Someone } from './who-may-people';
import {
  AFTER,
  ALWAYS,
  ASKED,
  ATTENDANTS,
  COLLEAGUES,
  EMPLOYEE,
  ENDED,
  INCIDENT,
  JOINED,
  NOT_SERVED,
  OPEN_YET,
  REQUESTER,
  rule,
} from './who-may-groups';

/** Everybody with a part in it who does not attend. */
const OTHERS: Rule = rule(
  [...EMPLOYEE, ...REQUESTER, ...JOINED, ...ASKED, 'formerApprover', 'relieved'],
  ALWAYS,
  'notYours',
);

const ofHelpdesk = (one: Someone): boolean => !COLLEAGUES.includes(one);

/** What goes on at a counter: part of `WHO_MAY`. */
export const WHO_MAY_COUNTER = {
  attend: {
    title: 'attend to somebody at a counter',
    journal: 'attend',
    otherwise: 'notFound',
    rules: [
      rule(['attendant'], ALWAYS, 'sees'),
      rule(['relieved', 'agentAtCounter'], OPEN_YET, 'to awaitingApproval'),
      rule(['relieved', 'agentAtCounter'], ['approved'], 'to approved'),
      rule(['relieved', 'agentAtCounter'], ['revealed', ...AFTER], 'alreadyDecided'),
      rule(['requesterAtCounter'], ALWAYS, 'attendantHasOtherPart'),
      rule([...EMPLOYEE, ...COLLEAGUES, ...ASKED, 'formerApprover'], ALWAYS, 'helpdeskOnly'),
      rule(['requester', 'requesterInSecurity', ...JOINED.filter(ofHelpdesk), 'helpdesk'], ALWAYS, 'notAtCounter'),
      NOT_SERVED,
    ],
  },
  idCheck: {
    title: 'record the ID that was seen there',
    journal: 'idCheck',
    otherwise: 'notFound',
    rules: [
      rule(ATTENDANTS, ['asked'], 'to awaitingApproval'),
      rule(ATTENDANTS, ['halfSigned', 'approved'], 'sees'),
      rule(ATTENDANTS, ['revealed', ...AFTER], 'alreadyDecided'),
      OTHERS,
      NOT_SERVED,
    ],
  },
  showQr: {
    title: 'be shown the QR code for the employee’s device',
    journal: 'showQr',
    otherwise: 'notFound',
    rules: [
      rule(ATTENDANTS, ['approved'], 'to approved'),
      rule(ATTENDANTS, ['revealed'], 'to revealed'),
      rule(ATTENDANTS, [...OPEN_YET, 'held'], 'notApprovedYet'),
      rule(ATTENDANTS, [...ENDED, 'failed', ...INCIDENT], 'requestEnded'),
      OTHERS,
      NOT_SERVED,
    ],
  },
} as const satisfies Readonly<Record<string, Verb>>;
