import type { Notice } from '../../recovery/notices';
import { noticeKey, noticesOwed as noticesAt } from '../../recovery/notices';
import type { RecoveryRequest } from '../../recovery/request';
import type { Decided, StepFailure } from '../../recovery/run';
import { STATES } from '../../recovery/terms';
import { approvedRun, completed, failed, held, IN_STATE, incident, revealed } from '../support/request-arms';
import { DEFAULT_POLICY } from '../support/domain-world';
import { DAY, MINUTE } from '../support/fake-clock';
import { awaiting, EMPLOYEE, MANAGER, NOON, person, slot } from '../support/request-builder';

const HELPDESK = person(5);
const ATTENDANT = person(30);
const RELIEVED = person(31);
const LINK = { place: 'link', contactId: 'c1', channel: 'email', masked: '••' } as const;
const HOUR_LATER = NOON + 60 * MINUTE;
const noticesOwed = (request: RecoveryRequest, now = HOUR_LATER) => noticesAt(request, DEFAULT_POLICY, now);
const NAMES: Readonly<Record<string, string>> = {
  [EMPLOYEE]: 'employee',
  [MANAGER]: 'manager',
  [HELPDESK]: 'requester',
  [ATTENDANT]: 'attendant',
  [RELIEVED]: 'before',
  'group:security': 'security',
  'group:helpdesk': 'helpdesk',
};

const said = (notices: readonly Notice[]): readonly string[] =>
  notices.map(({ notice, who, channel }) => {
    const name = channel === 'outside' ? 'outside' : (NAMES[who] ?? who);
    return `${notice} ${name}${channel === 'mail' ? ' by mail' : ''}`;
  });

/** By hand: who is told when a request that the helpdesk opened reaches a state. */
const TOLD: Readonly<Record<(typeof STATES)[number], readonly string[]>> = {
  awaitingApproval: ['opened outside', 'opened manager by mail'],
  approved: ['approved employee', 'approved outside', 'approved manager by mail'],
  revealed: ['revealed outside', 'revealed manager by mail'],
  completed: ['completed employee', 'completed manager', 'completed requester', 'completed outside'],
  refused: ['denied employee', 'denied requester'],
  denied: ['denied employee', 'denied requester'],
  cancelled: [],
  expired: ['denied employee', 'denied requester'],
  held: [
    ...['opened outside', 'opened manager by mail'],
    ...['held employee', 'held requester', 'held helpdesk', 'held security'],
  ],
  failed: ['failed employee', 'failed helpdesk'],
  incident: ['incident security', 'incident employee', 'incident manager', 'incident helpdesk'],
};

const byHelpdesk = (request: RecoveryRequest): RecoveryRequest => ({
  ...request,
  requester: HELPDESK,
  slots: request.slots.map((one) => ({ ...one, asked: [MANAGER] })),
});

const atCounter = <R extends RecoveryRequest>(request: R, seen = true): R => ({
  ...request,
  slots: request.slots.map((one) => ({ ...one, asked: [MANAGER] })),
  delivery: { place: 'inPerson' },
  attendance: {
    ...{ attendant: ATTENDANT, since: NOON, before: [RELIEVED] },
    ...(seen && { idCheck: { document: 'companyBadge', at: NOON } as const }),
  },
});

