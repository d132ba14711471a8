import { parseArgs } from 'node:util';
import { ConfigError } from './config-error';

/** What the command line may say. Secrets never stand there: other users of a machine can read it. */
export interface StartOptions {
  /** How many bot processes share the store and the queue of the local profile. */
  readonly instances: number;
  /** This process is one of several: the process that started it sends its settings. */
  readonly isInstance: boolean;
}

const MOST = 9;

function instancesOf(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= MOST) return count;
  throw new ConfigError([`--instances: must be a whole number from 1 to ${String(MOST)}, e.g. --instances 3`]);
}

/** Throws `ConfigError` for anything that it does not know. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const options = { instances: { type: 'string' }, instance: { type: 'boolean' } } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    return { instances: instancesOf(values.instances ?? '1'), isInstance: values.instance === true };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(['the command line: only --instances N (1 to 9) is known, e.g. npm start -- --instances 3']);
  }
}
