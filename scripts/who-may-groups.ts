import type { Answer, Situation, Someone } from './who-may-people';

export interface Rule {
  readonly who: readonly Someone[];
  readonly when: readonly Situation[];
  readonly answer: Answer;
}

export interface Verb {
  readonly title: string;
  /** Name in the tenant's journal, where every refusal is written; a few verbs refuse nobody, or know nobody. */
  readonly journal?: string;
  /** Everybody else, always. */
  readonly otherwise: Answer;
  /** What is not so. No two rules speak about the same cell, so their order says nothing. */
  readonly rules: readonly Rule[];
}

/** One rule of the table, read as a sentence: these people, in these situations, are answered so. */
export const rule = (who: readonly Someone[], when: readonly Situation[], answer: Answer): Rule => ({
  who,
  when,
  answer,
});

/** Nothing is decided yet. */
export const OPEN_YET: readonly Situation[] = ['asked', 'halfSigned'];
/** It ended and nothing was done to the account. */
export const ENDED_UNDONE: readonly Situation[] = ['refused', 'denied', 'cancelled', 'expired'];
/** The employee's account is kept from new requests. */
export const SHIELDED: readonly Situation[] = ['incident', 'tasksFilled', 'incidentClosed'];
export const INCIDENT: readonly Situation[] = [...SHIELDED, 'shieldLifted'];
export const AFTER: readonly Situation[] = ['completed', ...ENDED_UNDONE, 'held', 'failed', ...INCIDENT];
export const DECIDED: readonly Situation[] = ['approved', 'revealed', ...AFTER];
export const ALWAYS: readonly Situation[] = [...OPEN_YET, ...DECIDED];
/** The employee cannot open another one. */
export const LIVE: readonly Situation[] = [
  'asked',
  'halfSigned',
  'approved',
  'revealed',
  'held',
  'failed',
  ...SHIELDED,
];
export const ENDED: readonly Situation[] = ['completed', ...ENDED_UNDONE];
export const but = (...out: readonly Situation[]): readonly Situation[] => ALWAYS.filter((one) => !out.includes(one));

/** The employee, in whatever other part. */
export const EMPLOYEE: readonly Someone[] = [
  ...(['employee', 'askedByColleague', 'employeeWhoOpened', 'employeeInSecurity'] as const),
  ...(['employeeAtCounter', 'employeeInChat'] as const),
];
export const NOT_OPENED_BY: readonly Someone[] = [
  'employee',
  'askedByColleague',
  'employeeInSecurity',
  'employeeInChat',
];
/** Who looks after the employee at a counter now. */
export const ATTENDANTS: readonly Someone[] = ['attendant'];
/** The same, and who did before. */
export const ATTENDED: readonly Someone[] = [...ATTENDANTS, 'relieved'];
/** Of the helpdesk, with no part in it. */
export const AGENTS: readonly Someone[] = ['helpdesk', 'agentAtCounter'];
const OPENED: readonly Someone[] = ['requester', 'requesterInSecurity', 'requesterAtCounter'];
export const REQUESTER: readonly Someone[] = [...OPENED, 'colleagueWhoOpened'];
/** Who may follow it, because they asked for it too or first. */
const FOLLOWS: readonly Someone[] = ['joined', 'joinedInSecurity', 'takenFrom', 'takenFromInSecurity'];
export const JOINED: readonly Someone[] = [...FOLLOWS, 'colleagueWhoJoined'];
export const HELPDESK: readonly Someone[] = [...OPENED, ...FOLLOWS, ...ATTENDED, ...AGENTS];
/** The same, who are in no group that has to approve: what such people open, their own peers are not asked about. */
export const PLAIN_HELPDESK: readonly Someone[] = [
  'requester',
  'requesterAtCounter',
  'joined',
  'takenFrom',
  ...ATTENDED,
  ...AGENTS,
];
/** Asked as an approver, and may not vouch for anybody any more. */
export const FALLEN: readonly Someone[] = ['disabledApprover', 'guestApprover'];
/** In the first approver's seat, and in the second one's. */
export const FIRST: readonly Someone[] = ['firstApprover', ...FALLEN];
export const SECOND: readonly Someone[] = ['secondApprover', 'besideSecond'];
export const ASKED: readonly Someone[] = [...FIRST, ...SECOND];
/** Everybody with a part in it. */
export const PARTIES: readonly Someone[] = [
  ...[...EMPLOYEE, ...REQUESTER, ...JOINED, ...ATTENDED, ...ASKED],
  'formerApprover',
];
export const IN_SECURITY: readonly Someone[] = [...SECOND, 'security'];
/** In security, and their account is not good any more: they see, and decide nothing. */
export const FALLEN_SECURITY: readonly Someone[] = ['disabledSecurity', 'guestSecurity'];
/** In security, with another part in the request; an incident disables the employee's account besides. */
export const INVOLVED: readonly Someone[] = ['requesterInSecurity', 'joinedInSecurity', 'takenFromInSecurity'];

/** Who asked as a colleague, while the employee had not answered. */
export const COLLEAGUES: readonly Someone[] = ['colleagueWhoOpened', 'colleagueWhoJoined'];
/** Good accounts of no helpdesk, with a card of it, and without one: they may ask for others as colleagues. */
export const WITH_CARD: readonly Someone[] = [...COLLEAGUES, 'firstApprover', ...SECOND, 'formerApprover'];
export const WITHOUT_PART: readonly Someone[] = ['security', 'duty', 'colleague'];

export const NOT_SERVED = rule(['notServed'], ALWAYS, 'notSetUp');

/** Whoever turns the switch of the tenant: any good account of security, whatever part it has in one request. */
export const SECURITY: readonly Someone[] = [...IN_SECURITY, ...INVOLVED];

/** Whom the helpdesk's commands answer. */
export const HELPS: readonly Someone[] = [...HELPDESK, 'employeeInSecurity', ...IN_SECURITY, ...FALLEN_SECURITY];
