import type { Verb } from './who-may-groups';
import { ALWAYS, EMPLOYEE, INCIDENT, NOT_SERVED, rule } from './who-may-groups';

/** Who names a stand-in: part of `WHO_MAY`. It belongs to no request; who was recovered lately names nobody. */
export const WHO_MAY_STAND_IN = {
  nameDelegate: {
    title: 'name somebody who answers in one’s place as a manager',
    journal: 'nameDelegate',
    otherwise: 'done',
    rules: [
      rule(EMPLOYEE, ['approved', 'revealed', 'completed', 'failed', ...INCIDENT], 'delegatorUnfit'),
      rule(['guest', 'guestApprover', 'guestSecurity'], ALWAYS, 'delegatorUnfit'),
      rule(['disabled', 'disabledApprover', 'disabledSecurity'], ALWAYS, 'delegatorUnfit'),
      rule(['linkHolder', 'nobody', 'elsewhereEmployee'], ALWAYS, 'delegatorUnfit'),
      rule(['elsewhere'], ALWAYS, 'personNotFound'),
      NOT_SERVED,
    ],
  },
  endDelegation: {
    title: 'end that',
    journal: 'endDelegation',
    otherwise: 'done',
    rules: [NOT_SERVED],
  },
  seeDelegation: {
    title: 'see who stands in for oneself',
    journal: 'seeDelegation',
    otherwise: 'sees',
    rules: [NOT_SERVED],
  },
} as const satisfies Readonly<Record<string, Verb>>;
