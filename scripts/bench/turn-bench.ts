import type { Persona } from '../../simulators/teams/persona';
import type { Bench, BenchOptions, Row } from './bench';
import { sized } from './bench';
import type { BareGiven } from './bare-given';
import { startBenchCloud, type BenchCloud } from './bench-cloud';
import { startBot, type BotProcess } from './bot-process';
import { inParallel } from './in-parallel';
import { openCases } from './open-cases';
import type { Packed } from './packed-settings';
import { median } from './statistics';
import { approveKind, messageKind, record, taken, type TurnKind } from './turn-kinds';
import type { TurnScript } from './turn-script';

const GOAL = { atMost: 1.3 };
const AT_ONCE = 4;

/** A bot in the comparison. What a press on approve costs the product it costs once for each request. */
interface Contender {
  readonly bot: BotProcess;
  readonly first: (round: number) => number;
  readonly step: 0 | 1;
}

/** CPU of the whole process for one turn. Microseconds. */
async function cpuPerTurn({ bot, first, step }: Contender, kind: TurnKind, round: number, count: number) {
  const before = await bot.ask('cpu');
  const turns = Array.from({ length: count }, (_, index) => first(round) + index * step);
  await inParallel(turns, AT_ONCE, async (nth) => taken(await kind.send(bot.url, nth)));
  return ((await bot.ask('cpu')) - before) / count;
}

/** So many rounds of every contender, each round starting with another one; the first round warms up and is dropped. */
async function compare(all: readonly Contender[], kind: TurnKind, rounds: number, turns: number) {
  const costs = all.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (let place = 0; place < all.length; place += 1) {
      const index = (place + round) % all.length;
      const contender = all[index];
      if (contender !== undefined) costs[index]?.push(await cpuPerTurn(contender, kind, round, turns));
    }
  }
  return costs.map((perRound) => perRound.slice(1));
}

const ratio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((cost, round) => cost / (theirs[round] ?? NaN)));

function rowsOf(
  kind: TurnKind,
  [ours = [], bare = [], withGraph = []]: readonly (readonly number[])[],
): readonly Row[] {
  const cpu = (what: string, costs: readonly number[]): Row => ({
    ...{ what: `${kind.name}: CPU, ${what}`, measured: median(costs), unit: 'µs' },
  });
  const rows = [cpu('Latchkey', ours), cpu('bare bot with the same calls to storage and Teams', bare)];
  const against = `${kind.name}: Latchkey against the bare bot`;
  const goalRow = { what: against, measured: ratio(ours, bare), unit: 'times', goal: GOAL };
  if (withGraph.length === 0) return [...rows, goalRow];
  const graph = cpu('bare bot with the same calls to Graph as well', withGraph);
  return [...rows, graph, goalRow, { what: `${against} with Graph`, measured: ratio(ours, withGraph), unit: 'times' }];
}

const withoutGraph = ({ steps, answer }: TurnScript): TurnScript => ({
  steps: steps.filter(({ to }) => to !== 'graph'),
  answer,
});

async function startBare(world: BenchCloud, scripts: BareGiven['scripts']): Promise<BotProcess> {
  // `given` of a bench cloud is what `pack` made.
  return startBot('bare-process', { packed: world.given as Packed, scripts } satisfies BareGiven);
}

function counts(options: BenchOptions) {
  return {
    rounds: sized(options, { smoke: 1, usual: 5, long: 15 }),
    messages: sized(options, { smoke: 4, usual: 100, long: 200 }),
    presses: sized(options, { smoke: 1, usual: 20, long: 25 }),
  };
}

/** All kinds of turns, each measured for every bot in turn. */
async function measure(world: BenchCloud, product: BotProcess, options: BenchOptions): Promise<readonly Row[]> {
  const { rounds, messages, presses } = counts(options);
  options.say(`opening ${String(world.crowd.length)} requests`);
  const cases = await openCases(world, world.crowd);
  await product.ask('rest');
  // The crowd has one at least: `run` says so.
  const employee = world.crowd[0] as Persona;
  const kinds = [
    messageKind(world, employee, 'help', 'a card, no request'),
    messageKind(world, employee, 'status', 'the card of the own request'),
    approveKind(world, cases),
  ];
  for (const kind of kinds.slice(0, 2)) await record(world, product, kind, 0);
  const recorded: (readonly [string, TurnScript])[] = [];
  for (const kind of kinds) recorded.push([kind.key, await record(world, product, kind, cases.length - 1)]);
  const bare = await startBare(world, Object.fromEntries(recorded.map(([key, one]) => [key, withoutGraph(one)])));
  const bareGraph = await startBare(world, Object.fromEntries(recorded));
  const theirs = (bot: BotProcess): Contender => ({ bot, first: () => 0, step: 0 });
  const rows: Row[] = [];
  try {
    for (const kind of kinds) {
      options.say(kind.name);
      const isPress = kind.key === 'invoke';
      const turns = isPress ? presses : messages;
      const ours: Contender = { bot: product, first: (round) => (isPress ? round * turns : 0), step: isPress ? 1 : 0 };
      const all = isPress ? [ours, theirs(bare), theirs(bareGraph)] : [ours, theirs(bare)];
      rows.push(...rowsOf(kind, await compare(all, kind, rounds, turns)));
    }
    return rows;
  } finally {
    await Promise.all([bare.stop(), bareGraph.stop()]);
  }
}

async function run(options: BenchOptions) {
  const { rounds, presses } = counts(options);
  const world = await startBenchCloud((rounds + 1) * presses + 1);
  try {
    const product = await world.startProduct();
    const rows = await measure(world, product, options).finally(() => product.stop());
    const notes = [
      `medians of ${String(rounds)} interleaved rounds; CPU of the whole process, ${String(AT_ONCE)} turns at a time`,
      'the bare bot answers with the very card that Latchkey had drawn, and replays the calls that Latchkey made',
      'the work that follows an approval is not in these numbers: it is in those of a recovery',
    ];
    return { rows, notes };
  } finally {
    await world.stop();
  }
}

export const turnBench: Bench = {
  name: 'turn',
  title: 'one turn with real tokens, against restify and CloudAdapter alone',
  run,
};
