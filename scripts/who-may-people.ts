import type { RefusalCode } from '../recovery/outcome';
import type { State } from '../recovery/terms';

/** Who presses, by what they are to one request. */
export const PEOPLE = {
  employee: 'the employee, for whom the helpdesk opened',
  askedByColleague: 'the employee, for whom a colleague opened',
  employeeWhoOpened: 'the employee, who opened it too',
  requester: 'who opened it (helpdesk)',
  joined: 'who opened it a second time (helpdesk)',
  takenFrom: 'who opened it before the employee took it over (helpdesk)',
  colleagueWhoOpened: 'a colleague who opened it, before the employee said “this is me”',
  colleagueWhoJoined: 'a colleague who opened it a second time, before the same',
  employeeInSecurity: 'the employee, a member of security',
  requesterInSecurity: 'who opened it, a member of security too',
  joinedInSecurity: 'who opened it a second time, a member of security too',
  takenFromInSecurity: 'who opened it before the employee took it over, a member of security too',
  firstApprover: 'the first approver (manager), who signs last',
  secondApprover: 'the second approver (security), who signs first',
  besideSecond: 'asked beside the second approver (security), never signs',
  formerApprover: 'was asked and passed it on',
  disabledApprover: 'the first approver, whose account is disabled since',
  guestApprover: 'the first approver, whose account is a guest since',
  attendant: 'who attends to the employee (request at a counter)',
  relieved: 'who attended before the attendant did (request at a counter)',
  requesterAtCounter: 'who opened it (helpdesk; request at a counter)',
  employeeAtCounter: 'the employee, in a session of theirs in Teams (request at a counter)',
  employeeInChat: 'the employee, in Teams (stolen phone: the chat had its time, the pass moved behind a link)',
  agentAtCounter: 'another member of the helpdesk (request at a counter)',
  helpdesk: 'another member of the helpdesk',
  security: 'another member of security',
  disabledSecurity: 'another member of security, whose account is disabled since',
  guestSecurity: 'another member of security, whose account is a guest since',
  duty: 'a member of duty',
  colleague: 'a colleague with no part',
  guest: 'a guest with no part',
  disabled: 'a disabled account with no part',
  linkHolder: 'who holds a one-time link and is nobody else (request on the page)',
  elsewhere: 'helpdesk and security of another tenant, object id of the second approver',
  elsewhereEmployee: 'somebody of another tenant, object id of the employee',
  notServed: 'somebody of a tenant that is not served, object id of the employee',
  nobody: 'an activity without an object id',
} as const;
export type Someone = keyof typeof PEOPLE;

/** Where a request stands: every state, and twice those in which it matters how far it came. */
export const SITUATIONS = {
  asked: {
    state: 'awaitingApproval',
    note: 'nobody signed, the employee has not said “this is me”; where a colleague opened it, nobody was asked either',
  },
  halfSigned: { state: 'awaitingApproval', note: 'one of two signed' },
  approved: { state: 'approved', note: '' },
  revealed: { state: 'revealed', note: '' },
  completed: { state: 'completed', note: '' },
  refused: { state: 'refused', note: '' },
  denied: { state: 'denied', note: '' },
  cancelled: { state: 'cancelled', note: '' },
  expired: { state: 'expired', note: '' },
  held: { state: 'held', note: 'the first approver was not sure' },
  failed: { state: 'failed', note: '' },
  incident: { state: 'incident', note: 'after the reveal, reported by the employee' },
  tasksFilled: { state: 'incident', note: 'every task is filled' },
  shieldLifted: { state: 'incident', note: 'the shield was lifted before any task was filled' },
  incidentClosed: { state: 'incident', note: 'every task is filled and it was closed; the shield stands' },
} as const satisfies Readonly<Record<string, { readonly state: State; readonly note: string }>>;
export type Situation = keyof typeof SITUATIONS;

/** What happens: it is done and the request is in this state now, or it is done elsewhere; it is answered and nothing changes; or why not. */
export type Answer = `to ${State}` | 'done' | 'sees' | 'nothing' | RefusalCode;
