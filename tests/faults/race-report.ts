import type { RaceReport } from './races';

/** The report of the races, for people. */
export function raceLines({ outcomes, apart, again, left, failures, seconds }: RaceReport): readonly string[] {
  const rows = [...outcomes].map(([kind, ends]) => {
    const total = [...ends.values()].reduce((sum, count) => sum + count, 0);
    const how = [...ends].map(([decisions, count]) => `${decisions || 'nothing'} ${String(count)}`).join(' · ');
    return `${kind.padEnd(18)}${String(total).padStart(5)}   ${how}`;
  });
  return [
    'race              races   what the trail says',
    ...rows,
    `between two processes  ${String(apart)}`,
    `both pressed again     ${String(again)} times, neither having been served`,
    ...(left > 0 ? [`left, for want of time ${String(left)}`] : []),
    `failures ${String(failures.length)}`,
    ...failures.map((failure) => `  ${failure}`),
    `${seconds.toFixed(0)} s in all`,
  ];
}