describe('when a request reaches a state', () => {
  it.each(STATES)('%s: tells those who need to know', (state) => {
    expect(said(noticesOwed(byHelpdesk(IN_STATE[state]())))).toEqual(TOLD[state]);
  });

  it.each([
    ['awaitingApproval', 'opened'],
    ['held', 'opened'],
    ['revealed', 'revealed'],
  ] as const)(
    '%s at a counter: the employee hears in their own chat that somebody stands there for them',
    (state, notice) => {
      const atCounter = { ...byHelpdesk(IN_STATE[state]()), delivery: { place: 'inPerson' } } as const;
      expect(noticesOwed(atCounter)).toContainEqual({ notice, who: EMPLOYEE, channel: 'teams' });
      expect(noticesOwed({ ...atCounter, delivery: { place: 'teams' } })).not.toContainEqual(
        expect.objectContaining({ notice, who: EMPLOYEE, channel: 'teams' }),
      );
    },
  );

  it.each(STATES)('%s: tells nobody twice', (state) => {
    const request = byHelpdesk(IN_STATE[state]());
    const told = noticesOwed(request).map(noticeKey);
    expect(new Set(told).size).toBe(told.length);
    expect(noticesOwed({ ...request, told })).toEqual([]);
  });

  it('an employee without Teams is told outside only', () => {
    const delivery = { place: 'link', contactId: 'c1', channel: 'sms', masked: '••' } as const;
    const notices = said(noticesOwed({ ...revealed(), state: 'approved', delivery }));
    expect(notices).toEqual(['approved outside', 'approved manager by mail']);
  });

  it.each([
    ['refused', 'denied outside'],
    ['denied', 'denied outside'],
    ['expired', 'denied outside'],
    ['held', 'held outside'],
    ['failed', 'failed outside'],
    ['completed', 'completed outside'],
  ] as const)('%s: an employee whose place is a page or a counter hears it outside', (state, notice) => {
    const request = byHelpdesk(IN_STATE[state]());
    for (const delivery of [LINK, { place: 'inPerson' }] as const)
      expect(said(noticesOwed({ ...request, delivery }))).toContain(notice);
    const inTeams = said(noticesOwed({ ...request, delivery: { place: 'teams' } }));
    expect(inTeams.includes(notice)).toBe(state === 'completed');
  });

  it('completed at a counter: in their own chat as well, because they can sign in by then', () => {
    const told = (delivery: RecoveryRequest['delivery']) =>
      said(noticesOwed({ ...byHelpdesk(completed()), delivery })).includes('completed employee');
    expect([told({ place: 'inPerson' }), told(LINK)]).toEqual([true, false]);
  });

  it.each(['held', 'expired', 'denied'] as const)(
    '%s: what a colleague asked for and the employee never answered is said to nobody outside',
    (state) => {
      const request = { ...byHelpdesk(IN_STATE[state]()), employeeConfirmed: false, delivery: LINK };
      expect(said(noticesOwed(request)).filter((one) => one.endsWith('outside'))).toEqual([]);
    },
  );

  it.each<readonly [string, RecoveryRequest, readonly string[]]>([
    ['before an approval: nobody', awaiting(), []],
    ['approved: the attendant, by whom alone it goes on', IN_STATE.approved(), ['approved attendant']],
    ['denied', IN_STATE.denied(), ['denied attendant']],
    ['refused', IN_STATE.refused(), ['denied attendant']],
    ['expired', IN_STATE.expired(), ['denied attendant']],
    ['revealed: their part is over', revealed(), []],
  ])('at a counter, %s', (_what, request, told) => {
    const notices = noticesOwed(atCounter(request)).filter(({ who }) => who === ATTENDANT || who === RELIEVED);
    expect(said(notices)).toEqual(told);
    const after = noticesOwed({ ...atCounter(request), told: notices.map(noticeKey) });
    expect(after.filter(({ who }) => who === ATTENDANT)).toEqual([]);
  });

  it.each<readonly [string, Partial<Decided>, boolean, readonly string[]]>([
    ['nobody took over', {}, true, ['approved attendant']],
    ['somebody did, and has seen no ID: who was relieved', { relievedAt: NOON }, false, ['relieved before']],
    ['and has seen one: who approved too', { relievedAt: NOON }, true, ['relieved before', 'relieved manager']],
  ])('at a counter, once it is approved and %s', (_what, decided, seen, told) => {
    const request = atCounter(approvedRun(decided), seen);
    const notices = noticesOwed(request).filter(({ channel }) => channel === 'teams');
    expect(said(notices)).toEqual(told);
    expect(
      noticesOwed({ ...request, told: notices.map(noticeKey) }).filter(({ channel }) => channel === 'teams'),
    ).toEqual([]);
  });

  it('who approved hears of each who takes over', () => {
    const first = atCounter(approvedRun({ relievedAt: NOON }));
    const told = noticesOwed(first).map(noticeKey);
    const second = { ...atCounter(approvedRun({ relievedAt: NOON + MINUTE })), told };
    expect(said(noticesOwed(second))).toEqual(['relieved manager']);
  });

  it('an approver who could not be told of who took over is told again, after a while', () => {
    const request = { ...atCounter(approvedRun({ relievedAt: NOON })), tellAgainAt: NOON + 20 * MINUTE };
    const tells = (minutes: number) => said(noticesOwed(request, NOON + minutes * MINUTE)).includes('relieved manager');
    expect([tells(19), tells(20)]).toEqual([false, true]);
  });

  it('an attendant of a case that does not go on at a counter is told nothing', () => {
    const { attendance } = atCounter(IN_STATE.approved());
    const elsewhere = { ...IN_STATE.approved(), ...(attendance && { attendance }) };
    expect(said(noticesOwed(elsewhere))).not.toContain('approved attendant');
  });

  it('an employee who opened it themselves is told once', () => {
    const notices = said(noticesOwed(held())).filter((one) => one.startsWith('held'));
    expect(notices).toEqual(['held employee', 'held helpdesk', 'held security']);
  });

  it('one that is held after it was waiting was told of at the opening', () => {
    const told = noticesOwed(awaiting()).map(noticeKey);
    const keys = noticesOwed({ ...held(), told }).map(({ notice }) => notice);
    expect(new Set(keys)).toEqual(new Set(['held']));
  });

  it.each([
    [
      'the manager and who joined after an escalation',
      [slot({ candidates: [MANAGER, person(8)] })],
      [MANAGER, person(8)],
    ],
    ['nobody, where no manager is trusted', [slot({ group: 'duty' }), slot({ slot: 2, group: 'security' })], []],
    ['nobody, where nobody is asked', [], []],
    [
      'the manager and not security beside',
      [slot(), slot({ slot: 2, group: 'security', candidates: [person(9)] })],
      [MANAGER],
    ],
  ])('as managers hear of it: %s', (_who, slots, people) => {
    const notices = noticesOwed({ ...awaiting(), slots });
    expect(notices.filter(({ channel }) => channel === 'mail').map(({ who }) => who)).toEqual(people);
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
    [{ notice: 'held', who: MANAGER, channel: 'mail' }, `held:${MANAGER}:email`],
  ])('%j', (notice, key) => {
    expect(noticeKey(notice)).toBe(key);
  });

  it('nothing is owed while people only wait', () => {
    const told = [`opened:${EMPLOYEE}:email`, `opened:${MANAGER}:email`];
    expect(noticesOwed(awaiting({ told }))).toEqual([]);
  });
});

