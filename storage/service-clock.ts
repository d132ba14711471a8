import type { Clock } from '../platform/clock';
import { StorageError } from './errors';

export interface ServiceClockDeps {
  readonly clock: Clock;
  /** Asks the storage service and returns the time it says (its `Date` header). */
  readonly serviceTime: () => Promise<Date | undefined>;
}

const LARGEST_SKEW_MS = 30_000;

/** By how many milliseconds this machine is ahead of the storage service, however many. */
export async function aheadOfService({ clock, serviceTime }: ServiceClockDeps): Promise<number> {
  const before = clock.now();
  const theirs = await serviceTime();
  if (theirs === undefined) throw new StorageError('clockSkew', 'The storage service does not say what time it is.');
  return Math.round((before + clock.now()) / 2 - theirs.getTime());
}

/**
 * Deadlines are written by one instance and read by others, so all clocks have to agree with the one of the storage service.
 * Returns by how many milliseconds this machine is ahead; throws `StorageError('clockSkew')` when that is over 30 s.
 */
export async function checkServiceClock(deps: ServiceClockDeps): Promise<number> {
  const ahead = await aheadOfService(deps);
  if (Math.abs(ahead) <= LARGEST_SKEW_MS) return ahead;
  const seconds = String(Math.round(Math.abs(ahead) / 1_000));
  throw new StorageError(
    'clockSkew',
    `The clock of this machine is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} the storage service. ` +
      'Set it (turn on time synchronisation), then start again.',
  );
}
