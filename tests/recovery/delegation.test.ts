import type { Delegation } from '../../recovery/delegation';
import { isEndAllowed, isInForce } from '../../recovery/delegation';
import { DAY, MINUTE, START } from '../support/fake-clock';
import { WHO } from '../support/sample-people';

const named = (overrides: Partial<Delegation> = {}): Delegation => ({
  ...{ delegate: WHO.olga, setAt: START, until: START + 9 * DAY },
  ...overrides,
});

describe('when it is asked whether a stand-in counts now', () => {
  it.each([
    ['right after it was named', 0, false],
    ['a minute before a day has passed', DAY - MINUTE, false],
    ['a day after', DAY, true],
    ['just before the end', 9 * DAY - 1, true],
    ['at the end', 9 * DAY, false],
    ['with a clock that is behind', -MINUTE, false],
  ])('%s', (_when, after, counts) => {
    expect(isInForce(named(), START + after)).toBe(counts);
  });

  it('never longer than thirty days, whatever the row says', () => {
    const endless = named({ until: START + 400 * DAY });
    expect(isInForce(endless, START + 30 * DAY - 1)).toBe(true);
    expect(isInForce(endless, START + 30 * DAY)).toBe(false);
  });
});

describe('when an end is named', () => {
  it.each<readonly [string, number | undefined, boolean]>([
    ['none', undefined, false],
    ['the past', -DAY, false],
    ['before it would begin to count', DAY, false],
    ['just after it begins to count', DAY + 1, true],
    ['thirty days from now', 30 * DAY, true],
    ['later', 30 * DAY + 1, false],
  ])('%s', (_what, after, allowed) => {
    expect(isEndAllowed(after === undefined ? undefined : START + after, START)).toBe(allowed);
  });
});
