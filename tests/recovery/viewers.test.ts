import type { AwaitingApproval } from '../../recovery/request';
import { viewerFor, viewersOf } from '../../recovery/viewers';
import { awaiting, EMPLOYEE, MANAGER, person, SECOND_APPROVER, slot } from '../support/request-builder';

const HELPDESK = person(5);
const JOINED = person(6);
const [SAM, SUE] = [person(8), person(9)];
const STRANGER = person(77);
const LINK = { place: 'link', contactId: 'c1', channel: 'sms', masked: '••' } as const;

const opened = (facts: Partial<AwaitingApproval> = {}): AwaitingApproval =>
  awaiting({
    requester: HELPDESK,
    joined: [JOINED],
    slots: [
      slot({ candidates: [SECOND_APPROVER], asked: [SECOND_APPROVER], passedOver: [MANAGER] }),
      slot({ slot: 2, group: 'security', candidates: [SAM, SUE], asked: [SUE] }),
    ],
    ...facts,
  });

describe('when a request is drawn', () => {
  it('everybody with a part in it gets one card each', () => {
    expect(viewersOf(opened())).toEqual([
      { person: EMPLOYEE, role: 'employee' },
      { person: HELPDESK, role: 'requester' },
      { person: JOINED, role: 'requester' },
      { person: SECOND_APPROVER, role: 'approver', slot: 1 },
      { person: SAM, role: 'approver', slot: 2 },
      { person: SUE, role: 'approver', slot: 2 },
      { person: MANAGER, role: 'approver', former: true },
    ]);
  });

  it('whoever attends at a counter has a card, and keeps it as somebody of before when another one does', () => {
    const attendance = { attendant: person(20), since: 1, before: [person(21)] };
    expect(viewersOf(opened({ attendance })).filter(({ role }) => role === 'attendant')).toEqual([
      { person: person(20), role: 'attendant' },
      { person: person(21), role: 'attendant', former: true },
    ]);
  });

  it('an employee who opened it has one card, as the employee', () => {
    expect(viewersOf(awaiting()).filter(({ person: who }) => who === EMPLOYEE)).toEqual([
      { person: EMPLOYEE, role: 'employee' },
    ]);
  });

  it('an employee who cannot use Teams gets none there', () => {
    const seen = viewersOf(opened({ delivery: LINK })).map(({ person: who }) => who);
    expect(seen).toEqual([HELPDESK, JOINED, SECOND_APPROVER, SAM, SUE, MANAGER]);
    expect(viewerFor(opened({ delivery: LINK }), EMPLOYEE)?.role).toBe('employee');
  });

  it('who was passed over and is asked again is no former approver', () => {
    const again = awaiting({ slots: [slot({ passedOver: [MANAGER] })] });
    expect(viewersOf(again).filter(({ person: who }) => who === MANAGER)).toEqual([
      { person: MANAGER, role: 'approver', slot: 1 },
    ]);
  });

  it.each([
    [EMPLOYEE, 'employee'],
    [HELPDESK, 'requester'],
    [JOINED, 'requester'],
    [SUE, 'approver'],
    [MANAGER, 'approver'],
    [STRANGER, undefined],
  ])('%s sees it as %s', (who, role) => {
    expect(viewerFor(opened(), who)?.role).toBe(role);
  });
});
