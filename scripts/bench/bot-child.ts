import type { FromBot, Question, Questions, ToBot } from './bot-protocol';
import { hearCalls } from './outgoing-calls';

/** A bot that listens, seen from inside its own process. */
export interface RunningBot {
  readonly port: number;
  idle(): Promise<void>;
  deaf(): Promise<void>;
  unpaced(): Promise<void>;
  rest(): Promise<void>;
  /** How many turns one presser may have in hand from now on. */
  limit(turns: 'fair' | 'crowded'): Promise<void>;
}

export function tell(message: FromBot): void {
  process.send?.(message);
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function answer(
  ask: Question,
  bot: RunningBot,
  takeCalls: () => Questions['calls'],
): Promise<Questions[Question]> {
  switch (ask) {
    case 'cpu':
      return cpu();
    case 'memory':
      return process.memoryUsage().rss;
    case 'calls':
      return takeCalls();
    case 'idle':
      return bot.idle().then(() => true);
    case 'deaf':
      return bot.deaf().then(() => true);
    case 'unpaced':
      return bot.unpaced().then(() => true);
    case 'rest':
      return bot.rest().then(() => true);
    case 'fair':
    case 'crowded':
      return bot.limit(ask).then(() => true);
  }
}

/** Runs a bot for the bench that forked this process, and ends with it. */
export function serveBench(start: (given: unknown) => Promise<RunningBot>): void {
  const takeCalls = hearCalls();
  let bot: Promise<RunningBot> | undefined;
  const onMessage = async (message: ToBot): Promise<void> => {
    if ('begin' in message) {
      bot = start(message.begin);
      tell({ port: (await bot).port });
    } else if (bot !== undefined) {
      tell({ id: message.id, answer: await answer(message.ask, await bot, takeCalls) });
    }
  };
  process.on('message', (message: ToBot) => {
    onMessage(message).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'the bot failed'}\n`);
      process.exit(1);
    });
  });
  process.on('disconnect', () => process.exit(0));
}
