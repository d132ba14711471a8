import type { Activity, TurnContext } from 'botbuilder';
import { CardFactory, MessageFactory } from 'botbuilder';
import type { Clock } from '../../../platform/clock';
import { sharedSigningKey } from '../../../simulators/entra/signing-key';
import { botTokenVerifier } from '../../../simulators/teams/bot-token';
import type { LocalTeamsOptions } from '../../../simulators/teams/local-teams';
import { LocalTeams } from '../../../simulators/teams/local-teams';
import type { EchoBot } from './echo-bot';
import { BOT_ID, startEchoBot, TENANT_ID } from './echo-bot';
import { PEOPLE, TEAM } from './people';

export interface Harness {
  readonly teams: LocalTeams;
  readonly bot: EchoBot;
  /** Every activity that the bot got, as it came. */
  readonly heard: Partial<Activity>[];
  /** Moves the local Teams' clock; tokens keep real time. */
  readonly clock: Clock & { time: number };
  stop(): Promise<void>;
}

const START = Date.UTC(2026, 4, 4, 9);

/** A local Teams and a bot on the real SDK, pointed at each other. */
export async function startHarness(options: Partial<LocalTeamsOptions> = {}): Promise<Harness> {
  const clock = { time: START, now: () => clock.time };
  const verifyBotToken = botTokenVerifier({ key: sharedSigningKey(), appId: BOT_ID });
  const base = { port: 0, botId: BOT_ID, tenantId: TENANT_ID, personas: PEOPLE, team: TEAM, waitMs: 1_000 };
  const teams = await LocalTeams.start({ ...base, clock, verifyBotToken, ...options });
  const bot = await startEchoBot(teams.openIdMetadataUrl);
  teams.pointAt(bot.url);
  const heard: Partial<Activity>[] = [];
  bot.adapter.use(async (context, next) => {
    heard.push({ ...context.activity });
    await next();
  });
  const stop = async (): Promise<void> => {
    await teams.stop();
    await bot.stop();
  };
  return { teams, bot, heard, clock, stop };
}

export const execute = (verb: string, more: object = {}) => ({ type: 'Action.Execute', title: verb, verb, ...more });

/** A card with one line of text and these buttons. */
export const card = (text: string, actions: readonly object[] = [], more: object = {}) => ({
  ...{ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }], actions, ...more },
});

export const cardMessage = (content: object) => MessageFactory.attachment(CardFactory.adaptiveCard(content));

/** Answers an invoke: `status` is the HTTP status, `body` what Teams reads. */
export const answerInvoke = async (context: TurnContext, body: object, status = 200): Promise<void> =>
  void (await context.sendActivity({ type: 'invokeResponse', value: { status, body } }));

export const cardAnswer = (value: object) => ({
  ...{ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value },
});
