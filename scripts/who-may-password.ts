import type { Verb } from './who-may-groups';
import { ALWAYS, but, INCIDENT, INVOLVED, NOT_SERVED, rule } from './who-may-groups';
import type { Situation } from './who-may-people';

/** Somebody was recognised, and the case goes on. */
const UNDER_WAY: readonly Situation[] = ['approved', 'revealed'];
const CLOSED: readonly Situation[] = ['incidentClosed'];
/** Here the lost methods are gone and nothing else of the employee's stands. */
const OPEN_INCIDENT = INCIDENT.filter((one) => !CLOSED.includes(one));

/** A new password at the next sign-in: part of `WHO_MAY`. Security with no other part in the request, and nobody else. */
export const WHO_MAY_PASSWORD = {
  requirePasswordChange: {
    title: 'ask that the employee choose a new password, with a reason',
    journal: 'requirePasswordChange',
    otherwise: 'notFound',
    rules: [
      rule(['security', 'besideSecond'], ['approved'], 'to approved'),
      rule(['security', 'besideSecond'], ['revealed'], 'to revealed'),
      rule(['security', 'besideSecond'], OPEN_INCIDENT, 'passwordNoWayIn'),
      rule(['security', 'besideSecond'], but(...UNDER_WAY, ...OPEN_INCIDENT), 'passwordNotNow'),
      rule(['secondApprover'], ['asked'], 'passwordNotNow'),
      rule(['secondApprover'], but('asked'), 'ownRequest'),
      rule(INVOLVED, ALWAYS, 'ownRequest'),
      rule(['employeeInSecurity'], but(...INCIDENT), 'ownRequest'),
      NOT_SERVED,
    ],
  },
} as const satisfies Readonly<Record<string, Verb>>;
