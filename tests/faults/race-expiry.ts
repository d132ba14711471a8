import type { RequestId } from '../../recovery/terms';
import type { PressOutcome } from '../../simulators/teams/invoke-answer';
import type { Pair } from './pairs';
import { patiently } from './patiently';
import { pause } from './pause';
import type { Press } from './race-acts';
import { PREPARE } from './race-acts';
import { judgeRace } from './race-checks';
import type { Result, Stage } from './race-stage';
import { decisionsIn, newest, trailOf } from './race-stage';
import { sideBySide } from './side-by-side';

const KIND = 'approve/expire';
const PAST_MS = 1_000;
/** One instance is behind the other, as clocks are: for it the request has not ended yet. */
const BEHIND_MS = 28_000;
/** Requests of one wave are opened within this time, so that their ends are less apart than the two clocks. */
const OPENED_WITHIN_MS = 12_000;
const LARGEST_WAVE = 48;
/** The manager presses up to this much later than a bot is woken. */
const AFTER_MS = 400;
const WAKES = 2;
/** From one look to the next, each longer than the one before: many look at the same time. */
const LOOK_MS = 500;
const LONGER = 1.5;
const PATIENCE_MS = 120_000;

/** A request that is about to end, and the manager who is about to approve it. */
interface Due {
  readonly pair: Pair;
  readonly id: RequestId;
  readonly expiresAt: number;
  readonly approve: Press;
}

async function prepare(stage: Stage, pair: Pair): Promise<Due> {
  const [approve] = await PREPARE[KIND](stage.story, pair);
  const request = (await newest(stage, pair))?.request;
  if (request?.state !== 'awaitingApproval') throw new Error(`${pair.employee} has nothing to decide`);
  return { pair, id: request.id, expiresAt: request.expiresAt, approve };
}

/** Takes pairs from the list as long as their requests can end in one wave. */
async function prepareWave(stage: Stage, waiting: Pair[], atOnce: number): Promise<readonly Due[]> {
  const until = performance.now() + OPENED_WITHIN_MS;
  const wave: Due[] = [];
  const next = async (): Promise<void> => {
    do {
      const pair = wave.length < LARGEST_WAVE - atOnce ? waiting.shift() : undefined;
      if (pair === undefined) return;
      wave.push(await prepare(stage, pair));
    } while (performance.now() < until);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return wave;
}

function tellTime({ site, storeTime }: Stage, aheadMs: readonly number[]): void {
  storeTime.aheadMs = Math.max(...aheadMs);
  for (const [index, bot] of [...site.fleet.members().values()].entries()) {
    bot.tell({ kind: 'time', aheadMs: aheadMs[index] ?? 0 });
  }
}

/** Wakes the bots, and resolves when one of them has received it, or nobody has for long. */
async function wake({ site, onReceived }: Stage, id: RequestId): Promise<void> {
  const received = new Promise<void>((resolve) => onReceived.set(id, resolve));
  for (let message = 0; message < WAKES; message += 1) {
    await patiently(() => site.storage.queue.wake(site.cloud.tenant.tenantId, id, 0));
  }
  await Promise.race([received, pause(PATIENCE_MS)]);
  onReceived.delete(id);
}

/** The manager presses, and a bot is woken to look at the request: at that very moment, or a little before. */
async function pressAsItEnds(stage: Stage, { pair, id, approve }: Due): Promise<PressOutcome> {
  const { site, random } = stage;
  const woken = wake(stage, id);
  if (random() < 0.5) {
    await woken;
    await pause(random() * AFTER_MS);
  }
  const [outcome] = await Promise.all([approve(), woken]);
  const patient = performance.now() + PATIENCE_MS;
  for (let ms = LOOK_MS; performance.now() < patient && decisionsIn(await trailOf(stage, pair)) === ''; ms *= LONGER) {
    await patiently(() => site.storage.queue.wake(site.cloud.tenant.tenantId, id, 0));
    await pause(ms);
  }
  return outcome;
}

interface Expiries {
  readonly atOnce: number;
  /** False once no further one is to be begun. */
  readonly isTime: () => boolean;
  readonly note: (result: Result) => void;
}

/** Races the approval with the end of the request, many in one movement of the clocks. */
export async function raceExpiries(
  stage: Stage,
  pairs: readonly Pair[],
  { atOnce, isTime, note }: Expiries,
): Promise<void> {
  const waiting = [...pairs];
  while (waiting.length > 0 && isTime()) {
    const wave = await prepareWave(stage, waiting, atOnce);
    const ahead = Math.max(...wave.map(({ expiresAt }) => expiresAt)) + PAST_MS - Date.now();
    tellTime(stage, [ahead, ahead - BEHIND_MS]);
    const outcomes = await sideBySide(wave, wave.length, (due) => pressAsItEnds(stage, due));
    const ended = wave.map(({ pair }, index) => ({ pair, outcomes: outcomes.slice(index, index + 1) }));
    await sideBySide(ended, atOnce, async ({ pair, outcomes: own }) => {
      // The other side of this race is a bot's own look, so that no press tells the processes apart.
      note({ ...(await judgeRace(stage, KIND, pair, { outcomes: own, took: [] })), apart: true });
    });
    // Not before: with their clocks put back, the bots would leave for minutes what they put off a moment ago.
    tellTime(stage, [0, 0]);
  }
}
