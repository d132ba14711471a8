import { decidableSlot, isParty, signedSlot } from '../../recovery/guards';
import type { AwaitingApproval } from '../../recovery/request';
import { approvedRun } from '../support/request-arms';
import { awaiting, EMPLOYEE, MANAGER, person, SECOND_APPROVER, slot } from '../support/request-builder';

const HELPDESK = person(5);
const JOINED = person(6);
const [SAM, SUE] = [person(8), person(9)];
const STRANGER = person(77);

const attended = (attendant: string, ...before: readonly string[]) => ({ attendant, since: 1, before });

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
    ['who joined', opened(), JOINED, 'ownRequest'],
    ['who joined, named as an approver', opened({ joined: [SAM] }), SAM, 'ownRequest'],
    ['who attends, named as an approver', opened({ attendance: attended(SAM) }), SAM, 'attendantMayNotApprove'],
    ['who attended before', opened({ attendance: attended(STRANGER, SUE) }), SUE, 'attendantMayNotApprove'],
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

  it('who signed a slot and presses again has that slot still, not another one', () => {
    const approval = { approver: SAM, verifiedBy: 'inPerson', at: 1 } as const;
    const mine = slot({ slot: 2, candidates: [SAM], approval });
    expect(decidableSlot(awaiting({ slots: [slot(), mine] }), SAM)).toBe(mine);
  });

  it('only who signed may take it back or renew the code', () => {
    expect(signedSlot(approvedRun(), MANAGER)?.slot).toBe(1);
    expect(signedSlot(approvedRun(), EMPLOYEE)).toBeUndefined();
    expect(signedSlot(opened(), SECOND_APPROVER)).toBeUndefined();
  });
});

describe('when it matters whether somebody has a part in it', () => {
  it.each([
    [EMPLOYEE, true],
    [HELPDESK, true],
    [JOINED, true],
    [SUE, true],
    [MANAGER, true],
    [STRANGER, false],
    ['', false],
  ])('%s has: %s', (who, party) => {
    expect(isParty(opened(), who)).toBe(party);
  });
});
