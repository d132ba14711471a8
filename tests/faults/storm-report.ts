import type { StormReport } from './storm';

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);

/** The report of a storm, for people. */
export function stormLines(report: StormReport): readonly string[] {
  const { seconds, failures } = report;
  return [
    `recoveries                      ${String(seconds.length)}`,
    `completed, nothing wrong        ${String(report.completed)}`,
    `instances killed (SIGKILL)      ${String(report.kills)}`,
    `turns without a kill            ${String(report.spared)} (one instance alone was left)`,
    `seconds from word to closed     ${at(seconds, 0.5)} median, ${at(seconds, 0.95)} p95, ${at(seconds, 1)} longest`,
    `longest that one stood still    ${report.longestStill.toFixed(1)} s (90 s allowed)`,
    `passes minted                   ${String(report.passes)}`,
    `moments with neither            ${String(report.zeroMoments)}`,
    `chains verified                 ${String(report.chains)} with ${String(report.entries)} entries`,
    `failures                        ${String(failures.length)}`,
    ...failures.map((failure) => `  ${failure}`),
    `${report.secondsInAll.toFixed(0)} s in all`,
  ];
}
