import { startBenchCloud, type BenchCloud } from './bench-cloud';
import type { Bench, BenchOptions, Row } from './bench';
import { sized } from './bench';
import type { BotProcess } from './bot-process';
import { openCases, type OpenCase } from './open-cases';
import { operationNotes, operationRows } from './recovery-operations';
import { countedRecovery, crowdedRecoveries, type Timed } from './recovery-run';
import { percentile } from './statistics';

const GOAL_P50 = { atMost: 50 };
const GOAL_P99 = { atMost: 250 };
const IN_PARALLEL = 16;
const GOAL_PER_SECOND = { atLeast: 25 };

function latencyRows(label: string, all: readonly number[], goals: boolean): readonly Row[] {
  const row = (what: string, share: number, goal: Row['goal']): Row => ({
    ...{ what: `${label}, ${what}`, measured: percentile(all, share), unit: 'ms' },
    ...(goals && goal !== undefined && { goal }),
  });
  return [row('p50', 0.5, GOAL_P50), row('p99', 0.99, GOAL_P99)];
}

function timeRows(label: string, all: readonly Timed[], goals: boolean): readonly Row[] {
  const whole = all.map(({ approveMs, verifiedMs }) => approveMs + verifiedMs);
  return [
    ...latencyRows(
      `${label}: approve pressed to release code`,
      all.map((one) => one.approveMs),
      goals,
    ),
    ...latencyRows(
      `${label}: right code to pass`,
      all.map((one) => one.revealMs),
      goals,
    ),
    ...latencyRows(
      `${label}: right code to plan verified gone`,
      all.map((one) => one.verifiedMs),
      goals,
    ),
    ...latencyRows(`${label}: both, our share of a recovery`, whole, goals),
  ];
}

/** One after the other, in a process that hears nothing from the queue: what is counted belongs to the recovery at hand. */
async function oneByOne(world: BenchCloud, bot: BotProcess, cases: readonly OpenCase[], warmUp: number) {
  await bot.ask('deaf');
  // Nobody listens to the queue, so nobody would come back after a wait for the quota.
  await bot.ask('unpaced');
  for (const one of cases.slice(0, warmUp)) await countedRecovery(world, bot, one);
  const before = await bot.ask('cpu');
  const single = [];
  for (const one of cases.slice(warmUp)) single.push(await countedRecovery(world, bot, one));
  return { single, cpuMs: ((await bot.ask('cpu')) - before) / 1_000 / single.length };
}

async function measure(world: BenchCloud, options: BenchOptions) {
  const alone = sized(options, { smoke: 1, usual: 40, long: 200 });
  const warmUp = sized(options, { smoke: 1, usual: 8, long: 16 });
  options.say(`opening ${String(world.crowd.length)} requests`);
  const cases = await openCases(world, world.crowd);
  const [first, rest] = [cases.slice(0, warmUp + alone), cases.slice(warmUp + alone)];
  options.say(`${String(alone)} recoveries, one after the other`);
  const quiet = await world.startProduct();
  const single = await oneByOne(world, quiet, first, warmUp).finally(() => quiet.stop());
  options.say(`${String(rest.length)} recoveries, ${String(IN_PARALLEL)} at a time`);
  const busy = await world.startProduct();
  await busy.ask('unpaced');
  const many = await crowdedRecoveries(world, busy, rest, { atOnce: IN_PARALLEL }).finally(() => busy.stop());
  return { ...single, many };
}

async function run(options: BenchOptions) {
  const world = await startBenchCloud(sized(options, { smoke: 4, usual: 128, long: 416 }));
  try {
    const { single, cpuMs, many } = await measure(world, options);
    const sent = single.map((one) => one.sent);
    const rows: readonly Row[] = [
      ...timeRows('1 at a time', single, true),
      { what: 'CPU of the product for one recovery', measured: cpuMs, unit: 'ms' },
      ...timeRows(`${String(IN_PARALLEL)} at a time`, many.timed, false),
      {
        what: `recoveries, ${String(IN_PARALLEL)} at a time`,
        measured: many.perSecond,
        unit: '/s',
        goal: GOAL_PER_SECOND,
      },
      ...operationRows(world.cloud.settings, sent),
    ];
    return { rows, notes: operationNotes(world.cloud.settings, sent) };
  } finally {
    await world.stop();
  }
}

export const recoveryBench: Bench = {
  name: 'recovery',
  title: 'a recovery of three methods without latency that is not ours (Azurite in memory, simulators on this machine)',
  run,
};
