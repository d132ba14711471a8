import { next } from '../../recovery/machine';
import { factsOf } from '../../recovery/machine-facts';
import type { AwaitingApproval, RecoveryRequest } from '../../recovery/request';
import { eventOf, SAMPLE_AT } from '../support/sample-events';
import { approvedRun, completed, failed, held, incident, revealed, run } from '../support/request-arms';
import { awaiting, EMPLOYEE, MANAGER, person, SECOND_APPROVER, slot } from '../support/request-builder';

const SECURITY = person(8);
const dual = (): AwaitingApproval =>
  awaiting({ route: 'dualApproval', slots: [slot(), slot({ slot: 2, group: 'security', candidates: [SECURITY] })] });

describe('when people come to an open request', () => {
  it('a second opener joins once', () => {
    const joined = next(awaiting(), eventOf('joined'));
    expect(joined.joined).toEqual([person(20)]);
    expect(next(joined, eventOf('joined'))).toBe(joined);
  });

  it('the employee takes over: they are the requester, the former one only follows', () => {
    const others = awaiting({ requester: person(20), joined: [EMPLOYEE, person(21)], employeeConfirmed: false });
    expect(next(others, eventOf('takenOver'))).toMatchObject({
      requester: EMPLOYEE,
      joined: [person(21), person(20)],
      employeeConfirmed: true,
    });
  });

  it('a take-over in chat says who it is; behind a link that is still to be said', () => {
    const others = awaiting({ requester: person(20), employeeConfirmed: false });
    const delivery = { place: 'link', contactId: 'c1', channel: 'sms', masked: '••' } as const;
    expect(next(others, eventOf('takenOver')).employeeConfirmed).toBe(true);
    expect(next({ ...others, delivery }, eventOf('takenOver')).employeeConfirmed).toBe(false);
  });

  it('the employee says that it is them', () => {
    const confirmed = next(awaiting({ employeeConfirmed: false }), eventOf('employeeConfirmed'));
    expect(confirmed.employeeConfirmed).toBe(true);
  });
});

describe('when approvers are asked', () => {
  it('remembers whose card arrived, each person once', () => {
    const asked = next(next(dual(), eventOf('approverAsked')), eventOf('approverAsked'));
    expect(asked.slots.map((one) => one.asked)).toEqual([[MANAGER], []]);
  });

  it('passes over who cannot be reached, in that slot only', () => {
    const request = next(dual(), eventOf('approverAsked'));
    const after = next(request, eventOf('approverUnreachable'));
    expect(after.slots[0]).toMatchObject({ candidates: [], asked: [], passedOver: [MANAGER] });
    expect(after.slots[1]).toEqual(request.slots[1]);
  });

  it('keeps the others of the slot, and who was not reached and why', () => {
    const both = [SECOND_APPROVER, MANAGER];
    const asked = next(awaiting({ slots: [slot({ candidates: both, asked: both })] }), eventOf('approverAsked'));
    expect(asked.slots[0]?.asked).toEqual([SECOND_APPROVER, MANAGER]);
    const once = next(asked, eventOf('approverUnreachable'));
    expect(once.slots[0]).toMatchObject({ candidates: [SECOND_APPROVER], asked: [SECOND_APPROVER] });
    const twice = next(once, eventOf('approverUnreachable', { approver: SECOND_APPROVER, why: 'blocked' }));
    expect(twice.unreached).toEqual([
      { person: MANAGER, why: 'notInstalled' },
      { person: SECOND_APPROVER, why: 'blocked' },
    ]);
  });

  it('begins a new round with the next approvers', () => {
    const reason = { rule: 'manager.changed', outcome: 'raised', sentence: 'x' } as const;
    const slots = [slot({ group: 'duty' }), slot({ slot: 2, group: 'security' })];
    const after = next(awaiting(), eventOf('approversReplaced', { slots, reasons: [reason] }));
    expect(after).toMatchObject({ slots, route: 'dualApproval', round: 2, reasons: [reason] });
  });

  it('asks one person again where one is enough', () => {
    expect(next(dual(), eventOf('approversReplaced')).route).toBe('approval');
  });

  it('widens a slot without a new round, so that cards and numbers stay good', () => {
    const slots = [slot({ candidates: [MANAGER, SECOND_APPROVER] })];
    expect(next(awaiting(), eventOf('escalated', { slots }))).toMatchObject({
      slots,
      round: 1,
      escalatedAt: SAMPLE_AT,
    });
  });

  it('remembers the reminder', () => {
    expect(next(awaiting(), eventOf('reminded')).remindedAt).toBe(SAMPLE_AT);
  });
});

