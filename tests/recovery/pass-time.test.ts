import { minutesTold, passThatEnds, passThatRuns, passTicks } from '../../recovery/pass-time';
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
    ['after the new method was seen', revealed({ enrolled })],
    ['when the case is closed', completed()],
  ])('does not run in the chat %s', (_name, request) => {
    expect([passThatRuns(request), passTicks(request)]).toEqual([undefined, []]);
  });

  it('does not run in the chat on the page behind a link, and is looked at for the reminder', () => {
    const request = onPage(revealed());
    expect([passThatRuns(request), passTicks(request)]).toEqual([undefined, [ISSUED.expiresAt - 10 * MINUTE]]);
  });
});

describe('when a pass ends soon', () => {
  const ends = (lives: number, left: number, decided = {}) => {
    const pass = { methodId: 'p', issuedAt: NOON, expiresAt: NOON + lives * MINUTE };
    const request = revealed({ pass, ...decided });
    return { request, now: pass.expiresAt - left * MINUTE };
  };

  it.each([
    [30, 10, true],
    [30, 10.001, false],
    [30, 0.001, true],
    [30, 0, false],
    [480, 10, true],
    [15, 7, true],
    [15, 7.001, false],
    [10, 5, true],
  ])('of %d minutes, with %d left: %s', (lives, left, told) => {
    const { request, now } = ends(lives, left);
    expect(passThatEnds(request, now) !== undefined).toBe(told);
  });

  it.each([30, 480, 15, 10])('the moment is one at which the request is looked at anyway: %d minutes', (lives) => {
    const { request, now } = ends(lives, 0);
    const minutes = passTicks(request).filter((at) => passThatEnds(request, at) !== undefined);
    expect(passThatEnds(request, Math.min(...minutes) - 1)).toBeUndefined();
    expect(minutes.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...minutes)).toBe(now - MINUTE);
  });

  it('is nothing to remind of once a new method was seen', () => {
    const { request, now } = ends(30, 5, { enrolled });
    expect(passThatEnds(request, now)).toBeUndefined();
  });
});
