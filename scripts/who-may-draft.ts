import type { Verb } from './who-may-groups';
import { ALWAYS, EMPLOYEE, HELPDESK, INCIDENT, NOT_SERVED, WITH_CARD, WITHOUT_PART, but, rule } from './who-may-groups';

/** Asking for a recovery: part of `WHO_MAY`. Nothing is opened by it. */
export const WHO_MAY_DRAFT = {
  draftForThem: {
    title: 'ask for a recovery of the employee (draft)',
    journal: 'draft',
    otherwise: 'cannotOpenFor',
    rules: [
      rule([...EMPLOYEE, ...HELPDESK], but('shieldLifted'), 'sees'),
      rule([...EMPLOYEE, ...HELPDESK], ['shieldLifted'], 'employeeDisabled'),
      rule([...WITH_CARD, ...WITHOUT_PART], but(...INCIDENT), 'sees'),
      rule(['elsewhere'], ALWAYS, 'personNotFound'),
      NOT_SERVED,
    ],
  },
  draftForSelf: {
    title: 'ask for a recovery of oneself (draft)',
    journal: 'draft',
    otherwise: 'sees',
    rules: [
      rule(EMPLOYEE, ['shieldLifted'], 'employeeDisabled'),
      rule(['guest', 'guestApprover', 'guestSecurity'], ALWAYS, 'employeeGuest'),
      rule(['disabled', 'disabledApprover', 'disabledSecurity'], ALWAYS, 'employeeDisabled'),
      rule(['linkHolder', 'nobody', 'elsewhereEmployee'], ALWAYS, 'personNotFound'),
      NOT_SERVED,
    ],
  },
  solved: {
    title: 'say that another method worked, on the employee’s own draft (solved)',
    journal: 'solved',
    otherwise: 'draftExpired',
    rules: [rule(EMPLOYEE, ALWAYS, 'sees'), NOT_SERVED],
  },
} as const satisfies Readonly<Record<string, Verb>>;
