import type { Tally } from './tally';

const number = (value: number): string => Math.round(value).toLocaleString('en-US');

const row = (name: string, value: string): string => `  ${name.padEnd(26)} ${value}`;

const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${number(count)}`)
    .join(', ');

function searchedText({ searched, searchedChars, searchedPasses }: Tally): string {
  return `${number(searched)} seeds: ${number(searchedChars / 1_000_000)} MB for ${number(searchedPasses)} passes`;
}

/** The table that the command prints. */
export function reportLines(tally: Tally, ms: number): readonly string[] {
  const { faults } = tally;
  const crashes = faults.crashBefore + faults.crashAfter;
  const violations = Object.entries(tally.violations);
  return [
    row('seeds', `${number(tally.seeds)} in ${number(ms / 1_000)} s (${number((tally.seeds * 1_000) / ms)} a second)`),
    row('whole chain at each look', `${number(tally.verified)} seeds; the others at the end`),
    row('searched for secrets', searchedText(tally)),
    row('requests', `${number(tally.requests)}, passes shown ${number(tally.shown)}`),
    row('boundaries', number(tally.boundaries)),
    row('crashes', number(crashes)),
    row('faults', list(faults)),
    row('messages delivered twice', number(tally.doubled)),
    row('losses', list(tally.losses)),
    row('ended as', list(tally.ends)),
    row('ways', list(tally.ways)),
    row('  with a pass', list(tally.shownWays)),
    row('violations', violations.length === 0 ? 'none' : ''),
    ...violations.map(([what, { times, seeds }]) =>
      row(`  ${what}`, `${number(times)} times; replay with --seed ${seeds.join(', --seed ')}`),
    ),
  ];
}
