import type { Log } from './log';

type Stop = () => Promise<void>;

/** The process, as far as this needs it. An unhandled rejection comes as an uncaught exception too. */
export interface Ending {
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown;
  exit(code: number): void;
}

export interface UncaughtDeps {
  readonly log: Log;
  readonly process: Ending;
  /** How long what is in hand may take. Milliseconds. */
  readonly graceMs?: number;
}

export interface Uncaught {
  /** What to do first from now on. Returns it. */
  drainWith(stop: Stop): Stop;
}

const GRACE_MS = 5_000;

/**
 * The last handler: what nobody caught is logged (without its words, see describe-error.ts), what is in hand may end, and
 * the process ends with 1, because nobody knows what state it is in. A second one does not wait; the host starts it anew.
 */
export function handleUncaught({ log, process, graceMs = GRACE_MS }: UncaughtDeps): Uncaught {
  let drain: Stop = () => Promise.resolve();
  let ending = false;
  const end = (): void => process.exit(1);
  process.on('uncaughtException', (error) => {
    log.error('process.uncaught', { error });
    if (ending) return end();
    ending = true;
    setTimeout(end, graceMs).unref();
    drain().then(end, end);
  });
  return { drainWith: (stop) => (drain = stop) };
}
