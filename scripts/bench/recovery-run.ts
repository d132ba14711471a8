import { setTimeout as pause } from 'node:timers/promises';
import type { BenchCloud } from './bench-cloud';
import { BenchError } from './bench-error';
import type { BotProcess } from './bot-process';
import { preciseNow } from './bot-protocol';
import { inParallel } from './in-parallel';
import type { OpenCase } from './open-cases';
import type { Call } from './outgoing-calls';
import { approve, reveal } from './press';

/** One recovery from the press on approve to the verified plan. Milliseconds. */
export interface Timed {
  readonly approveMs: number;
  readonly revealMs: number;
  /** From the right code to the commit that says that everything is gone. */
  readonly verifiedMs: number;
}

export interface Counted {
  /** Of the press on approve and of the work that follows it. */
  readonly approving: readonly Call[];
  /** Of the right code up to the pass on the screen, work in between included. */
  readonly revealing: readonly Call[];
  /** From the pass on the screen on. */
  readonly removing: readonly Call[];
}

const timed = async <T>(act: () => Promise<T>): Promise<readonly [T, number]> => {
  const started = performance.now();
  return [await act(), performance.now() - started];
};

/** What was not written down by then is lost, however busy the machine is. */
const LONGEST_WAIT_MS = 600_000;

/** Resolves with the moment of the commit of this event; ask before it can happen. Throws `waitedTooLong`. */
function committed(bot: BotProcess, requestId: string, type: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => {
      end();
      reject(new BenchError('waitedTooLong', `${type} of ${requestId} was not written down`));
    }, LONGEST_WAIT_MS);
    const end = bot.onCommit((commit) => {
      if (commit.requestId !== requestId || commit.type !== type) return;
      end();
      clearTimeout(tooLong);
      resolve(commit.at);
    });
  });
}

/** Approves, and says which code was shown. */
export async function timeApproval(
  world: BenchCloud,
  bot: BotProcess,
  one: OpenCase,
): Promise<{ readonly one: OpenCase; readonly code: string; readonly approveMs: number }> {
  const [code, approveMs] = await timed(() => insistently(() => approve(world, bot.url, one)));
  return { one, code, approveMs };
}

/** Types the right code and waits until the plan is verified gone. */
export async function timeReveal(
  world: BenchCloud,
  bot: BotProcess,
  one: OpenCase,
  code: string,
): Promise<Omit<Timed, 'approveMs'>> {
  const verified = committed(bot, one.requestId, 'removalVerified');
  // Where there is no pass nobody waits for it.
  verified.catch(() => undefined);
  const started = preciseNow();
  const [, revealMs] = await timed(() => insistently(() => reveal(world, bot.url, one, code)));
  return { revealMs, verifiedMs: (await verified) - started };
}

/** One recovery with nothing else going on, and what the product sent for it. */
export async function countedRecovery(
  world: BenchCloud,
  bot: BotProcess,
  one: OpenCase,
): Promise<Timed & { readonly sent: Counted }> {
  await bot.ask('calls');
  const { code, approveMs } = await timeApproval(world, bot, one);
  await bot.ask('idle');
  const approving = await bot.ask('calls');
  const shownAt = Date.now();
  const rest = await timeReveal(world, bot, one, code);
  await bot.ask('idle');
  const after = await bot.ask('calls');
  const until = shownAt + rest.revealMs;
  const revealing = after.filter(({ at }) => at <= until);
  return { approveMs, ...rest, sent: { approving, revealing, removing: after.filter(({ at }) => at > until) } };
}

/** Somebody who is told to press again waits so long first. */
const AGAIN_MS = 3_000;
const MOST_PRESSES = 20;

/** As people do who see no code and no pass: the time until then counts. */
async function insistently<T>(press: () => Promise<T>): Promise<T> {
  for (let presses = 1; ; presses += 1) {
    try {
      return await press();
    } catch (error) {
      if (!(error instanceof BenchError) || presses === MOST_PRESSES) throw error;
      await pause(AGAIN_MS);
    }
  }
}

interface Crowded {
  readonly timed: readonly Timed[];
  readonly perSecond: number;
  /** When the first code was typed. Milliseconds since the Unix epoch. */
  readonly codesAt: number;
}

interface Crowd {
  readonly atOnce: number;
  /** Told of everybody who came to no pass or no verified end; unless it is given, that ends the bench. */
  readonly onLost?: (error: BenchError) => void;
}

/** Everybody is approved, then everybody types the code: in real life minutes lie between the two. */
export async function crowdedRecoveries(
  world: BenchCloud,
  bot: BotProcess,
  cases: readonly OpenCase[],
  { atOnce, onLost }: Crowd,
): Promise<Crowded> {
  const unlessLost = async <T>(act: () => Promise<T>): Promise<readonly T[]> => {
    try {
      return [await act()];
    } catch (error) {
      if (!(error instanceof BenchError) || onLost === undefined) throw error;
      onLost(error);
      return [];
    }
  };
  const started = performance.now();
  const approved = await inParallel(cases, atOnce, (one) => unlessLost(() => timeApproval(world, bot, one)));
  await bot.ask('idle');
  const codesAt = Date.now();
  const timed = await inParallel(approved.flat(), atOnce, ({ one, code, approveMs }) =>
    unlessLost(async (): Promise<Timed> => ({ approveMs, ...(await timeReveal(world, bot, one, code)) })),
  );
  return { timed: timed.flat(), codesAt, perSecond: (cases.length * 1_000) / (performance.now() - started) };
}
