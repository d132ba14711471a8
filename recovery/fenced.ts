import { aroundWrites } from './account-writes';
import type { Deps } from './deps';
import { EffectError } from './errors';
import type { Millis } from './terms';

/**
 * The same ports for a look whose lease ends at `until`: no write on an account and no notice begins after that. A process
 * that stood still in the middle of a step and wakes would act by what it read before, while another one works on the request.
 * Throws `EffectError('queued')` instead: nothing was sent, and the next look starts from the state as it is then.
 */
export function fenced<D extends Deps>(deps: D, until: Millis): D {
  const { cards, outOfBand, clock } = deps;
  const inTime = async <T>(act: () => Promise<T>): Promise<T> => {
    if (clock.now() > until) throw new EffectError('queued', 'The lease ran out.', { retryAfterMs: 0 });
    return act();
  };
  return {
    ...aroundWrites(deps, (_write, act) => inTime(act)),
    cards: {
      project: (...args) => cards.project(...args),
      refresh: (...args) => cards.refresh(...args),
      notify: (...args) => inTime(() => cards.notify(...args)),
      alarm: (...args) => cards.alarm(...args),
    },
    outOfBand: {
      sendLink: (...args) => outOfBand.sendLink(...args),
      sendCode: (...args) => inTime(() => outOfBand.sendCode(...args)),
      sendNotice: (...args) => inTime(() => outOfBand.sendNotice(...args)),
    },
  };
}
