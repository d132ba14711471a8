import type { Rule, Verb } from './who-may-groups';
import {
  rule,
  OPEN_YET,
  DECIDED,
  ALWAYS,
  EMPLOYEE,
  ATTENDED,
  REQUESTER,
  JOINED,
  FALLEN,
  FIRST,
  SECOND,
  ASKED,
  NOT_SERVED,
} from './who-may-groups';
import type { Answer } from './who-may-people';

/** Own request, not yours: what everybody hears who is in it and may not decide. */
const NOT_DECIDING: readonly Rule[] = [
  rule([...EMPLOYEE, ...REQUESTER, ...JOINED], ALWAYS, 'ownRequest'),
  rule(ATTENDED, ALWAYS, 'attendantMayNotApprove'),
  rule(['formerApprover'], ALWAYS, 'notYours'),
  rule(ASKED, DECIDED, 'alreadyDecided'),
  NOT_SERVED,
];

/** Only the approver asked in an open slot: where the second one signed, those beside are answered and change nothing. */
const decidesWith = (answer: Answer): readonly Rule[] => [
  ...NOT_DECIDING,
  rule(FIRST, OPEN_YET, answer),
  rule(SECOND, ['asked'], answer),
  rule(SECOND, ['halfSigned'], 'sees'),
];

/** Approving and its other answers: part of `WHO_MAY`. */
export const WHO_MAY_DECIDE = {
  approve: {
    title: 'approve, with the right number',
    journal: 'approve',
    otherwise: 'notFound',
    rules: [
      ...NOT_DECIDING,
      rule(ASKED, ['asked'], 'employeeNotConfirmed'),
      rule(['firstApprover'], ['halfSigned'], 'to approved'),
      rule(FALLEN, ['halfSigned'], 'to awaitingApproval'),
      rule(SECOND, ['halfSigned'], 'sees'),
    ],
  },
  stepUp: {
    title: 'sign in anew, by a link of their own',
    journal: 'stepUp',
    otherwise: 'stepUpLinkOver',
    rules: [
      rule(ASKED, ['asked'], 'to awaitingApproval'),
      rule(FIRST, ['halfSigned'], 'to awaitingApproval'),
      rule(['linkHolder', 'nobody'], ALWAYS, 'nothing'),
      NOT_SERVED,
    ],
  },
  deny: { title: 'deny', journal: 'deny', otherwise: 'notFound', rules: decidesWith('to denied') },
  notSure: { title: '“not sure”', journal: 'unsure', otherwise: 'notFound', rules: decidesWith('to held') },
  passOn: {
    title: '“not mine”: pass on',
    journal: 'passOn',
    otherwise: 'notFound',
    rules: decidesWith('to awaitingApproval'),
  },
} as const satisfies Readonly<Record<string, Verb>>;
