import { mintCardToken } from '../../recovery/card-token';
import type { Persona } from '../../simulators/teams/persona';
import type { Bench, BenchOptions, Row } from './bench';
import { sized } from './bench';
import type { BenchCloud } from './bench-cloud';
import { startBenchCloud } from './bench-cloud';
import { BenchError } from './bench-error';
import type { BotProcess } from './bot-process';
import { Flood } from './flood';
import { caseOf, draftFor } from './open-cases';
import { press } from './press';
import { timeApproval } from './recovery-run';
import { median, percentile } from './statistics';

/** Somebody else may wait twice as long as on a calm day, and no longer. */
const GOAL = { atMost: 2 };

/** What one person waits for who has nothing to do with the flood. Milliseconds. */
interface Waited {
  readonly openMs: number;
  readonly approveMs: number;
}

/** One press on Confirm, the manager's card, one press on approve; nothing is prepared that the press itself does. */
async function openAndApprove(world: BenchCloud, bot: BotProcess, employee: Persona): Promise<Waited> {
  const { deps } = world.preparing;
  const { tenantId } = world.cloud.settings;
  const draftId = await draftFor(world, employee);
  const token = mintCardToken(deps.keys, tenantId, employee.objectId, { kind: 'draft', id: draftId, round: 0 });
  const pressing = { from: employee, card: { token, activityId: '' }, verb: 'request.confirm', inputs: {} };
  const started = performance.now();
  await press(world, bot.url, pressing);
  const openMs = performance.now() - started;
  const stored = await deps.ledger.findActive(tenantId, employee.objectId);
  if (stored === undefined) throw new BenchError('wrongAnswer', 'the press opened no request');
  const { approveMs } = await timeApproval(world, bot, await caseOf(world, stored.request.id, employee));
  return { openMs, approveMs };
}

/** A moment without the flood, one beside it without a limit of turns in hand, and one with it, as the product is. */
const MOMENTS = ['calm', 'crowded', 'fair'] as const;
type Compared = Readonly<Record<(typeof MOMENTS)[number], Waited[]>>;

interface Others {
  /** One flood without the limit and one with it: each is used up by its own moments. */
  readonly floods: Readonly<Record<'crowded' | 'fair', Flood>>;
  readonly people: readonly Persona[];
}

/** Turn and turn about, so that whatever else the machine does falls on all. */
async function compare(world: BenchCloud, bot: BotProcess, { floods, people }: Others): Promise<Compared> {
  const compared: Compared = { calm: [], crowded: [], fair: [] };
  const rounds = Math.floor(people.length / MOMENTS.length);
  for (const [index, employee] of people.slice(0, rounds * MOMENTS.length).entries()) {
    const moment = MOMENTS[index % MOMENTS.length] ?? 'calm';
    if (moment === 'calm') {
      compared.calm.push(await openAndApprove(world, bot, employee));
    } else {
      await bot.ask(moment);
      floods[moment].begin(1 / rounds);
      compared[moment].push(await openAndApprove(world, bot, employee));
      await floods[moment].pause();
    }
    await bot.ask('idle');
  }
  return compared;
}

function rowsOf(compared: Compared, { fair: { counted } }: Others['floods']): readonly Row[] {
  const both = [
    ['open pressed to answer', ({ openMs }: Waited) => openMs],
    ['approve pressed to release code', ({ approveMs }: Waited) => approveMs],
  ] as const;
  return [
    ...both.flatMap(([what, pick]): readonly Row[] => {
      const [calm, crowded, fair] = [compared.calm.map(pick), compared.crowded.map(pick), compared.fair.map(pick)];
      const unit = 'times a calm moment';
      return [
        { what: `${what}, beside the flood`, measured: median(fair) / median(calm), unit, goal: GOAL },
        { what: `${what}, the same without a limit of turns`, measured: median(crowded) / median(calm), unit },
        { what: `${what}, calm`, measured: median(calm), unit: 'ms' },
        { what: `${what}, beside the flood, 95 of 100`, measured: percentile(fair, 0.95), unit: 'ms' },
      ];
    }),
    { what: 'requests that the flood opened', measured: counted.opened, unit: `of ${String(counted.pressed)} presses` },
    { what: 'messages of the flood that were answered', measured: counted.messages, unit: 'messages' },
  ];
}

async function run(options: BenchOptions) {
  const others = sized(options, { smoke: 6, usual: 60, long: 150 });
  const presses = sized(options, { smoke: 35, usual: 200, long: 200 });
  const messages = sized(options, { smoke: 80, usual: 2_000, long: 2_000 });
  const world = await startBenchCloud(others + presses + 1);
  try {
    const [warmUp, ...crowd] = world.crowd;
    const bot = await world.startProduct();
    const people = crowd.slice(0, others);
    const [crowded, fair] = await Flood.pair(world, bot.url, { victims: crowd.slice(others), messages });
    const floods = { crowded, fair };
    options.say(
      `${String(presses)} presses and ${String(messages)} messages of one person beside ${String(others)} others`,
    );
    if (warmUp !== undefined) await openAndApprove(world, bot, warmUp);
    const compared = await compare(world, bot, { floods, people }).finally(async () => {
      for (const one of Object.values(floods)) one.stop();
      await bot.stop();
    });
    const notes = [
      'one of the helpdesk floods, twenty times a second: opens for somebody else with every press, or writes',
      'calm moments, moments beside the flood without a limit of turns in hand, and with it alternate in one run',
      'the flood is sent by a process of its own that gives way to all others; what it causes at the simulators counts',
    ];
    return { rows: rowsOf(compared, floods), notes };
  } finally {
    await world.stop();
  }
}

export const floodBench: Bench = {
  name: 'flood',
  title: 'what others wait for while one person floods',
  run,
};
