import { minutesTold, passThatRuns, passTicks } from '../../recovery/pass-time';
import { MINUTE } from '../support/fake-clock';
import { approvedRun, completed, ISSUED, onPage, revealed } from '../support/request-arms';
import { NOON } from '../support/request-builder';

const enrolled = { at: NOON, methodId: 'app-2', kind: 'microsoftAuthenticator' } as const;

describe('when the time left of a pass is told', () => {
  it.each([
    [480 * MINUTE, 480],
    [89 * MINUTE, 60],
    [60 * MINUTE, 60],
    [30 * MINUTE, 30],
    [30 * MINUTE - 1, 30],
    [29 * MINUTE, 25],
    [14 * MINUTE, 10],
    [10 * MINUTE, 10],
    [9 * MINUTE + 1, 10],
    [9 * MINUTE, 9],
    [61_000, 2],
    [60_000, 1],
    [1, 1],
    [0, 0],
    [-MINUTE, 0],
  ])('says of %d ms: %d minutes', (left, told) => {
    expect(minutesTold(NOON + left, NOON)).toBe(told);
  });

  it('is looked at again whenever that changes', () => {
    const ticks = passTicks(revealed()).map((at) => (ISSUED.expiresAt - at) / MINUTE);
    expect(ticks).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30]);
  });

  it.each([
    ['before the reveal', approvedRun()],
    ['on the page behind a link', onPage(revealed())],
    ['after the new method was seen', revealed({ enrolled })],
    ['when the case is closed', completed()],
  ])('does not run in the chat %s', (_name, request) => {
    expect([passThatRuns(request), passTicks(request)]).toEqual([undefined, []]);
  });
});
