import type { Clock } from '../platform/clock';
import { EffectError } from '../recovery/errors';
import type { Millis, ObjectId } from '../recovery/terms';

/** A licence is bought rarely: after so long it is asked for again. */
const RETEST_MS = 86_400_000;

type Read<A extends readonly unknown[], T> = (tenantId: ObjectId, ...about: A) => Promise<T>;

/** Remembers for a day that a tenant has no licence for something, and asks Graph no more until then: throws `unlicensed`. */
export function whenLicensed<A extends readonly unknown[], T>(clock: Clock, read: Read<A, T>): Read<A, T> {
  const missing = new Map<ObjectId, Millis>();
  return async (tenantId, ...about) => {
    const since = missing.get(tenantId);
    if (since !== undefined && clock.now() - since < RETEST_MS) {
      throw new EffectError('unlicensed', 'The tenant had no licence for this when it was asked for last.');
    }
    try {
      const answer = await read(tenantId, ...about);
      missing.delete(tenantId);
      return answer;
    } catch (error) {
      if (error instanceof EffectError && error.code === 'unlicensed') missing.set(tenantId, clock.now());
      throw error;
    }
  };
}
