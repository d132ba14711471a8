import { mayAskForOthers, mayBeAskedFor } from '../../recovery/may-ask-for';
import { isByColleague, isUnanswered, waitsForEmployee } from '../../recovery/opened-by';
import type { Person } from '../../recovery/ports';
import type { AwaitingApproval } from '../../recovery/request';
import { awaiting } from '../support/request-builder';
import { samplePerson, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const opened = (requester: string, change: Partial<AwaitingApproval> = {}): AwaitingApproval =>
  awaiting({ employee: WHO.ada, requester, employeeConfirmed: false, ...change });

describe('when it is asked whether a colleague opened it', () => {
  it.each<readonly [string, AwaitingApproval, boolean, boolean]>([
    ['a colleague, not answered', opened(WHO.colin), true, true],
    ['a colleague, answered', opened(WHO.colin, { employeeConfirmed: true }), true, false],
    ['a colleague, answered, and moved to a counter since', opened(WHO.colin, { movedAt: 1 }), true, false],
    ['the helpdesk with its proof', opened(WHO.helen, { proof: PROOF }), false, false],
    ['the employee', opened(WHO.ada), false, false],
  ])('%s', (_who, request, byColleague, unanswered) => {
    expect(isByColleague(request)).toBe(byColleague);
    expect(isUnanswered(request)).toBe(unanswered);
    expect(waitsForEmployee(request)).toBe(unanswered);
  });

  it('nobody is waited for once it has ended', () => {
    const ended = { ...opened(WHO.colin), state: 'expired', ended: { at: 1, reason: 'expired' } } as const;
    expect(isUnanswered(ended)).toBe(true);
    expect(waitsForEmployee(ended)).toBe(false);
  });
});

describe('when it is asked who may ask for somebody, and for whom', () => {
  it.each<readonly [string, Person | undefined, boolean, boolean]>([
    ['a member', samplePerson(WHO.colin), true, true],
    ['a guest', samplePerson(WHO.colin, { userType: 'guest' }), false, false],
    ['member or guest unknown', samplePerson(WHO.colin, { userType: 'unknown' }), false, true],
    ['a disabled account', samplePerson(WHO.colin, { accountEnabled: false }), false, false],
    ['nobody', undefined, false, false],
  ])('%s', (_who, person, asks, isAskedFor) => {
    expect([mayAskForOthers(person), mayBeAskedFor(person)]).toEqual([asks, isAskedFor]);
  });
});