describe('when an approver answers', () => {
  it('a wrong number changes nothing but the trail', () => {
    const request = awaiting();
    expect(next(request, eventOf('matchFailed'))).toBe(request);
  });

  it('signs one slot of two', () => {
    const after = next(dual(), eventOf('slotApproved', { reason: 'I saw her' }));
    const approval = { approver: MANAGER, verifiedBy: 'inPerson', reason: 'I saw her', at: SAMPLE_AT };
    expect(after.slots.map((one) => one.approval)).toEqual([approval, undefined]);
  });

  it('signs the last slot and freezes the decision', () => {
    const reason = { rule: 'risk.user', outcome: 'ok', sentence: 'x' } as const;
    const after = next(awaiting({ reasons: [reason] }), eventOf('approved', { reasons: [reason] }));
    expect(after).toMatchObject({ state: 'approved', decided: run(), reasons: [reason, reason] });
    expect(after.slots[0]?.approval).toEqual({ approver: MANAGER, verifiedBy: 'knownNumber', at: SAMPLE_AT });
  });
});

describe('when the last slot is signed', () => {
  it.each([
    ['late: the code has its whole time', 1, 5, 5],
    ['early: the request keeps its own', 9, 5, 9],
  ])('%s', (_when, expiresAt, deadline, expected) => {
    const decided = run({ code: { generation: 1, deadline, voided: false } });
    const after = next(awaiting({ expiresAt }), eventOf('approved', { decided }));
    expect(after.expiresAt).toBe(expected);
  });

  it('says no reason where none was given', () => {
    const after = next(awaiting(), eventOf('approved'));
    const approval = { approver: MANAGER, verifiedBy: 'knownNumber', at: SAMPLE_AT };
    expect(after.slots[0]?.approval).toStrictEqual(approval);
  });
});

describe('when a request ends', () => {
  it('a cancelled one says the reason that was given; one that ended by itself names nobody', () => {
    const cancelled = next(awaiting(), eventOf('cancelled', { reason: 'foundIt' }));
    expect(cancelled).toMatchObject({ ended: { reason: 'foundIt' } });
    const expired = next(awaiting(), eventOf('expired'));
    expect('ended' in expired && expired.ended).toStrictEqual({ at: SAMPLE_AT, reason: 'expired' });
  });

  it.each([
    ['denied', { at: SAMPLE_AT, by: MANAGER, reason: 'denied.notMyEmployee' }],
    ['refused', { at: SAMPLE_AT, reason: 'employeeDisabled' }],
    ['cancelled', { at: SAMPLE_AT, by: EMPLOYEE, reason: 'cancelled' }],
    ['expired', { at: SAMPLE_AT, reason: 'expired' }],
  ] as const)('%s says when, by whom and why', (type, ended) => {
    expect(next(awaiting(), eventOf(type))).toMatchObject({ state: type, ended });
  });

  it('an approval taken back ends as denied', () => {
    const ended = { at: SAMPLE_AT, by: MANAGER, reason: 'withdrawn' };
    expect(next(approvedRun(), eventOf('withdrawn'))).toMatchObject({ state: 'denied', ended });
  });

  it('completed keeps what was decided', () => {
    const request = revealed();
    expect(next(request, eventOf('completed'))).toMatchObject({
      state: 'completed',
      decided: request.decided,
      ended: { at: SAMPLE_AT, reason: 'completed' },
    });
  });

  it.each([
    ['awaitingApproval', awaiting(), undefined],
    ['approved', approvedRun(), approvedRun().decided],
    ['revealed', revealed(), revealed().decided],
  ] as const)('failed from %s says why and keeps what was decided', (_state, request, decided) => {
    const after = next(request, eventOf('failed'));
    expect(after).toMatchObject({ state: 'failed', failure: { at: SAMPLE_AT, reason: 'passEndedUnused' } });
    expect('decided' in after ? after.decided : undefined).toEqual(decided);
  });
});

