import { EffectError } from '../../recovery/errors';
import { backoffMs, stepFailed } from '../../recovery/step';
import { FakeClock, START } from '../support/fake-clock';

describe('when a step is tried again', () => {
  it.each([
    [1, 2_000],
    [2, 4_000],
    [3, 8_000],
    [7, 128_000],
    [8, 256_000],
    [9, 300_000],
    [50, 300_000],
  ])('try %d waits %d ms', (attempts, ms) => {
    expect(backoffMs(attempts)).toBe(ms);
  });

  it.each([
    [1, 30_000, 30_000],
    [9, 30_000, 300_000],
    [1, 900_000, 900_000],
  ])('after try %d a Retry-After of %d ms makes it %d ms', (attempts, retryAfter, ms) => {
    expect(backoffMs(attempts, retryAfter)).toBe(ms);
  });

  it('is written down with the service’s id and the next time', () => {
    const error = new EffectError('throttled', 'x', { requestId: 'graph-7', retryAfterMs: 10_000 });
    expect(stepFailed({ clock: new FakeClock() }, 'removeMethod', error, 3)).toEqual({
      type: 'stepFailed',
      at: START,
      by: { kind: 'system' },
      step: 'removeMethod',
      code: 'throttled',
      attempts: 3,
      nextAttemptAt: START + 10_000,
      graphRequestId: 'graph-7',
    });
  });
});
