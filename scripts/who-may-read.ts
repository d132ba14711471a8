import type { Rule, Verb } from './who-may-groups';
import {
  rule,
  ALWAYS,
  LIVE,
  ENDED,
  EMPLOYEE,
  AGENTS,
  FIRST,
  PARTIES,
  FALLEN_SECURITY,
  NOT_SERVED,
  HELPS,
} from './who-may-groups';

const FOUND_BY_PARTIES: readonly Rule[] = [
  rule([...PARTIES, ...AGENTS, 'security', ...FALLEN_SECURITY, 'duty'], ALWAYS, 'sees'),
  NOT_SERVED,
];

/** Looking: part of `WHO_MAY`. Nothing is changed by it. */
export const WHO_MAY_READ = {
  find: { title: 'status, from a card', journal: 'find', otherwise: 'notFound', rules: FOUND_BY_PARTIES },
  findByCode: { title: 'status, by short code', journal: 'find', otherwise: 'notFound', rules: FOUND_BY_PARTIES },
  findOfPerson: {
    title: 'status, by the employee’s address',
    journal: 'findPerson',
    otherwise: 'notFound',
    rules: [rule(HELPS, ALWAYS, 'sees'), NOT_SERVED],
  },
  listOpen: {
    title: 'list what is open',
    journal: 'open',
    otherwise: 'notFound',
    rules: [
      rule(HELPS, [...LIVE, 'shieldLifted'], 'sees'),
      rule(HELPS, ENDED, 'nothing'),
      rule(['elsewhere'], ALWAYS, 'nothing'),
      NOT_SERVED,
    ],
  },
  findMine: {
    title: 'status of one’s own request and of what waits for oneself',
    otherwise: 'nothing',
    rules: [
      rule(EMPLOYEE, ALWAYS, 'sees'),
      rule([...FIRST, 'secondApprover'], LIVE, 'sees'),
      rule(['besideSecond'], ['asked'], 'sees'),
    ],
  },
  seemsHelpdesk: {
    title: 'be shown the helpdesk’s commands',
    otherwise: 'nothing',
    rules: [rule([...HELPS, 'elsewhere'], ALWAYS, 'sees')],
  },
} as const satisfies Readonly<Record<string, Verb>>;
