import type { Bench, BenchOptions } from './bench';
import { sized } from './bench';
import { startBenchCloud, type BenchCloud } from './bench-cloud';
import type { BotProcess } from './bot-process';
import { graphTimeline } from './graph-timeline';
import { openCases } from './open-cases';
import { crowdedRecoveries, timeApproval, timeReveal, type Timed } from './recovery-run';
import { median } from './statistics';
import { serviceOf } from './table-operations';

/** A pass within one round trip to Graph, and a tenth of it for everything else. */
const GOAL_PASS = { atMost: 1.1 };
/** Ten seconds where Graph takes two. */
const GOAL_GONE = { atMost: 5 };

interface Measured {
  readonly timed: readonly Timed[];
  /** What one of them asked Graph for, and when. */
  readonly timeline: string;
}

/** All of them at once: they wait for Graph, not for each other. */
async function measure(world: BenchCloud, bot: BotProcess, latencyMs: number): Promise<Measured> {
  const [warmUp, ...cases] = await openCases(world, world.crowd);
  if (warmUp !== undefined) await timeReveal(world, bot, warmUp, (await timeApproval(world, bot, warmUp)).code);
  await bot.ask('idle');
  world.cloud.tenant.switches.latencyMs = latencyMs;
  await bot.ask('calls');
  const { timed, codesAt } = await crowdedRecoveries(world, bot, cases, { atOnce: cases.length });
  const id = cases[0]?.employee.objectId ?? '';
  const calls = (await bot.ask('calls')).filter(({ at, path }) => at >= codesAt && path.includes(id));
  const service = serviceOf(world.cloud.settings);
  const toGraph = calls.filter((call) => service(call) === 'graph');
  return { timed, timeline: graphTimeline(toGraph, codesAt, latencyMs) };
}

async function run(options: BenchOptions) {
  const latencyMs = sized(options, { smoke: 50, usual: 2_000, long: 2_000 });
  const world = await startBenchCloud(sized(options, { smoke: 2, usual: 4, long: 9 }));
  try {
    options.say(`recoveries while every call to Graph takes ${String(latencyMs)} ms`);
    const bot = await world.startProduct();
    const { timed, timeline } = await measure(world, bot, latencyMs).finally(() => bot.stop());
    const trips = (pick: (one: Timed) => number) => median(timed.map(pick)) / latencyMs;
    const unit = 'round trips';
    const rows = [
      { what: 'approve pressed to release code', measured: trips(({ approveMs }) => approveMs), unit },
      { what: 'right code to pass', measured: trips(({ revealMs }) => revealMs), unit, goal: GOAL_PASS },
      { what: 'right code to plan verified gone', measured: trips((one) => one.verifiedMs), unit, goal: GOAL_GONE },
    ];
    const notes = [
      `one round trip took ${String(latencyMs)} ms; three methods on each account`,
      `about one person, from the right code: ${timeline}`,
    ];
    return { rows, notes };
  } finally {
    await world.stop();
  }
}

export const latencyBench: Bench = {
  name: 'latency',
  title: 'how often people wait for Graph, one call after the other',
  run,
};
