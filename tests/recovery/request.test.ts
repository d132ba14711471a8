import { decidedOf, isEnded } from '../../recovery/request';
import { STATES } from '../../recovery/terms';
import { IN_STATE, incident, run } from '../support/request-arms';

const ENDED = new Set(['completed', 'refused', 'denied', 'cancelled', 'expired']);
const DECIDED = new Set(['approved', 'revealed', 'completed', 'failed']);

describe.each(STATES)('when a request is %s', (state) => {
  it('is ended or blocks another request', () => {
    expect(isEnded(IN_STATE[state]())).toBe(ENDED.has(state));
  });

  it('has a decision or none', () => {
    expect(decidedOf(IN_STATE[state]()) !== undefined).toBe(DECIDED.has(state));
  });
});

describe('when an incident is over', () => {
  it('blocks until it is contained and the shield is lifted', () => {
    expect(isEnded(incident({ containedAt: 1 }))).toBe(false);
    expect(isEnded(incident({ shieldLiftedAt: 1 }))).toBe(false);
    expect(isEnded(incident({ containedAt: 1, shieldLiftedAt: 1 }))).toBe(true);
  });

  it('still knows what was decided', () => {
    expect(decidedOf({ ...incident(), decided: run() })).toEqual(run());
  });
});