describe('when a new sign-in method was seen', () => {
  const enrolled = { methodId: 'm1', kind: 'fido2', at: NOON } as const;
  const { decided } = revealed({ enrolled });
  const ENROLLED = ['enrolled outside', 'enrolled manager by mail'];
  const about = (request: RecoveryRequest): readonly string[] =>
    said(noticesOwed(request)).filter((one) => one.startsWith('enrolled'));

  it.each<readonly [string, RecoveryRequest, readonly string[]]>([
    ['while the pass is out', revealed({ enrolled }), ENROLLED],
    ['in a case that failed', failed({ enrolled }), ENROLLED],
    ['in a case that is closed already', completed({ enrolled }), ENROLLED],
    ['not once it is an incident: security speaks with people', { ...incident(), decided }, []],
    ['not before', revealed(), []],
  ])('%s', (_when, request, expected) => {
    expect(about(request)).toEqual(expected);
    expect(about({ ...request, told: noticesOwed(request).map(noticeKey) })).toEqual([]);
  });
});

describe('when the pass ends soon and no new method was seen', () => {
  const pass = (issuedAt: number) => ({ methodId: 'p', issuedAt, expiresAt: issuedAt + 30 * MINUTE });
  const reminds = (request: RecoveryRequest, minutes: number) =>
    noticesOwed(request, NOON + minutes * MINUTE).filter(({ notice }) => notice === 'passEnds');

  it('reminds its owner in their chat, from ten minutes before its end to its end', () => {
    const request = revealed({ pass: pass(NOON) });
    expect([19, 20, 29, 30].map((minutes) => said(reminds(request, minutes)))).toEqual([
      ...[[], ['passEnds employee'], ['passEnds employee'], []],
    ]);
  });

  it('outside, where the pass appeared on a page', () => {
    const request = revealed({ pass: pass(NOON) });
    expect(said(reminds({ ...request, delivery: { place: 'inPerson' } }, 25))).toEqual(['passEnds outside']);
    expect(said(reminds({ ...request, delivery: LINK }, 25))).toEqual(['passEnds outside']);
  });

  it('once for each pass', () => {
    const first = revealed({ pass: pass(NOON) });
    const told = reminds(first, 20).map(noticeKey);
    expect(reminds({ ...first, told }, 25)).toEqual([]);
    expect(reminds({ ...revealed({ pass: pass(NOON + 20 * MINUTE) }), told }, 45)).toHaveLength(1);
  });

  it('again after a while where it did not arrive', () => {
    const request = { ...revealed({ pass: pass(NOON) }), tellAgainAt: NOON + 25 * MINUTE };
    expect([24, 25].map((minutes) => reminds(request, minutes).length)).toEqual([0, 1]);
  });

  it.each<readonly [string, RecoveryRequest]>([
    ['of a new method that stands', revealed({ pass: pass(NOON), enrolled: { methodId: 'm', kind: 'fido2', at: 1 } })],
    ['in a case that people have', failed({ pass: pass(NOON) })],
  ])('not %s', (_what, request) => {
    expect(reminds(request, 25)).toEqual([]);
  });
});

