import { DENY_REASONS } from '../../words/choices';
import { endingText, ENDINGS } from '../../words/endings';

describe('when a request ended for a reason', () => {
  it.each([
    ['denied', 'denied.notMyEmployee', 'is not your manager'],
    ['denied', 'notMyEmployee', 'is not your manager'],
    ['denied', 'withdrawn', 'taken back before the pass was shown'],
    ['failed', 'withdrawn', 'after methods had been removed'],
    ['failed', 'passEndedUnused', 'Your pass ran out'],
    ['held', 'risk.user', 'user risk as high'],
    ['held', 'risk.compromised', 'is compromised'],
    ['held', 'signIn.lostDevice', 'said to be lost was used'],
    ['refused', 'passPolicyOff', 'Temporary Access Passes are switched off'],
    ['cancelled', 'cancelled', 'cancelled before a pass was shown'],
    ['expired', 'expired', 'The time ran out'],
  ])('says why %s with %s', (state, reason, expected) => {
    expect(endingText(state, reason, 'employee')).toContain(expected);
  });

  it.each([
    ['denied', 'made.up'],
    ['held', 'made.up'],
    ['failed', 'graphUnavailable'],
    ['refused', 'toString'],
    ['nowhere', 'made.up'],
  ])('has a sentence for %s even with %s', (state, reason) => {
    expect(endingText(state, reason, 'others')).toMatch(/^[A-Z].*\.$/);
    expect(endingText(state, reason, 'others')).not.toContain(reason);
  });

  it('has one for every reason an approver can give', () => {
    for (const reason of Object.keys(DENY_REASONS)) expect(ENDINGS).toHaveProperty([reason]);
  });

  it('says “you” to the employee only', () => {
    const told = Object.entries(ENDINGS).filter(([, { others }]) => /\byour\b(?! ask again)/i.test(others));
    expect(told).toEqual([]);
  });
});
