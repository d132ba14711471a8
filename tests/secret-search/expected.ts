import type { Channel } from './places';
import { ALLOWED } from './places';
import type { Found } from './search';
import type { Kind } from './tap-records';

/** What a run must have written and known: where less was heard, a tap was blind and its silence says nothing. */
interface Expected {
  readonly channels: readonly Channel[];
  readonly kinds: readonly Kind[];
  /** Every line of the table of places is needed; one that nothing uses is a hole that nobody sees. */
  readonly everyPlace: boolean;
}

const ALWAYS: readonly Kind[] = ['pass', 'code', 'link', 'graphToken', 'connectorToken', 'botToken', 'clientSecret'];
const HTTP: readonly Channel[] = ['bot', 'connector', 'graph', 'mail', 'entra', 'table', 'queue'];

export const EXPECTED = {
  suite: {
    channels: [...HTTP, 'sms', 'page', 'panes', 'stdout', 'stderr', 'file'],
    kinds: [...ALWAYS, 'textCode', 'assertion', 'storageKey', 'smsKey', 'ledgerKey'],
    everyPlace: true,
  },
  /** Kills, storms and races. */
  chaos: { channels: [...HTTP, 'stdout', 'file'], kinds: [...ALWAYS, 'storageKey', 'ledgerKey'], everyPlace: false },
  /** Tests that were named: nothing is known of what they write. */
  some: { channels: [], kinds: [], everyPlace: false },
} as const satisfies Readonly<Record<string, Expected>>;

export const isExpected = (name: string): name is keyof typeof EXPECTED => Object.hasOwn(EXPECTED, name);

/** What was not heard, though it must have been said. */
export function wanting({ bytes, values, allowed, packed }: Found, name: keyof typeof EXPECTED): readonly string[] {
  const { channels, kinds, everyPlace }: Expected = EXPECTED[name];
  const places = everyPlace ? ALLOWED.filter((place) => !allowed.has(place)) : [];
  return [
    ...channels.filter((channel) => (bytes.get(channel) ?? 0) === 0).map((channel) => `nothing heard of ${channel}`),
    ...kinds.filter((kind) => (values.get(kind) ?? 0) === 0).map((kind) => `no secret known of the kind ${kind}`),
    ...places.map(({ kinds: these, why }) => `never seen: ${these.join(', ')} where “${why}”`),
    ...(packed > 0 ? [`${String(packed)} answers were packed and could not be read`] : []),
  ];
}
