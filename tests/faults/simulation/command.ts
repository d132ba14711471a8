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
  /** Whether every one is searched for secrets. */
  readonly searchAll: boolean;
}

/** One seed in 32 is searched: so many have some. */
const ENOUGH = 200;

/** Hardly anything of a run outlives it: with room for several runs, little of it is ever moved. */
const YOUNG_MB = 32;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function play({ first, step, end, searchAll }: Share): Promise<Tally> {
  // Thousands of simulated failures: nobody reads where each was made.
  Error.stackTraceLimit = 0;
  const tally = emptyTally();
  for (let seed = first; seed < end; seed += step)
    addRun(tally, await runSeed(seed, searchAll ? { searches: true } : {}));
  return tally;
}

function inThread(share: Share): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(__filename, {
      workerData: share,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    thread.once('message', resolve);
    thread.once('error', reject);
    // A run that waits for something that never comes ends without a word.
    thread.once('exit', () => {
      reject(new Error('a thread ended before its seeds were played'));
    });
  });
}

/** Plays one seed again and says everything that happens in it. */
async function replay(seed: number): Promise<number> {
  const { violations, end } = await runSeed(seed, { trace: say, searches: true });
  say(`seed ${String(seed)} ended as ${end}; ${violations.length === 0 ? 'everything held' : 'violations:'}`);
  for (const violation of violations) say(`  ${violation}`);
  return violations.length;
}

/** Enough seeds, and still nothing was searched: then the search says nothing. */
const isBlind = ({ seeds, searchedChars, searchedPasses }: Tally): boolean =>
  seeds >= ENOUGH && (searchedChars === 0 || searchedPasses === 0);

interface Wish {
  readonly seeds: number;
  readonly from: number;
  readonly threads: number;
  readonly searchAll: boolean;
}

async function playAll({ seeds, from, threads, searchAll }: Wish): Promise<number> {
  const started = performance.now();
  const tally = emptyTally();
  const shares = Array.from({ length: threads }, (_, at) => ({
    first: from + at,
    step: threads,
    end: from + seeds,
    searchAll,
  }));
  for (const part of await Promise.all(shares.map(inThread))) addTally(tally, part);
  for (const line of reportLines(tally, performance.now() - started)) say(line);
  if (isBlind(tally)) say('  nothing was searched for secrets');
  return Object.keys(tally.violations).length + (isBlind(tally) ? 1 : 0);
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: { seeds: text, seed: text, from: text, workers: text, 'search-all': flag },
  });
  const { seeds = '1000', from = '1', workers = '2', 'search-all': searchAll } = values;
  const many = { seeds: Number(seeds), from: Number(from), threads: Number(workers), searchAll };
  const bad = values.seed === undefined ? await playAll(many) : await replay(Number(values.seed));
  process.exitCode = bad === 0 ? 0 : 1;
}

if (isMainThread) void main();
// Given by `inThread` above.
else void play(workerData as Share).then((tally) => parentPort?.postMessage(tally));
