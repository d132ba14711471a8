import type { Notice } from '../../recovery/notices';
import { noticeKey, noticesOwed } from '../../recovery/notices';
import type { RecoveryRequest } from '../../recovery/request';
import { STATES } from '../../recovery/terms';
import { failed, held, IN_STATE, revealed } from '../support/request-arms';
import { awaiting, EMPLOYEE, MANAGER, person, slot } from '../support/request-builder';

const HELPDESK = person(5);
const NAMES: Readonly<Record<string, string>> = {
  [EMPLOYEE]: 'employee',
  [MANAGER]: 'manager',
  [HELPDESK]: 'requester',
  'group:security': 'security',
  'group:helpdesk': 'helpdesk',
};

const said = (notices: readonly Notice[]): readonly string[] =>
  notices.map(({ notice, who, channel }) => `${notice} ${channel === 'outside' ? 'outside' : (NAMES[who] ?? who)}`);

/** By hand: who is told when a request that the helpdesk opened reaches a state. */
const TOLD: Readonly<Record<(typeof STATES)[number], readonly string[]>> = {
  awaitingApproval: [],
  approved: ['approved employee', 'approved outside'],
  revealed: ['revealed outside'],
  completed: ['completed employee', 'completed manager', 'completed requester', 'completed outside'],
  refused: ['denied employee', 'denied requester'],
  denied: ['denied employee', 'denied requester'],
  cancelled: [],
  expired: ['denied employee', 'denied requester'],
  held: ['held employee', 'held requester', 'held helpdesk', 'held security'],
  failed: ['failed employee', 'failed helpdesk'],
  incident: ['incident security', 'incident employee', 'incident manager', 'incident helpdesk'],
};

const byHelpdesk = (request: RecoveryRequest): RecoveryRequest => ({
  ...request,
  requester: HELPDESK,
  slots: request.slots.map((one) => ({ ...one, asked: [MANAGER] })),
});

describe('when a request reaches a state', () => {
  it.each(STATES)('%s: tells those who need to know', (state) => {
    expect(said(noticesOwed(byHelpdesk(IN_STATE[state]())))).toEqual(TOLD[state]);
  });

  it.each(STATES)('%s: tells nobody twice', (state) => {
    const request = byHelpdesk(IN_STATE[state]());
    const told = noticesOwed(request).map(noticeKey);
    expect(new Set(told).size).toBe(told.length);
    expect(noticesOwed({ ...request, told })).toEqual([]);
  });

  it('an employee without Teams is told outside only', () => {
    const delivery = { place: 'link', contactId: 'c1', channel: 'sms', masked: '••' } as const;
    expect(said(noticesOwed({ ...revealed(), state: 'approved', delivery }))).toEqual(['approved outside']);
  });

  it('an employee who opened it themselves is told once', () => {
    expect(said(noticesOwed(held()))).toEqual(['held employee', 'held helpdesk', 'held security']);
  });

  it('everybody who was asked hears of an incident, or who signed in their place', () => {
    const [first, second] = [person(8), person(9)];
    const approval = { approver: second, verifiedBy: 'inPerson', at: 1 } as const;
    const slots = [slot({ asked: [MANAGER, first] }), slot({ slot: 2, asked: [first, second], approval })];
    const notices = noticesOwed({ ...IN_STATE.incident(), slots });
    const people = notices.map(({ who }) => who).filter((who) => [MANAGER, first, second].includes(who));
    expect(people).toEqual([MANAGER, first, second]);
  });
});

describe('when security is told', () => {
  const LOCKED = { at: 1, reason: 'matchNumberLocked' };

  it.each([
    ['held after three wrong numbers', { ...held(), held: { ...held().held, ...LOCKED } }, true],
    ['failed after three wrong numbers', { ...failed(), failure: LOCKED }, true],
    ['held for another reason', held(), false],
    ['failed for another reason', failed(), false],
  ])('%s', (_what, request, alarmed) => {
    expect(said(noticesOwed(request)).includes('numberLocked security')).toBe(alarmed);
  });

  it.each([true, false])('the release code is void: %s', (voided) => {
    const request = revealed({ code: { generation: 1, deadline: 1, voided } });
    expect(said(noticesOwed(request)).includes('codeVoided security')).toBe(voided);
  });
});

describe('when a notice is remembered', () => {
  it.each<readonly [Notice, string]>([
    [{ notice: 'held', who: EMPLOYEE, channel: 'teams' }, `held:${EMPLOYEE}:teams`],
    [{ notice: 'held', who: EMPLOYEE, channel: 'outside' }, `held:${EMPLOYEE}:email`],
  ])('%j', (notice, key) => {
    expect(noticeKey(notice)).toBe(key);
  });

  it('nothing is owed while people only wait', () => {
    expect(noticesOwed(awaiting())).toEqual([]);
  });
});
