import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { reportLines } from './report';
import { runSeed } from './run-seed';
import { addRun, addTally, emptyTally, type Tally } from './tally';

/** Which seeds one thread plays: from `first`, every `step`-th, below `end`. */
interface Share {
  readonly first: number;
  readonly step: number;
  readonly end: number;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function play({ first, step, end }: Share): Promise<Tally> {
  // Thousands of simulated failures: nobody reads where each was made.
  Error.stackTraceLimit = 0;
  const tally = emptyTally();
  for (let seed = first; seed < end; seed += step) addRun(tally, await runSeed(seed));
  return tally;
}

function inThread(share: Share): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(__filename, { workerData: share });
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}

/** Plays one seed again and says everything that happens in it. */
async function replay(seed: number): Promise<number> {
  const { violations, end } = await runSeed(seed, { trace: say });
  say(`seed ${String(seed)} ended as ${end}; ${violations.length === 0 ? 'everything held' : 'violations:'}`);
  for (const violation of violations) say(`  ${violation}`);
  return violations.length;
}

async function playAll(seeds: number, from: number, threads: number): Promise<number> {
  const started = performance.now();
  const tally = emptyTally();
  const shares = Array.from({ length: threads }, (_, at) => ({ first: from + at, step: threads, end: from + seeds }));
  for (const part of await Promise.all(shares.map(inThread))) addTally(tally, part);
  for (const line of reportLines(tally, performance.now() - started)) say(line);
  return Object.keys(tally.violations).length;
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { seeds: text, seed: text, from: text, workers: text } });
  const bad =
    values.seed === undefined
      ? await playAll(Number(values.seeds ?? 1_000), Number(values.from ?? 1), Number(values.workers ?? 2))
      : await replay(Number(values.seed));
  process.exitCode = bad === 0 ? 0 : 1;
}

if (isMainThread) void main();
// Given by `inThread` above.
else void play(workerData as Share).then((tally) => parentPort?.postMessage(tally));
