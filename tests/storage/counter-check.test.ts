import type { RecoveryRequest } from '../../recovery/request';
import { setBackCounter } from '../../storage/counter-check';
import type { FoundRow } from '../../storage/table';
import { approvedRun, revealed } from '../support/request-arms';
import { awaiting, slot } from '../support/request-builder';

const counter = (rk: string, count: number): FoundRow => ({
  ...{ pk: 'p', rk, etag: 'e' },
  columns: { bytes: JSON.stringify({ count }), v: 1, keyId: 'k1' },
});
const setBack = (row: string) => ({ row, why: 'the counter of tries was deleted or set back' });

const ROUND = 2;
const match = (one: 1 | 2, round = ROUND): string => `c-match-${String(one)}-${String(round)}-0`;

/** Two approvers, of whom the first tried twice in this round and the second once in the one before. */
const matched = awaiting({
  round: ROUND,
  slots: [slot({ counted: { round: ROUND, count: 2 } }), slot({ slot: 2, counted: { round: ROUND - 1, count: 1 } })],
});

describe('when numbers were tried', () => {
  it.each<readonly [string, readonly FoundRow[], string | undefined]>([
    ['the counter stands where the trail says', [counter(match(1), 2)], undefined],
    ['a try more than is written down yet', [counter(match(1), 3)], undefined],
    ['it was set back', [counter(match(1), 1)], match(1)],
    ['it is gone', [], match(1)],
    ['one of another round stands in', [counter(match(1, 1), 2)], match(1)],
    ['one of another slot stands in', [counter(match(2), 2)], match(1)],
  ])('%s', (_what, rows, row) => {
    expect(setBackCounter(matched, rows)).toEqual(row === undefined ? undefined : setBack(row));
  });

  it('a request without tries needs no counter', () => {
    expect(setBackCounter(awaiting(), [])).toBeUndefined();
  });
});

describe('when release codes were tried', () => {
  const CODE = 'c-code-1-2-3';
  const withCode = <R extends ReturnType<typeof approvedRun> | ReturnType<typeof revealed>>(
    request: R,
    counted?: number,
  ): R => {
    const code = { ...request.decided.code, generation: 3, ...(counted !== undefined && { counted }) };
    return { ...request, round: ROUND, decided: { ...request.decided, code } };
  };

  it.each<readonly [string, RecoveryRequest]>([
    ['approved', withCode(approvedRun(), 2)],
    ['revealed', withCode(revealed(), 2)],
  ])('%s: the counter of this code may not stand lower than the trail says', (_state, request) => {
    expect(setBackCounter(request, [counter(CODE, 2)])).toBeUndefined();
    expect(setBackCounter(request, [counter(CODE, 1)])).toEqual(setBack(CODE));
    expect(setBackCounter(request, [counter('c-code-1-2-2', 2)])).toEqual(setBack(CODE));
    expect(setBackCounter(request, [])).toEqual(setBack(CODE));
  });

  it('a code that nobody tried needs no counter', () => {
    expect(setBackCounter(withCode(approvedRun()), [])).toBeUndefined();
  });

  it('the counters of the numbers count on', () => {
    const both = { ...withCode(approvedRun(), 1), slots: [slot({ counted: { round: ROUND, count: 1 } })] };
    expect(setBackCounter(both, [counter(CODE, 1)])).toEqual(setBack(match(1)));
    expect(setBackCounter(both, [counter(match(1), 1)])).toEqual(setBack(CODE));
    expect(setBackCounter(both, [counter(match(1), 1), counter(CODE, 1)])).toBeUndefined();
  });
});
