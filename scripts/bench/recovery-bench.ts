import { startBenchCloud, type BenchCloud } from './bench-cloud';
import type { Bench, BenchOptions, Row } from './bench';
import { sized } from './bench';
import type { BotProcess } from './bot-process';
import { openCases } from './open-cases';
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

async function measure(world: BenchCloud, bot: BotProcess, options: BenchOptions) {
  const alone = sized(options, { smoke: 1, usual: 40, long: 200 });
  const warmUp = sized(options, { smoke: 1, usual: 8, long: 16 });
  options.say(`opening ${String(world.crowd.length)} requests`);
  const cases = await openCases(world, world.crowd);
  for (const one of cases.slice(0, warmUp)) await countedRecovery(world, bot, one);
  options.say(`${String(alone)} recoveries, one after the other`);
  const before = await bot.ask('cpu');
  const single = [];
  for (const one of cases.slice(warmUp, warmUp + alone)) single.push(await countedRecovery(world, bot, one));
  const cpuMs = ((await bot.ask('cpu')) - before) / 1_000 / alone;
  options.say(`${String(cases.length - warmUp - alone)} recoveries, ${String(IN_PARALLEL)} at a time`);
  const many = await crowdedRecoveries(world, bot, cases.slice(warmUp + alone), IN_PARALLEL);
  return { single, cpuMs, many };
}

async function run(options: BenchOptions) {
  const world = await startBenchCloud(sized(options, { smoke: 4, usual: 128, long: 416 }));
  try {
    const bot = await world.startProduct();
    const { single, cpuMs, many } = await measure(world, bot, options).finally(() => bot.stop());
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
