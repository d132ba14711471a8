import { isMet } from '../../../scripts/bench/bench';
import { resultLines } from '../../../scripts/bench/print-result';
import { median, percentile } from '../../../scripts/bench/statistics';

describe('when a result is printed', () => {
  it('says goal, measured, and met or by how much it is missed', () => {
    const rows = [
      { what: 'fast', measured: 12.34, unit: 'ms', goal: { atMost: 50 } },
      { what: 'slow', measured: 100, unit: 'ms', goal: { atMost: 50 } },
      { what: 'few', measured: 5, unit: '/s', goal: { atLeast: 25 } },
      { what: 'only told', measured: 0.5, unit: 'MB' },
    ];
    const lines = resultLines({ name: 'x', title: 'an example', rows, notes: ['a note'] });
    expect(lines).toEqual([
      '',
      'x: an example',
      '             measured  goal',
      '  fast        12.3 ms  ≤ 50 ms  met',
      '  slow         100 ms  ≤ 50 ms  MISSED (2 times the goal)',
      '  few            5 /s  ≥ 25 /s  MISSED (0.20 times the goal)',
      '  only told   0.50 MB',
      '  * a note',
    ]);
  });

  it('does not count what could not be measured as met', () => {
    expect(isMet({ what: 'x', measured: NaN, unit: '', goal: { atMost: 1 } })).toBe(false);
    expect(isMet({ what: 'x', measured: NaN, unit: '', goal: { atLeast: 1 } })).toBe(false);
  });
});

describe('when numbers are summed up', () => {
  it('takes the value that a share of them does not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1)]).toEqual([50, 99, 100]);
    expect(median([3])).toBe(3);
    expect(median([])).toBeNaN();
  });
});
