import type { Verb } from './who-may-groups';
import { ALWAYS, but, EMPLOYEE, NOT_SERVED, rule } from './who-may-groups';

/** The way back from a code by text message: part of `WHO_MAY`. The requests of the table have approvers already. */
export const WHO_MAY_SELF = {
  spendCode: {
    title: 'write the right release code into the chat: it is spent',
    journal: 'spendCode',
    otherwise: 'notFound',
    rules: [
      rule(EMPLOYEE, ['approved'], 'to approved'),
      rule(EMPLOYEE, ['revealed'], 'to revealed'),
      rule(EMPLOYEE, but('approved', 'revealed'), 'sees'),
      NOT_SERVED,
    ],
  },
  askApprover: {
    title: 'have an approver asked in place of a code by text message (the requests here have approvers)',
    journal: 'askApprover',
    otherwise: 'notFound',
    rules: [rule(EMPLOYEE, ALWAYS, 'alreadyDecided'), NOT_SERVED],
  },
} as const satisfies Readonly<Record<string, Verb>>;
