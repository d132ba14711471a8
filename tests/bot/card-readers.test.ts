import { readersOf } from '../../bot/card-readers';
import type { RecoveryRequest } from '../../recovery/request';
import { awaiting, EMPLOYEE, MANAGER, NOON, person, slot } from '../support/request-builder';

const [SAM, SUE, FORMER] = [person(8), person(9), person(10)];

const WAITING = awaiting({
  slots: [
    slot({ candidates: [MANAGER], asked: [], passedOver: [FORMER] }),
    slot({ slot: 2, group: 'security', candidates: [SAM, SUE], asked: [SUE] }),
  ],
});
const HELD: RecoveryRequest = { ...WAITING, state: 'held', held: { at: NOON, reason: 'x', expiresAt: NOON + 1 } };

const who = (request: RecoveryRequest): readonly string[] => readersOf(request).map(({ person: id }) => id);

describe('when cards are drawn', () => {
  it('everybody who has to decide gets one, asked or not yet', () => {
    expect(who(WAITING)).toEqual([EMPLOYEE, MANAGER, SAM, SUE]);
  });

  it('of a request on hold nobody gets a first card who would have been asked', () => {
    expect(who(HELD)).toEqual([EMPLOYEE, SUE]);
  });
});