describe('when a request waits for people', () => {
  it.each([awaiting(), approvedRun()])('is held with a reason and an end, and the approval is void', (request) => {
    const after = next(request, eventOf('held'));
    expect(after).toMatchObject({ state: 'held', held: { by: MANAGER, reason: 'approverUnsure', at: SAMPLE_AT } });
    expect(after).not.toHaveProperty('decided');
  });

  it('starts over after a release: nothing of the earlier round counts', () => {
    const signed = slot({ asked: [MANAGER], approval: { approver: MANAGER, verifiedBy: 'inPerson', at: 1 } });
    const waiting = { ...held(), remindedAt: 1, escalatedAt: 2, slots: [signed], round: 3 };
    const after = next(waiting, eventOf('released'));
    expect(after).toMatchObject({ state: 'awaitingApproval', round: 4, released: ['approverUnsure'] });
    expect(after.slots).toEqual([slot({ candidates: [], passedOver: [MANAGER] })]);
    expect(after.slots[0]).not.toHaveProperty('approval');
    expect(after).not.toHaveProperty('remindedAt');
    expect(after).not.toHaveProperty('escalatedAt');
    expect(after.expiresAt).toBeGreaterThan(waiting.expiresAt);
  });

  it('who released it approves no more, in whatever slot; the others do', () => {
    const slots = [slot({ candidates: [MANAGER, SECOND_APPROVER] }), slot({ slot: 2, candidates: [SECURITY] })];
    const after = next({ ...held(), slots }, eventOf('released'));
    expect(after.slots).toEqual([
      slot({ candidates: [SECOND_APPROVER], passedOver: [MANAGER] }),
      slot({ slot: 2, candidates: [SECURITY] }),
    ]);
  });

  it.each([
    ['one', [slot()], 'approval'],
    ['two', [slot(), slot({ slot: 2, group: 'security' })], 'dualApproval'],
  ] as const)('asks %s anew: the route says how many', (_many, slots, route) => {
    expect(next(approvedRun(), eventOf('approverLost', { slots })).route).toBe(route);
    expect(next(failed(), eventOf('retried', { slots })).route).toBe(route);
  });

  it('goes back to the next approvers when the first no longer stands', () => {
    const slots = [slot(), slot({ slot: 2, group: 'security' })];
    const after = next({ ...approvedRun(), remindedAt: 1 }, eventOf('approverLost', { slots }));
    expect(after).toMatchObject({ state: 'awaitingApproval', round: 2, slots, route: 'dualApproval' });
    expect(after).not.toHaveProperty('decided');
    expect(after).not.toHaveProperty('remindedAt');
  });

  it('who is asked next reads what was read anew, in the place of what it says more about', () => {
    const reason = (rule: string, outcome: 'ok' | 'raised') => ({ rule, outcome, sentence: `${rule} is ${outcome}.` });
    const before = [reason('account.roles', 'ok'), reason('opener.nearness', 'raised')];
    const reasons = [reason('account.roles', 'raised'), reason('manager.found', 'ok')];
    const after = next({ ...approvedRun(), reasons: before }, eventOf('approverLost', { reasons }));
    expect(after.reasons).toEqual([reason('opener.nearness', 'raised'), ...reasons]);
    expect(next({ ...approvedRun(), reasons: before }, eventOf('approverLost')).reasons).toEqual(before);
  });

  it('a retry asks anew, tells anew, and keeps the placeholder', () => {
    const placeholder = { methodId: 'p', issuedAt: 1, expiresAt: 2 };
    const before = { ...failed(), placeholder, told: ['failed:x:teams'], remindedAt: 1, linkSentAt: 1 };
    const after = next(before, eventOf('retried'));
    expect(after).toMatchObject({ state: 'awaitingApproval', round: 2, told: [], placeholder, openedAt: SAMPLE_AT });
    for (const gone of ['decided', 'failure', 'remindedAt', 'linkSentAt']) expect(after).not.toHaveProperty(gone);
  });
});

