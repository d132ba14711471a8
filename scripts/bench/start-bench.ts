import { setTimeout as pause } from 'node:timers/promises';
import type { Persona } from '../../simulators/teams/persona';
import type { BareGiven } from './bare-given';
import type { Bench, BenchOptions, Row } from './bench';
import { sized } from './bench';
import { startBenchCloud, type BenchCloud } from './bench-cloud';
import { startBot, type BotProcess } from './bot-process';
import { inParallel } from './in-parallel';
import type { Packed } from './packed-settings';
import { write } from './press';
import { median } from './statistics';
import { taken } from './turn-kinds';

const GOAL_START = { atMost: 2_500 };
const GOAL_RSS_START = { atMost: 200 };
const GOAL_RSS_AFTER = { atMost: 350 };
const GOAL_GROWTH = { atMost: 1.05 };
const AT_ONCE = 16;
/** Spread over as many chats as a company has, so that no chat grows long. */
const PEOPLE = 200;
const SLICE = 1_000;
const MEGABYTE = 1_048_576;
const LOOK_AGAIN_MS = 5;

type Start = () => Promise<BotProcess>;

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(LOOK_AGAIN_MS);
  }
}

interface ColdStart {
  /** From the fork of the process to the first 200 of `/readyz`. */
  readonly ms: number;
  /** What the process had to work for it. Milliseconds. */
  readonly cpuMs: number;
}

async function coldStart(start: Start): Promise<ColdStart & { readonly bot: BotProcess }> {
  const began = performance.now();
  const bot = await start();
  await untilReady(bot.url);
  const ms = performance.now() - began;
  return { bot, ms, cpuMs: (await bot.ask('cpu')) / 1_000 };
}

async function startTimes(start: Start, times: number): Promise<readonly ColdStart[]> {
  const all: ColdStart[] = [];
  for (let round = 0; round < times; round += 1) {
    const { bot, ms, cpuMs } = await coldStart(start);
    all.push({ ms, cpuMs });
    await bot.stop();
  }
  return all;
}

const megabytes = async (bot: BotProcess): Promise<number> => (await bot.ask('memory')) / MEGABYTE;

const MOST_TRIES = 5;

/** One turn. A connection that the bot closed for idleness as it was about to be used is no answer: it is sent again. */
async function helpTurn(world: BenchCloud, bot: BotProcess, from: Persona): Promise<void> {
  for (let tries = 1; tries < MOST_TRIES; tries += 1) {
    const answer = await write(world, bot.url, from, 'help');
    if (answer.status !== undefined) return void taken(answer);
  }
  taken(await write(world, bot.url, from, 'help'));
}

/** Resident memory at the start, after half of the turns and after all of them. */
async function memory(world: BenchCloud, start: Start, turns: number): Promise<readonly [number, number, number]> {
  const { bot } = await coldStart(start);
  try {
    const half = Array.from({ length: turns / 2 / PEOPLE }, () => world.crowd).flat();
    const play = async (): Promise<void> => {
      for (let done = 0; done < half.length; done += SLICE) {
        await inParallel(half.slice(done, done + SLICE), AT_ONCE, (from) => helpTurn(world, bot, from));
        // What the process has noted for the bench is not the bot's memory.
        await bot.ask('calls');
      }
    };
    const first = await megabytes(bot);
    await play();
    const between = await megabytes(bot);
    await play();
    return [first, between, await megabytes(bot)];
  } finally {
    await bot.stop();
  }
}

interface Measured {
  readonly starts: readonly ColdStart[];
  readonly memory: readonly [number, number, number];
}

function rowsOf(
  name: string,
  turns: number,
  { starts, memory: [first, half, all] }: Measured,
  goals: boolean,
): readonly Row[] {
  const row = (what: string, measured: number, unit: string, goal: Row['goal']): Row => ({
    ...{ what: `${name}: ${what}`, measured, unit },
    ...(goals && goal !== undefined && { goal }),
  });
  const after = `after ${turns.toLocaleString('en-US')} turns`;
  return [
    row('cold start to ready', median(starts.map(({ ms }) => ms)), 'ms', GOAL_START),
    row('CPU of the cold start', median(starts.map(({ cpuMs }) => cpuMs)), 'ms', undefined),
    row('memory at the start', first, 'MB', GOAL_RSS_START),
    row(`memory ${after}`, all, 'MB', GOAL_RSS_AFTER),
    row('growth in the second half of the turns', all / half, 'times', GOAL_GROWTH),
  ];
}

async function measure(world: BenchCloud, start: Start, options: BenchOptions, turns: number): Promise<Measured> {
  const starts = await startTimes(start, sized(options, { smoke: 1, usual: 5, long: 9 }));
  return { starts, memory: await memory(world, start, turns) };
}

async function run(options: BenchOptions) {
  const turns = sized(options, { smoke: 400, usual: 4_000, long: 100_000 });
  const world = await startBenchCloud(PEOPLE);
  try {
    // `given` of a bench cloud is what `pack` made.
    const given: BareGiven = { packed: world.given as Packed, scripts: {} };
    options.say(`starts, and ${String(turns)} turns of the bare bot`);
    const bare = await measure(world, () => startBot('bare-process', given), options, turns);
    options.say(`starts, and ${String(turns)} turns of Latchkey`);
    const product = await measure(world, () => world.startProduct(), options, turns);
    const rows = [...rowsOf('Latchkey', turns, product, true), ...rowsOf('bare bot', turns, bare, false)];
    const notes = ['from the fork to 200 at /readyz; not bundled; "help" and its answer, 16 at a time, real tokens'];
    return { rows, notes };
  } finally {
    await world.stop();
  }
}

export const startBench: Bench = {
  name: 'start',
  title: 'cold start and memory, beside restify and CloudAdapter alone',
  run,
};
