import { decidableSlot, isParty, signedSlot } from '../../recovery/guards';
import type { AwaitingApproval } from '../../recovery/request';
import { viewerFor, viewersOf } from '../../recovery/viewers';
import { approvedRun } from '../support/request-arms';
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

  it('an employee who opened it has one card, as the employee', () => {
    expect(viewersOf(awaiting()).filter(({ person: who }) => who === EMPLOYEE)).toEqual([
      { person: EMPLOYEE, role: 'employee' },
    ]);
  });

  it('an employee who cannot use Teams gets none there', () => {
    expect(viewersOf(opened({ delivery: LINK })).map(({ person: who }) => who)).not.toContain(EMPLOYEE);
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
    expect(isParty(opened(), who)).toBe(role !== undefined);
  });
});

describe('when somebody presses a decision', () => {
  it.each<readonly [string, AwaitingApproval, string, number | string]>([
    ['the approver of the first slot', opened(), SECOND_APPROVER, 1],
    ['one of two in the second slot', opened(), SAM, 2],
    ['the employee', opened(), EMPLOYEE, 'ownRequest'],
    ['the requester', opened(), HELPDESK, 'ownRequest'],
    [
      'the employee, named as an approver',
      awaiting({ slots: [slot({ candidates: [EMPLOYEE] })] }),
      EMPLOYEE,
      'ownRequest',
    ],
    ['the requester, named as an approver', opened({ requester: SAM }), SAM, 'ownRequest'],
    ['who only joined', opened(), JOINED, 'notYours'],
    ['who was passed over', opened(), MANAGER, 'notYours'],
    ['a stranger', opened(), STRANGER, 'notFound'],
    ['nobody', opened(), '', 'notFound'],
  ])('%s', (_who, request, presser, expected) => {
    const found = decidableSlot(request, presser);
    expect(typeof found === 'string' ? found : found.slot).toBe(expected);
  });

  it('one person never signs two slots', () => {
    const approval = { approver: SAM, verifiedBy: 'inPerson', at: 1 } as const;
    const request = awaiting({ slots: [slot({ approval }), slot({ slot: 2, candidates: [SAM] })] });
    expect(decidableSlot(request, SAM)).toBe('sameApproverTwice');
  });

  it('only who signed may take it back or renew the code', () => {
    expect(signedSlot(approvedRun(), MANAGER)?.slot).toBe(1);
    expect(signedSlot(approvedRun(), EMPLOYEE)).toBeUndefined();
    expect(signedSlot(opened(), SECOND_APPROVER)).toBeUndefined();
  });
});
