import type { Pacer } from './storm';
import type { VirtualTime } from './virtual-time';

interface NamedPacer {
  readonly name: string;
  readonly make: (time: VirtualTime) => Pacer;
}

/** Everybody writes at once and backs off when Graph says 429. */
const none: NamedPacer = { name: 'no limiter, back-off only', make: () => ({ take: () => Promise.resolve(0) }) };

/** What the storm is played with. */
export const pacers = (): readonly NamedPacer[] => [none];
