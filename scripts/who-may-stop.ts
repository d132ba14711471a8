import type { Verb } from './who-may-groups';
import { ALWAYS, but, INCIDENT, NOT_SERVED, rule, SECURITY } from './who-may-groups';

/** Security of the tenant, whatever part it has in a request; not an employee whose own account is in an incident. */
const bySecurity = <A extends 'done' | 'sees'>(answer: A) =>
  [
    rule(SECURITY, ALWAYS, answer),
    rule(['employeeInSecurity'], but(...INCIDENT), answer),
    rule(['elsewhere'], ALWAYS, answer),
    NOT_SERVED,
  ] as const;

/** The switch of a tenant: part of `WHO_MAY`. It belongs to no request, so that no part in one matters. */
export const WHO_MAY_STOP = {
  pause: {
    title: 'stop all effects in one’s tenant',
    journal: 'pause',
    otherwise: 'notFound',
    rules: bySecurity('done'),
  },
  resume: {
    title: 'end a pause in one’s tenant',
    journal: 'resume',
    otherwise: 'notFound',
    rules: bySecurity('done'),
  },
  seeStop: {
    title: 'see whether all effects are stopped, who did it and why',
    journal: 'stop',
    otherwise: 'notFound',
    rules: bySecurity('sees'),
  },
} as const satisfies Readonly<Record<string, Verb>>;
