import type { Server } from 'restify';
import { warmTemplates } from '../cards/render-card';
import { systemClock } from '../platform/clock';
import type { Cards } from '../recovery/cards';
import { WAIT_SHOWN_MS } from '../recovery/stuck';
import { BotAdapter } from './adapter';
import { createApp } from './app';
import { GLOBAL_SERVICE_URL } from './bot-settings';
import { BackOff } from './back-off';
import { CardsInHand } from './cards-in-hand';
import { ChatSender } from './chat-sender';
import type { ChatReference } from './conversations';
import type { BotDeps, ConnectionDeps } from './deps';
import type { LateAnswer } from './in-time';
import { ANSWER_WITHIN_MS } from './in-time';
import type { Metrics } from './metrics';
import { createMetrics } from './metrics';
import { Notifier } from './notifier';
import { People } from './people';
import { rememberedHelpdesk } from './remembered-helpdesk';
import { reach } from './reach';
import { RememberingConversations } from './remembering-conversations';
import { close, createBotServer, listen } from './server';
import { referenceOf } from './turn';
import { WorkInHand } from './work-in-hand';
import { messageOf } from './write-answer';

/** The bot's line to Teams: what the notifier and the bot share. */
export interface Connection {
  readonly deps: ConnectionDeps;
  readonly adapter: BotAdapter;
  readonly metrics: Metrics;
  readonly people: People;
  readonly hand: CardsInHand;
  readonly sender: ChatSender;
  /** The `cards` port of the domain. */
  readonly notifier: Cards;
}

export interface Bot {
  readonly server: Server;
  readonly metrics: Metrics;
  /** Answers with the port; 0 takes any free one. `host` is loopback unless said otherwise. */
  listen(port: number, host?: string): Promise<number>;
  /** Refuses what is new, says so at `/readyz`, and resolves when what was in hand is done and answered. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

const GRACE_MS = 10_000;

/** First step: the notifier, which the domain's verbs need. Throws `BotError('settings')`. */
export function connectBot(given: ConnectionDeps): Connection {
  const conversations = new RememberingConversations(given.conversations, given.clock);
  const deps = { ...given, conversations };
  const { clock, log, installation, keys, ledger, settings, stops } = deps;
  const metrics = createMetrics();
  const adapter = new BotAdapter({ ...deps, clock: deps.wallClock ?? systemClock, metrics }, settings);
  const people = new People(deps);
  const hand = new CardsInHand();
  const serviceUrl = settings.serviceUrl ?? GLOBAL_SERVICE_URL;
  const sender = new ChatSender({ adapter, conversations, log, serviceUrl, forged: deps.forged });
  const backOff = new BackOff(deps.random ?? Math.random);
  const notifier = new Notifier({
    backOff,
    sender,
    conversations,
    installation,
    people,
    keys,
    ledger,
    clock,
    stops,
    hand,
    log,
    metrics,
  });
  return { deps, adapter, metrics, people, hand, sender, notifier };
}

/**
 * What stands on a request's card is drawn by the notifier; anything else follows as a message of its own. What was asked
 * in a dialog follows in the presser's own chat, wherever the dialog was opened.
 */
function lateAnswer({ sender, deps: { log, installation } }: Connection): LateAnswer {
  return async (turn, answer) => {
    if (answer.kind === 'nothing' || (answer.kind === 'card' && answer.shows !== undefined)) return;
    const { tenantId, presser } = turn;
    const post = (chat: ChatReference): Promise<string> => sender.post(tenantId, chat, messageOf(answer));
    try {
      if (turn.kind === 'dialog') await reach({ sender, installation }, tenantId, presser, post);
      else await post(referenceOf(turn));
    } catch (error) {
      log.warn('bot.late.failed', { tenantId: turn.tenantId, error });
    }
  };
}

/** Second step: the bot itself, with the verbs. */
export function createBot(connection: Connection, deps: BotDeps): Bot {
  const { adapter, metrics, people, hand } = connection;
  const { drafts, checks, mounts } = deps;
  const seemsHelpdesk = rememberedHelpdesk(deps.verbs.seemsHelpdesk, connection.deps.clock);
  const verbs = { ...deps.verbs, seemsHelpdesk };
  warmTemplates();
  const late = lateAnswer(connection);
  const inHand = new WorkInHand();
  const { answerWithinMs = ANSWER_WITHIN_MS, waitShownMs = WAIT_SHOWN_MS, redraw, noteUse } = deps;
  const own = { late, inHand, answerWithinMs, waitShownMs, redraw, ...(noteUse !== undefined && { noteUse }) };
  const app = createApp({ ...connection.deps, verbs, drafts, people, hand, metrics, ...own });
  const receive: Parameters<typeof createBotServer>[0]['receive'] = (call) => adapter.receive(call, app);
  const server = createBotServer({ log: connection.deps.log, metrics, inHand, receive, checks, mounts });
  return {
    server,
    metrics,
    listen: (port, host = '127.0.0.1') => listen(server, port, host),
    drain: () => {
      inHand.drain();
      return inHand.idle();
    },
    close: () => close(server, GRACE_MS),
  };
}
