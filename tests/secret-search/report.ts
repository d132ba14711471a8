import type { Found, Leak } from './search';

const MEGA = 1_000_000;
const MOST_SHOWN = 40;

const listOf = (counts: ReadonlyMap<string, number>, shown: (count: number) => string): string =>
  [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${shown(count)}`)
    .join(', ');

function leakLines({ kind, place, around, times }: Leak): readonly string[] {
  const { channel, side, part, what, scope } = place;
  return [
    `  LEAK ${kind} in ${channel} ${side} ${part}, ${String(times)} times: ${what.slice(0, 120)}${scope === '' ? '' : ` (${scope})`}`,
    `    ${JSON.stringify(around)}`,
  ];
}

/** What was searched and what came of it, for people. */
export function searchLines(name: string, found: Found): readonly string[] {
  const { bytes, values, allowed, leaks, packed, byChance, seconds } = found;
  const total = [...bytes.values()].reduce((sum, one) => sum + one, 0);
  const rightly = [...allowed.values()].reduce((sum, one) => sum + one, 0);
  return [
    `Secrets in "${name}": ${(total / MEGA).toFixed(1)} MB searched in ${seconds.toFixed(1)} s`,
    `  MB: ${listOf(bytes, (count) => (count / MEGA).toFixed(count < MEGA ? 3 : 1))}`,
    `  values: ${listOf(values, String)}`,
    `  seen where they may be: ${String(rightly)}; codes by chance alone: ${byChance.toFixed(2)}; packed answers: ${String(packed)}`,
    ...leaks.slice(0, MOST_SHOWN).flatMap(leakLines),
    `  leaks: ${String(leaks.length)}`,
  ];
}
