import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const numberIn = (name: string): number | undefined => {
  const text = process.env[name];
  return text === undefined || text === '' ? undefined : Number(text);
};

/**
 * How the fuzzing goes on: LATCHKEY_FUZZ_SEED plays a run again (with LATCHKEY_FUZZ_PATH only its failing body, both are
 * printed by a failure), LATCHKEY_FUZZ_TIMES multiplies the counts.
 */
export const FUZZ = {
  seed: numberIn('LATCHKEY_FUZZ_SEED') ?? 20_261_128,
  ...(process.env['LATCHKEY_FUZZ_PATH'] && { path: process.env['LATCHKEY_FUZZ_PATH'] }),
} as const;

export const times = (count: number): number => Math.max(1, Math.round(count * (numberIn('LATCHKEY_FUZZ_TIMES') ?? 1)));

/** Bytes on the heap that something still holds. */
export function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  // Safe: with the flag set, every new context has `gc`.
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
