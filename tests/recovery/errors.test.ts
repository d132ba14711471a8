import type { EffectErrorCode } from '../../recovery/errors';
import { EffectError, isTransient, RecoveryError } from '../../recovery/errors';

const TRANSIENT: Readonly<Record<EffectErrorCode, boolean>> = {
  notFound: false,
  forbidden: false,
  unlicensed: false,
  credentialRefused: true,
  throttled: true,
  unavailable: true,
  timeout: true,
  queued: true,
  defaultMethod: false,
  orderRequired: false,
  policyBlocksPass: false,
  lifetimeOutOfRange: false,
  externalGuest: false,
  notInstalled: false,
  rejected: false,
};

describe('when an effect fails', () => {
  it.each(Object.entries(TRANSIENT))('%s may pass by itself: %s', (code, transient) => {
    // The keys of the table are codes.
    expect(isTransient(new EffectError(code as EffectErrorCode, 'x'))).toBe(transient);
  });

  it.each([new RecoveryError('conflict', 'x'), new Error('timeout'), 'timeout', undefined])(
    'what is no effect (%p) is never transient',
    (error) => {
      expect(isTransient(error)).toBe(false);
    },
  );

  it('keeps the cause, the wait and the service’s own id', () => {
    const cause = new Error('socket');
    const error = new EffectError('throttled', 'x', { cause, retryAfterMs: 5, requestId: 'r' });
    expect(error).toMatchObject({ name: 'EffectError', cause, retryAfterMs: 5, requestId: 'r' });
    expect(new RecoveryError('integrity', 'x', { cause })).toMatchObject({ name: 'RecoveryError', cause });
  });
});