describe('when somebody reports fraud', () => {
  it.each<readonly [string, RecoveryRequest]>([
    ['awaitingApproval', awaiting()],
    ['approved', approvedRun()],
    ['revealed', revealed()],
    ['completed', completed()],
    ['failed', failed()],
    ['held', held()],
  ])('from %s: keeps what was decided, for containment', (from, request) => {
    const after = next(request, eventOf('fraudReported'));
    expect(after).toMatchObject({
      state: 'incident',
      incident: { reportedAt: SAMPLE_AT, reportedBy: EMPLOYEE, why: 'notMe', from, removedMethods: [] },
    });
    expect('decided' in after ? after.decided : undefined).toEqual('decided' in request ? request.decided : undefined);
  });
});

describe('when it is written down who reported', () => {
  it.each([
    ['a person', { kind: 'person', id: MANAGER }, MANAGER],
    ['nobody known: it counts as the employee', { kind: 'system' }, EMPLOYEE],
  ] as const)('%s', (_who, by, reportedBy) => {
    const after = next(awaiting(), eventOf('fraudReported', { by }));
    expect(after).toMatchObject({ incident: { reportedBy } });
    expect('decided' in after).toBe(false);
  });
});

describe('when something is told or sent', () => {
  it('a notice without episodes is tried once, reached or not', () => {
    const after = next(awaiting(), eventOf('notified', { ok: false }));
    expect(after.told).toEqual([`held:${EMPLOYEE}:teams`]);
    expect(after).not.toHaveProperty('tellAgainAt');
  });

  it('of one with episodes only the earlier ones of the same notice, person and channel are forgotten', () => {
    const others = [
      `stuck#4:${EMPLOYEE}:teams`,
      `stuck#4:${MANAGER}:email`,
      `failed#4:${MANAGER}:teams`,
      `stuck:${MANAGER}:teams`,
    ];
    const before = awaiting({ told: [`stuck#4:${MANAGER}:teams`, ...others] });
    const after = next(before, eventOf('notified', { notice: 'stuck', who: MANAGER, episode: '5' }));
    expect(after.told).toEqual([...others, `stuck#5:${MANAGER}:teams`]);
  });

  it.each<RecoveryRequest>([awaiting(), approvedRun(), revealed(), completed(), held(), failed(), incident()])(
    'remembers the notice in $state',
    (request) => {
      expect(next(request, eventOf('notified')).told).toEqual([`held:${EMPLOYEE}:teams`]);
    },
  );

  it.each<RecoveryRequest>([awaiting(), approvedRun(), revealed()])('remembers links in $state', (request) => {
    expect(next(request, eventOf('linkSent')).linkSentAt).toBe(SAMPLE_AT);
    expect(next(request, eventOf('linkFailed')).linkFailedAt).toBe(SAMPLE_AT);
  });
});

describe('when the facts are taken alone', () => {
  it('leaves out what belongs to one state', () => {
    const { state: _state, ...facts } = awaiting();
    const { state: _incident, incident: _own, ...same } = incident();
    expect(factsOf({ ...awaiting(), ...facts })).toEqual(facts);
    expect(factsOf(incident({}))).toMatchObject({ scenario: same.scenario });
    for (const request of [approvedRun(), completed(), failed(), held(), incident()]) {
      expect(Object.keys(factsOf(request))).not.toEqual(expect.arrayContaining(['state']));
      for (const own of ['decided', 'ended', 'failure', 'held', 'incident']) {
        expect(factsOf(request)).not.toHaveProperty(own);
      }
    }
  });
});
