import { EffectError, TRANSIENT } from '../../recovery/errors';
import { pause } from './pause';

const AGAIN_MS = 1_000;
const PATIENCE_MS = 120_000;

/** What only looks at the store, repeated while the store is too busy to answer: a harness that gives up says nothing about a bot. */
export async function patiently<T>(look: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof EffectError) || !TRANSIENT.has(error.code) || performance.now() > until) throw error;
      await pause(AGAIN_MS);
    }
  }
}
