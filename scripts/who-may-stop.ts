import type { Verb } from './who-may-groups';
import { ALWAYS, but, INCIDENT, NOT_SERVED, rule, SECURITY } from './who-may-groups';

/** The switch of a tenant: part of `WHO_MAY`. It belongs to no request, so that no part in one matters. */
export const WHO_MAY_STOP = {
  pause: {
    title: 'stop all effects in one’s tenant',
    journal: 'pause',
    otherwise: 'notFound',
    rules: [
      rule(SECURITY, ALWAYS, 'done'),
      rule(['employeeInSecurity'], but(...INCIDENT), 'done'),
      rule(['elsewhere'], ALWAYS, 'done'),
      NOT_SERVED,
    ],
  },
  resume: {
    title: 'end a pause in one’s tenant',
    journal: 'resume',
    otherwise: 'notFound',
    rules: [
      rule(SECURITY, ALWAYS, 'done'),
      rule(['employeeInSecurity'], but(...INCIDENT), 'done'),
      rule(['elsewhere'], ALWAYS, 'done'),
      NOT_SERVED,
    ],
  },
  seeStop: {
    title: 'see whether all effects are stopped, who did it and why',
    journal: 'stop',
    otherwise: 'notFound',
    rules: [
      rule(SECURITY, ALWAYS, 'sees'),
      rule(['employeeInSecurity'], but(...INCIDENT), 'sees'),
      rule(['elsewhere'], ALWAYS, 'sees'),
      NOT_SERVED,
    ],
  },
} as const satisfies Readonly<Record<string, Verb>>;
