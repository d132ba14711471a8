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

interface Compared {
  readonly calm: readonly Waited[];
  readonly flooded: readonly Waited[];
}

/** Turn and turn about, so that whatever else the machine does falls on both. */
async function compare(
  world: BenchCloud,
  bot: BotProcess,
  { flood, people }: { readonly flood: Flood; readonly people: readonly Persona[] },
): Promise<Compared> {
  const calm: Waited[] = [];
  const flooded: Waited[] = [];
  const turns = Math.floor(people.length / 2);
  for (const [index, employee] of people.slice(0, turns * 2).entries()) {
    const isCalm = index % 2 === 0;
    if (!isCalm) flood.begin(1 / turns);
    (isCalm ? calm : flooded).push(await openAndApprove(world, bot, employee));
    if (!isCalm) await flood.pause();
    await bot.ask('idle');
  }
  return { calm, flooded };
}

function rowsOf({ calm, flooded }: Compared, flood: Flood): readonly Row[] {
  const both = [
    ['open pressed to answer', ({ openMs }: Waited) => openMs],
    ['approve pressed to release code', ({ approveMs }: Waited) => approveMs],
  ] as const;
  return [
    ...both.flatMap(([what, pick]): readonly Row[] => {
      const [without, beside] = [calm.map(pick), flooded.map(pick)];
      const measured = median(beside) / median(without);
      return [
        { what: `${what}, beside the flood`, measured, unit: 'times a calm moment', goal: GOAL },
        { what: `${what}, calm`, measured: median(without), unit: 'ms' },
        { what: `${what}, beside the flood, 95 of 100`, measured: percentile(beside, 0.95), unit: 'ms' },
      ];
    }),
    { what: 'requests that the flood opened', measured: flood.opened, unit: `of ${String(flood.pressed)} presses` },
    { what: 'messages of the flood that were answered', measured: flood.messages, unit: 'messages' },
  ];
}

async function run(options: BenchOptions) {
  const others = sized(options, { smoke: 4, usual: 40, long: 100 });
  const presses = sized(options, { smoke: 35, usual: 200, long: 200 });
  const messages = sized(options, { smoke: 40, usual: 1_000, long: 1_000 });
  const world = await startBenchCloud(others + presses + 1);
  try {
    const [warmUp, ...crowd] = world.crowd;
    const bot = await world.startProduct();
    const people = crowd.slice(0, others);
    const flood = await Flood.prepare(world, bot.url, { victims: crowd.slice(others), messages });
    options.say(
      `${String(presses)} presses and ${String(messages)} messages of one person beside ${String(others)} others`,
    );
    if (warmUp !== undefined) await openAndApprove(world, bot, warmUp);
    const compared = await compare(world, bot, { flood, people }).finally(() => bot.stop());
    const notes = [
      'one of the helpdesk floods, twenty times a second: opens for somebody else with every press, or writes',
      'calm and flooded turns alternate in one run, on one machine, with everything else that it does',
    ];
    return { rows: rowsOf(compared, flood), notes };
  } finally {
    await world.stop();
  }
}

export const floodBench: Bench = {
  name: 'flood',
  title: 'what others wait for while one person floods',
  run,
};
