import type { Rule, Verb } from './who-may-groups';
import { but, IN_SECURITY, INCIDENT, INVOLVED, NOT_SERVED, rule, SHIELDED } from './who-may-groups';
import type { Answer, Situation } from './who-may-people';

/** Security with no other part in the request; an incident disables the employee's account besides. */
const decided = (...answers: readonly (readonly [readonly Situation[], Answer])[]): readonly Rule[] => [
  ...answers.map(([when, answer]) => rule(['security', 'besideSecond'], when, answer)),
  rule([...INVOLVED, 'secondApprover'], INCIDENT, 'ownRequest'),
  rule([...INVOLVED, 'employeeInSecurity', ...IN_SECURITY], but(...INCIDENT), 'noIncident'),
  NOT_SERVED,
];

const OPEN: readonly Situation[] = ['incident', 'tasksFilled', 'shieldLifted'];

/** Working on an incident: part of `WHO_MAY`. */
export const WHO_MAY_INCIDENT = {
  liftShield: {
    title: 'lift the shield of an incident',
    journal: 'liftShield',
    otherwise: 'notFound',
    rules: decided([SHIELDED, 'to incident'], [['shieldLifted'], 'sees']),
  },
  seeIncident: {
    title: 'see an incident with its timeline and tasks',
    journal: 'seeIncident',
    otherwise: 'notFound',
    rules: decided([INCIDENT, 'sees']),
  },
  fillTask: {
    title: 'fill or correct a task of an incident',
    journal: 'fillTask',
    otherwise: 'notFound',
    rules: decided([OPEN, 'to incident'], [['incidentClosed'], 'incidentClosed']),
  },
  closeIncident: {
    title: 'close an incident',
    journal: 'closeIncident',
    otherwise: 'notFound',
    rules: decided(
      [['incident', 'shieldLifted'], 'tasksOpen'],
      [['tasksFilled'], 'to incident'],
      [['incidentClosed'], 'sees'],
    ),
  },
} as const satisfies Readonly<Record<string, Verb>>;
