import { boundaryName } from './boundaries';
import type { KillReport } from './kill-rounds';

function percentile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}

const killsText = (perRecovery: number): string =>
  perRecovery === 1 ? 'one kill' : `${String(perRecovery)} kills, far apart (and missed ones alone)`;

/** The report of a series of kills, for people. */
export function killLines(report: KillReport): readonly string[] {
  const { boundaries, runs, kills, missed, failures, duplicates, seconds } = report;
  const changes = boundaries.filter(({ edge, changes: does }) => does && edge === 'answer').length;
  const times = runs.map((run) => run.seconds).sort((one, other) => one - other);
  const again = runs.filter(({ passes }) => passes > 1).length;
  return [
    `boundaries of one recovery      ${String(boundaries.length)} (requests and answers), ${String(changes)} of them change something`,
    `recoveries played               ${String(runs.length)}, with ${killsText(report.perRecovery)} in each`,
    `boundaries killed at (SIGKILL)  ${String(kills)}`,
    `boundaries not met by their run  ${String(missed.length)}${missed.length === 0 ? '' : `: ${missed.join(', ')}`}`,
    ...(report.left > 0 ? [`boundaries left, for want of time ${String(report.left)}`] : []),
    `recoveries with a second pass   ${String(again)} (the answer with the first one was lost)`,
    `seconds per recovery            ${percentile(times, 0.5)} median, ${percentile(times, 1)} longest`,
    ...[...duplicates].map(([title, count]) => `one card more in ${String(count)} of them      ${title}`),
    `failures                        ${String(failures.length)}`,
    ...failures.map((failure) => `  ${failure}`),
    `${seconds.toFixed(0)} s in all`,
  ];
}

/** One line while it runs. */
export function progressLine(done: number, of: number, { killAt, cuts, seconds, problems }: KillReport['undisturbed']) {
  const where = killAt.length === 0 ? 'undisturbed' : killAt.map(boundaryName).join(', ');
  const met = cuts.length === killAt.length ? 'ok' : `${String(killAt.length - cuts.length)} not met`;
  const how = problems.length > 0 ? problems.join('; ') : met;
  return `${String(done)}/${String(of)} ${seconds.toFixed(1)} s ${where}: ${how}`;
}
