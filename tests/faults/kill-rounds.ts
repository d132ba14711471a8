import type { Secret } from '../../platform/secret';
import { endingText } from '../../simulators/bot-process';
import type { Boundary } from './boundaries';
import { boundaryName } from './boundaries';
import { ChaosError } from './chaos-error';
import { killsNothing } from './did-nothing';
import type { Kills } from './kill-queue';
import { KillQueue, share } from './kill-queue';
import { duplicates, play } from './kills';
import type { Run } from './kills';
import { Lane } from './lane';

export interface KillOptions {
  readonly connectionString: Secret;
  /** `changes`: after each call that changed something outside, which is every state the world can be in. `all`: each request and answer. */
  readonly where: 'changes' | 'all';
  readonly rounds: number;
  /**
   * Kills in one recovery, far apart in it. With 1 each restarted bot finishes the recovery alone; with more it gets on
   * to the next kill, and the last one finishes: cheaper, as most of the cost is the story around a kill.
   */
  readonly perRecovery: number;
  /** How many bots are killed side by side. */
  readonly lanes: number;
  /** No new recovery is begun after so many seconds. */
  readonly withinSeconds?: number;
  /** Kill at these only; for a quick look. */
  readonly only?: (boundary: Boundary, index: number) => boolean;
  readonly tell?: (done: number, of: number, run: Run) => void;
}

export interface KillReport {
  /** Of one undisturbed recovery. */
  readonly boundaries: readonly Boundary[];
  readonly perRecovery: number;
  readonly undisturbed: Run;
  readonly runs: readonly Run[];
  readonly kills: number;
  /** A kill may leave one card more than the undisturbed run has: told here, with how often. More count as a problem. */
  readonly duplicates: ReadonlyMap<string, number>;
  /** Name of the boundary and what did not hold. */
  readonly failures: readonly string[];
  /** Boundaries that no run came to: one that was missed is tried again, alone. */
  readonly missed: readonly string[];
  /** Boundaries that were not tried, for want of time. */
  readonly left: number;
  readonly seconds: number;
}

/** A lane's clock runs ahead with every kill, and tokens live for an hour of it. */
const KILLS_PER_LANE = 40;

function isChosen({ where, only }: KillOptions, boundary: Boundary, index: number): boolean {
  if (only !== undefined && !only(boundary, index)) return false;
  return where === 'all' || (boundary.changes && boundary.edge === 'answer');
}

/** The first run pays for tokens and tables; the second one is like all that follow. */
async function measure({ connectionString }: KillOptions): Promise<Run> {
  const lane = await Lane.start({ connectionString, prefix: 'base0', pairs: 2 });
  const runs: Run[] = [];
  const problems: string[] = [];
  try {
    for (const pair of lane.pairs) runs.push(await play(lane, pair, []));
    problems.push(...runs.flatMap((run) => run.problems));
  } finally {
    const ending = await lane.stop();
    if (ending.code !== 0) problems.push(`the bot ended with ${endingText(ending)}`);
  }
  const [, measured] = runs;
  if (measured === undefined || problems.length > 0) {
    throw new ChaosError(`an undisturbed recovery does not hold: ${problems.join('; ')}`);
  }
  return measured;
}

function judgeCards(run: Run, undisturbed: Run, seen: Map<string, number>): readonly string[] {
  const problems: string[] = [];
  for (const [title, extra] of duplicates(run, undisturbed)) {
    seen.set(title, (seen.get(title) ?? 0) + 1);
    if (extra > Math.max(1, run.cuts.length)) problems.push(`${String(extra)} cards too many: ${title}`);
  }
  return problems;
}

interface Work {
  readonly options: KillOptions;
  readonly queue: KillQueue;
  readonly runs: Run[];
  readonly failures: string[];
}

/** Plays what is left on one lane after the other: none is started for nothing. */
async function workLanes(work: Work, prefix: string): Promise<void> {
  let kills = work.queue.next();
  for (let life = 1; kills !== undefined; life += 1) kills = await workLane(work, `${prefix}x${String(life)}`, kills);
}

/** Returns what it has taken from the queue and not played, as its people have all had their recovery. */
async function workLane(work: Work, prefix: string, first: Kills): Promise<Kills | undefined> {
  const { options, queue, runs, failures } = work;
  const lane = await Lane.start({ ...options, prefix, pairs: Math.ceil(KILLS_PER_LANE / options.perRecovery) });
  let kills: Kills | undefined = first;
  try {
    for (const pair of lane.pairs) {
      if (kills === undefined) break;
      const run = await play(lane, pair, kills);
      runs.push(run);
      queue.again(run);
      kills = queue.next();
      options.tell?.(runs.length, runs.length + queue.recoveries + (kills === undefined ? 0 : 1), run);
    }
  } finally {
    const ending = await lane.stop();
    if (ending.code !== 0) failures.push(`after the last recovery the bot ended with ${endingText(ending)}`);
  }
  return kills;
}

const namesOf = (kills: Kills): string => kills.map(boundaryName).join(', ');

/** Measures the boundaries of one recovery, then plays recoveries with the bot killed at each of them, once per round. */
export async function killEverywhere(options: KillOptions): Promise<KillReport> {
  const { perRecovery, rounds, withinSeconds = Infinity } = options;
  const started = performance.now();
  const undisturbed = await measure(options);
  const chosen = undisturbed.boundaries.filter((boundary, index) => isChosen(options, boundary, index));
  const round = share(chosen, perRecovery);
  const all = Array.from({ length: rounds }, () => round).flat();
  const queue = new KillQueue(all, started + withinSeconds * 1_000);
  const runs: Run[] = [];
  const failures: string[] = [];
  const lanes = Array.from({ length: options.lanes }, (_none, index) => `k${String(index + 1)}`);
  await Promise.all(lanes.map((prefix) => workLanes({ options, queue, runs, failures }, prefix)));
  const seen = new Map<string, number>();
  for (const run of runs) {
    const problems = [...run.problems, ...judgeCards(run, undisturbed, seen)];
    failures.push(...problems.map((problem) => `${namesOf(run.killAt)}: ${problem}`));
  }
  const kills = runs.reduce((sum, { cuts }) => sum + cuts.length, 0);
  const missed = queue.missed.map(boundaryName);
  failures.push(...killsNothing({ kills, runs, chosen: all.flat().length, missed }));
  return {
    ...{ boundaries: undisturbed.boundaries, perRecovery, undisturbed, runs, duplicates: seen, failures, kills },
    left: queue.left,
    missed,
    seconds: (performance.now() - started) / 1_000,
  };
}
