import type { Secret } from '../../platform/secret';
import { endingText } from '../../simulators/bot-process';
import type { Boundary } from './boundaries';
import { boundaryName } from './boundaries';
import { ChaosError } from './chaos-error';
import { duplicates, play } from './kills';
import type { Run } from './kills';
import { Lane } from './lane';

export interface KillOptions {
  readonly connectionString: Secret;
  /** `changes`: after each call that changed something outside, which is every state the world can be in. `all`: each request and answer. */
  readonly where: 'changes' | 'all';
  readonly rounds: number;
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
  readonly undisturbed: Run;
  readonly runs: readonly Run[];
  readonly kills: number;
  /** More cards than one beyond the undisturbed run count as a problem; one more is told here, with how often. */
  readonly duplicates: ReadonlyMap<string, number>;
  /** Name of the boundary and what did not hold. */
  readonly failures: readonly string[];
  /** Boundaries that a run never came to. */
  readonly missed: readonly string[];
  /** Not played, for want of time. */
  readonly left: number;
  readonly seconds: number;
}

/** A lane's clock runs ahead with every kill, and tokens live for an hour of it. */
const PAIRS_PER_LANE = 40;

/** Where a kill could do most harm comes first: Graph, then what is committed, then what people see. */
const ORDER = [/^graph/, /\$batch/, /^teams POST/, /^queue/];

function isChosen({ where, only }: KillOptions, boundary: Boundary, index: number): boolean {
  if (only !== undefined && !only(boundary, index)) return false;
  return where === 'all' || (boundary.changes && boundary.edge === 'answer');
}

function rank({ what }: Boundary): number {
  const place = ORDER.findIndex((pattern) => pattern.test(what));
  return place < 0 ? ORDER.length : place;
}

/** The first run pays for tokens and tables; the second one is like all that follow. */
async function measure({ connectionString }: KillOptions): Promise<Run> {
  const lane = await Lane.start({ connectionString, prefix: 'base0', pairs: 2 });
  const runs: Run[] = [];
  const problems: string[] = [];
  try {
    for (const pair of lane.pairs) runs.push(await play(lane, pair));
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
    if (extra > 1) problems.push(`${String(extra)} cards too many: ${title}`);
  }
  return problems;
}

async function workLane(options: KillOptions, prefix: string, next: () => Boundary | undefined, runs: Run[]) {
  for (let life = 1; ; life += 1) {
    const lane = await Lane.start({ ...options, prefix: `${prefix}x${String(life)}`, pairs: PAIRS_PER_LANE });
    try {
      for (const pair of lane.pairs) {
        const killAt = next();
        if (killAt === undefined) return;
        const run = await play(lane, pair, killAt);
        runs.push(run);
        options.tell?.(runs.length, 0, run);
      }
    } finally {
      await lane.stop();
    }
  }
}

/** Measures the boundaries of one recovery, then plays it once per boundary and round with the bot killed there. */
export async function killEverywhere(options: KillOptions): Promise<KillReport> {
  const started = performance.now();
  const undisturbed = await measure(options);
  const chosen = undisturbed.boundaries
    .filter((boundary, index) => isChosen(options, boundary, index))
    .sort((one, other) => rank(one) - rank(other));
  const queue = Array.from({ length: options.rounds }, () => chosen).flat();
  const runs: Run[] = [];
  const tell = (done: number, _of: number, run: Run): void => options.tell?.(done, queue.length + runs.length, run);
  const ends = started + (options.withinSeconds ?? Infinity) * 1_000;
  const next = (): Boundary | undefined => (performance.now() < ends ? queue.shift() : undefined);
  const lanes = Array.from({ length: options.lanes }, (_none, index) => `k${String(index + 1)}`);
  await Promise.all(lanes.map((prefix) => workLane({ ...options, tell }, prefix, next, runs)));
  const seen = new Map<string, number>();
  const failures = runs.flatMap((run) =>
    [...run.problems, ...judgeCards(run, undisturbed, seen)].map(
      (problem) => `${run.killAt ? boundaryName(run.killAt) : 'undisturbed'}: ${problem}`,
    ),
  );
  return {
    ...{ boundaries: undisturbed.boundaries, undisturbed, runs, duplicates: seen, failures },
    left: queue.length,
    kills: runs.filter(({ killed }) => killed).length,
    missed: runs.flatMap(({ killed, killAt }) => (killed || !killAt ? [] : [boundaryName(killAt)])),
    seconds: (performance.now() - started) / 1_000,
  };
}
