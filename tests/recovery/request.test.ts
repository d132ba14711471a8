import { decidedOf, isEnded, isSettled, wasUntouched } from '../../recovery/request';
import { STATES } from '../../recovery/terms';
import { IN_STATE, incident, run } from '../support/request-arms';

const ENDED = new Set(['completed', 'refused', 'denied', 'cancelled', 'expired']);
const DECIDED = new Set(['approved', 'revealed', 'completed', 'failed']);

describe.each(STATES)('when a request is %s', (state) => {
  it('is ended or blocks another request', () => {
    expect(isEnded(IN_STATE[state]())).toBe(ENDED.has(state));
  });

  it('is settled where it is ended', () => {
    expect(isSettled(IN_STATE[state]())).toBe(ENDED.has(state));
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

  it('is settled once it is closed as well', () => {
    const over = { containedAt: 1, shieldLiftedAt: 1 };
    expect([over, { ...over, closedAt: 1 }, { closedAt: 1 }].map((facts) => isSettled(incident(facts)))).toEqual([
      ...[false, true, false],
    ]);
  });

  it('has an untouched account where nothing was approved, placed or taken', () => {
    const placeholder = { methodId: 'p', issuedAt: 1, expiresAt: 2 };
    expect(wasUntouched(incident())).toBe(true);
    expect(wasUntouched({ ...incident(), decided: run() })).toBe(false);
    expect(wasUntouched({ ...incident(), placeholder })).toBe(false);
    expect(wasUntouched(incident({ passRemovedAt: 1 }))).toBe(false);
  });

  it('still knows what was decided', () => {
    expect(decidedOf({ ...incident(), decided: run() })).toEqual(run());
  });
});
