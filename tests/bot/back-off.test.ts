import { BackOff } from '../../bot/back-off';
import { EffectError } from '../../recovery/errors';

const wait = (error: unknown): unknown => Reflect.get(Object(error), 'retryAfterMs');
const away = new EffectError('unavailable', 'Teams answered HTTP 502');

describe('when Teams fails', () => {
  it('each failure in a row doubles the wait, up to five minutes', () => {
    const backOff = new BackOff(() => 0);
    const waits = Array.from({ length: 9 }, () => wait(backOff.failed('a', away)));
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
    expect(wait(backOff.failed('b', away))).toBe(5_000);
    backOff.worked('a');
    expect(wait(backOff.failed('a', away))).toBe(5_000);
  });

  it.each([
    [0, 5_000],
    [0.5, 6_250],
    [0.999_9, 7_500],
  ])('chance (%p) makes it up to half as long again', (random, expected) => {
    expect(wait(new BackOff(() => random).failed('a', away))).toBe(expected);
  });

  it('Teams may ask for more, never for less', () => {
    const backOff = new BackOff(() => 0);
    const slow = new EffectError('throttled', 'Teams answered HTTP 429', { retryAfterMs: 60_000 });
    expect(wait(backOff.failed('a', slow))).toBe(60_000);
    const soon = new EffectError('throttled', 'Teams answered HTTP 412', { retryAfterMs: 1 });
    expect(wait(backOff.failed('a', soon))).toBe(10_000);
  });

  it.each([new EffectError('rejected', 'no'), new TypeError('ours')])(
    'what does not pass by itself stays: %p',
    (error) => {
      expect(new BackOff(() => 0).failed('a', error)).toBe(error);
    },
  );
});
