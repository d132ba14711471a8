import { BackOff } from '../../bot/back-off';
import { CardsInHand } from '../../bot/cards-in-hand';
import type { ChatSender } from '../../bot/chat-sender';
import type { ChatReference } from '../../bot/conversations';
import { createMetrics } from '../../bot/metrics';
import { Notifier } from '../../bot/notifier';
import { People } from '../../bot/people';
import type { AuditEntry } from '../../recovery/audit-entry';
import { FakeClock, MINUTE } from '../support/fake-clock';
import { NOON } from '../support/request-builder';
import { samplePerson } from '../support/sample-people';
import { FakeConversations } from './fake-conversations';
import { KEYS } from './handler-rig';
import { NO_PHOTOS } from './no-photos';
import { QuietLog } from './quiet-log';

/** One message as Teams got it. */
export interface Sent {
  readonly how: 'post' | 'update';
  readonly chat: string;
  readonly activityId: string;
  readonly text: string;
}

/** Teams, as far as a notifier sees it; `fail` decides what goes wrong. */
export function notifierRig() {
  const sent: Sent[] = [];
  const opened: string[] = [];
  const installed: string[] = [];
  const state = {
    paused: undefined as boolean | undefined,
    fail: (_how: 'post' | 'update' | 'open', _person: string): Error | undefined => undefined,
    install: (): Promise<void> => Promise.resolve(),
    trail: (): Promise<readonly AuditEntry[]> => Promise.resolve([]),
  };
  const guard = (how: 'post' | 'update' | 'open', who: string): void => {
    const error = state.fail(how, who);
    if (error !== undefined) throw error;
  };
  const conversations = new FakeConversations();
  const openChat = async (tenantId: string, who: string): Promise<ChatReference> => {
    guard('open', who);
    opened.push(who);
    const chat = { conversationId: `chat-${who}`, serviceUrl: 'https://teams', channelUserId: `29:${who}` };
    await conversations.saveReference(tenantId, who, chat);
    return chat;
  };
  const sender = {
    openChat,
    chatWith: async (tenantId: string, who: string) =>
      (await conversations.reference(tenantId, who)) ?? (await openChat(tenantId, who)),
    post: async (_tenant: string, chat: ChatReference, message: object) => {
      guard('post', chat.channelUserId.slice(3));
      const activityId = `message-${String(sent.length + 1)}`;
      sent.push({ how: 'post', chat: chat.conversationId, activityId, text: JSON.stringify(message) });
      return activityId;
    },
    update: async (_tenant: string, chat: ChatReference, ref: { readonly activityId: string }, message: object) => {
      guard('update', chat.channelUserId.slice(3));
      sent.push({
        how: 'update',
        chat: chat.conversationId,
        activityId: ref.activityId,
        text: JSON.stringify(message),
      });
    },
  } as unknown as ChatSender;
  const clock = new FakeClock(NOON + MINUTE);
  const directory = { person: (_tenant: string, id: string) => Promise.resolve(samplePerson(id)) };
  const [hand, log, metrics] = [new CardsInHand(), new QuietLog(), createMetrics()];
  const installation = {
    installFor: (_tenant: string, who: string) => {
      installed.push(who);
      return state.install();
    },
  };
  const people = new People({ directory, photos: NO_PHOTOS, clock });
  const backOff = new BackOff(() => 0);
  const notifier = new Notifier({
    backOff,
    sender,
    conversations,
    installation,
    people,
    ledger: { trail: () => state.trail() },
    keys: KEYS,
    clock,
    stops: { known: () => state.paused },
    hand,
    log,
    metrics,
  });
  return { notifier, conversations, sent, opened, installed, hand, log, state, clock };
}

/** The messages without their words. */
export const story = (sent: readonly Sent[]) => sent.map(({ how, chat, activityId }) => [how, chat, activityId]);