describe('when the helpdesk has to hear of it again', () => {
  const failure = (facts: Partial<StepFailure> = {}): StepFailure => {
    const times = { at: NOON, nextAttemptAt: NOON, since: NOON };
    return { step: 'removeMethod', code: 'throttled', attempts: 4, ...times, ...facts };
  };
  const at = (request: RecoveryRequest, minutes: number): boolean =>
    said(noticesOwed(request, NOON + minutes * MINUTE)).includes('stuck helpdesk');

  it.each<readonly [string, RecoveryRequest, number, boolean]>([
    ['not yet', revealed({ failure: failure() }), 9, false],
    ['after ten minutes', revealed({ failure: failure() }), 10, true],
    ['two refusals are not enough', revealed({ failure: failure({ code: 'forbidden', attempts: 2 }) }), 1, false],
    ['three are', revealed({ failure: failure({ code: 'forbidden', attempts: 3 }) }), 1, true],
    ['ten tries of a busy service are none', revealed({ failure: failure({ attempts: 10 }) }), 1, false],
    ['a parked message at once', revealed({ failure: failure({ step: 'look', code: 'parked' }) }), 0, true],
    ['nobody can be asked', awaiting({ stalled: failure({ step: 'escalate' }) }), 10, true],
    ['containment', { ...IN_STATE.incident(), stalled: failure({ step: 'contain' }) }, 10, true],
    ['a closed case never', { ...IN_STATE.completed(), stalled: failure() }, 10, false],
  ])('stuck, %s', (_what, request, minutes, owed) => {
    expect(at(request, minutes)).toBe(owed);
  });

  it('stuck is told once for each spell of trouble', () => {
    const request = revealed({ failure: failure() });
    const told = noticesOwed(request, HOUR_LATER).map(noticeKey);
    expect(told).toContain(`stuck#${NOON}:group:helpdesk:teams`);
    expect(at({ ...request, told }, 600)).toBe(false);
    const anew = revealed({ failure: failure({ since: NOON + 60 * MINUTE }) });
    expect(at({ ...anew, told }, 600)).toBe(true);
  });

  it('a failed case is told daily until it ends', () => {
    const day = (days: number, told: readonly string[]): readonly string[] =>
      noticesOwed({ ...failed(), told }, failed().failure.at + days * DAY).map(noticeKey);
    const first = day(0, []);
    expect(first).toContain('failed#0:group:helpdesk:teams');
    expect(day(0.9, first)).toEqual([]);
    expect(day(1, first)).toEqual(['failed#1:group:helpdesk:teams']);
    expect(day(2, [...first, 'failed#1:group:helpdesk:teams'])).toEqual(['failed#2:group:helpdesk:teams']);
  });

  it.each([
    ['before it failed', -1_000, 'failed#0:group:helpdesk:teams'],
    ['in the day before', DAY - 1_000, 'failed#1:group:helpdesk:teams'],
  ])('an instance whose clock is still %s does not tell what was told', (_name, after, last) => {
    const told = ['failed:employee:teams', `failed:${EMPLOYEE}:teams`, last];
    expect(noticesOwed({ ...failed(), told }, failed().failure.at + after).map(noticeKey)).toEqual([]);
  });

  it('what did not arrive is tried again, after a while', () => {
    const request = { ...revealed({ failure: failure() }), tellAgainAt: NOON + 20 * MINUTE };
    expect([at(request, 19), at(request, 20)]).toEqual([false, true]);
  });
});
