import { bindVerbs } from '../../bot/bind-verbs';
import type { Bot, Connection } from '../../bot/bot';
import { connectBot, createBot } from '../../bot/bot';
import type { BotSettings } from '../../bot/bot-settings';
import { Secret } from '../../platform/secret';
import { advanceRequest } from '../../recovery/advance-request';
import type { Deps } from '../../recovery/deps';
import type { ObjectId } from '../../recovery/terms';
import { sharedSigningKey } from '../../simulators/entra/signing-key';
import { botTokenVerifier } from '../../simulators/teams/bot-token';
import type { Card } from '../../simulators/teams/card';
import { LocalTeams } from '../../simulators/teams/local-teams';
import type { ChatMessage } from '../../simulators/teams/message';
import type { Persona, Team } from '../../simulators/teams/persona';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';
import { BOT_ID, ISSUER as SCOPE } from './channel';
import { FakeConversations, FakeSeen } from './fake-conversations';
import type { LoopbackHttp } from './loopback-http';
import { sendJson, startHttp } from './loopback-http';
import { NO_PHOTOS } from './no-photos';
import { QuietLog } from './quiet-log';

const persona = (id: keyof typeof WHO, role: string): Persona => {
  const mail = `${id}@contoso.example`;
  return { id, objectId: WHO[id], name: id, givenName: id, surname: '', mail, userPrincipalName: mail, role };
};

export const PERSONAS: readonly Persona[] = [
  persona('ada', 'Employee'),
  persona('max', 'Manager'),
  { ...persona('mona', 'Her manager'), installed: false },
  persona('helen', 'Helpdesk'),
  persona('colin', 'Colleague'),
  persona('sam', 'Security'),
  persona('sue', 'Security'),
  persona('dan', 'On duty'),
  persona('dora', 'On duty'),
  persona('olga', 'Head of all'),
];

/** Ada's company in Teams: the real bot, the real verbs, everything else in memory or on loopback. */
export interface Story {
  readonly teams: LocalTeams;
  readonly bot: Bot;
  readonly connection: Connection;
  readonly world: World;
  readonly deps: Deps;
  readonly url: string;
  readonly conversations: FakeConversations;
  readonly log: QuietLog;
  readonly installed: ObjectId[];
  /** Every message as the bot sent or edited it, for everybody's eyes, as JSON. */
  readonly posted: string[];
  /** Lets the worker finish what it was started on. */
  worked(): Promise<void>;
  stop(): Promise<void>;
}

function tokenEndpoint(): Promise<LoopbackHttp> {
  return startHttp((_request, response) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { aud: SCOPE, appid: BOT_ID, nbf: now - 60, exp: now + 3_600 };
    sendJson(response, { access_token: sharedSigningKey().mintToken(claims), expires_in: 3_600 });
  });
}

/** Work goes on beside the turns, as in production, but a test can wait for it. */
function workerOf(deps: () => Deps) {
  const running = new Set<Promise<void>>();
  const run = async (tenantId: ObjectId, id: string): Promise<void> => {
    let result = await advanceRequest(deps(), { tenantId, id });
    while (result.againMs === 0) result = await advanceRequest(deps(), { tenantId, id });
  };
  const start = (tenantId: ObjectId, id: string): void => {
    const work = run(tenantId, id).finally(() => running.delete(work));
    running.add(work);
  };
  const worked = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
  };
  return { start, worked };
}

/** At the moment of an edit no personal view stands, so the chat shows what everybody would see. */
function recordPosts(teams: LocalTeams): string[] {
  const posted: string[] = [];
  teams.events.subscribe(({ kind, conversationId, id }) => {
    const reader = teams.personas.find((one) => teams.conversationIdOf(one.id) === conversationId);
    if (reader === undefined || (kind !== 'sent' && kind !== 'edited')) return;
    const message = teams.chat(reader.id).find((one) => one.id === id);
    if (message?.author === 'bot') posted.push(textOf(message));
  });
  return posted;
}

const TEAM: Team = {
  ...{ id: '19:helpdesk-team@thread.tacv2', name: 'IT Helpdesk' },
  ...{ channelId: '19:recovery@thread.tacv2', channelName: 'Recovery', memberIds: ['helen', 'sam'] },
};

export interface StoryOptions {
  readonly withTeam?: boolean;
  /** Other ports for the bot and its verbs. */
  readonly change?: (world: World) => Deps;
}

export async function startStory(
  options: WorldOptions = {},
  { withTeam = false, change = ({ deps: same }) => same }: StoryOptions = {},
): Promise<Story> {
  const made = await createWorld(options);
  const world = { ...made, deps: change(made) };
  const tokens = await tokenEndpoint();
  const verifyBotToken = botTokenVerifier({ key: sharedSigningKey(), appId: BOT_ID });
  const people = { botId: BOT_ID, tenantId: TENANT, personas: PERSONAS, ...(withTeam && { team: TEAM }) };
  const teams = await LocalTeams.start({ port: 0, ...people, verifyBotToken });
  const settings: BotSettings = {
    ...{ appId: BOT_ID, type: 'SingleTenant', tenantId: TENANT, password: Secret.of('bot secret') },
    ...{ openIdMetadataUrl: teams.openIdMetadataUrl, loginUrl: tokens.url, serviceUrl: teams.serviceUrl },
  };
  const [conversations, log] = [new FakeConversations(), new QuietLog()];
  const installed: ObjectId[] = [];
  const installFor = async (_tenantId: ObjectId, person: ObjectId): Promise<void> => {
    installed.push(person);
    await teams.install(person);
  };
  const { directory, keys, clock, drafts, ledger, tenants } = world.deps;
  const connection = connectBot({
    stops: world.stops,
    ...{ settings, tenants, directory, photos: NO_PHOTOS, conversations, keys, ledger, clock, log },
    ...{ seen: new FakeSeen(), installation: { installFor } },
  });
  const posted = recordPosts(teams);
  const worker = workerOf(() => deps);
  const deps: Deps = { ...world.deps, cards: connection.notifier, startWork: worker.start };
  const own = { checks: {}, mounts: [], answerWithinMs: 60_000, redraw: worker.start };
  const bot = createBot(connection, { verbs: bindVerbs(deps), drafts, ...own });
  const url = `http://127.0.0.1:${String(await bot.listen(0))}`;
  teams.pointAt(url);
  const stop = async (): Promise<void> => {
    try {
      await worker.worked();
    } finally {
      await teams.stop();
      await bot.close();
      await tokens.stop();
    }
  };
  return {
    teams,
    bot,
    connection,
    world,
    deps,
    url,
    conversations,
    log,
    installed,
    posted,
    worked: worker.worked,
    stop,
  };
}

/** Everything that stands in a card, for looking whether a text is in it. */
export const textOf = (message: Pick<ChatMessage, 'cards' | 'text'>): string =>
  `${message.text} ${JSON.stringify(message.cards)}`;

/** The text of the card element with this id. */
export function elementText(card: Card | undefined, id: string): string | undefined {
  const walk = (node: unknown): string | undefined => {
    if (typeof node !== 'object' || node === null) return undefined;
    if (Reflect.get(node, 'id') === id) {
      const inlines: unknown = Reflect.get(node, 'inlines');
      const [first] = Array.isArray(inlines) ? (inlines as unknown[]) : [node];
      return String(Reflect.get(first as object, 'text') ?? Reflect.get(first as object, 'value') ?? '');
    }
    for (const child of Object.values(node)) {
      const found = walk(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(card);
}
