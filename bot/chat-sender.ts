import type { Activity, ConversationReference, TurnContext } from 'botbuilder';
import { TeamsInfo } from 'botbuilder';
import type { Log } from '../platform/log';
import { RecoveryError } from '../recovery/errors';
import type { ObjectId } from '../recovery/terms';
import type { BotAdapter } from './adapter';
import { CONNECTOR_SCOPE } from './bot-settings';
import type { ChatReference, Conversations } from './conversations';
import { BotError } from './errors';

export interface SenderDeps {
  readonly adapter: BotAdapter;
  readonly conversations: Pick<Conversations, 'reference' | 'saveReference'>;
  readonly log: Log;
  /** Where to write to people who never wrote to the bot. */
  readonly serviceUrl: string;
  /** See `ConnectionDeps`. */
  readonly forged?: ((tenantId: ObjectId, about: string) => Promise<void>) | undefined;
}

export interface MessageRef {
  readonly conversationId: string;
  readonly activityId: string;
}

type Work<T> = (context: TurnContext) => Promise<T>;

/**
 * The SDK hands errors of proactive work to `onTurnError`, and its caller goes on as if the message had been sent. Here
 * the work keeps its own result, and its errors reach the caller.
 */
async function captured<T>(run: (logic: Work<void>) => Promise<void>, work: Work<T>): Promise<T> {
  let result: { readonly value: T } | { readonly error: unknown } | undefined;
  await run(async (context) => {
    try {
      result = { value: await work(context) };
    } catch (error) {
      result = { error };
    }
  });
  if (result === undefined) throw new BotError('sdkChanged', 'the SDK did not run the proactive work');
  if ('error' in result) throw result.error;
  return result.value;
}

/** Writes to personal chats without being asked. Every failure is thrown as the connector gave it (see `connectorFailure`). */
export class ChatSender {
  readonly #deps: SenderDeps;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** The person's chat with the bot: the known one, else a new one. */
  async chatWith(tenantId: ObjectId, person: ObjectId): Promise<ChatReference> {
    return (await this.#known(tenantId, person)) ?? this.openChat(tenantId, person);
  }

  /**
   * A row that does not hold could send everything to somebody else, and so could one that leads away from Teams: it is
   * not used, and the chat is opened anew.
   */
  async #known(tenantId: ObjectId, person: ObjectId): Promise<ChatReference | undefined> {
    const { adapter, conversations, log } = this.#deps;
    try {
      const known = await conversations.reference(tenantId, person);
      if (known === undefined || adapter.mayWriteTo(known.serviceUrl)) return known;
      log.error('bot.reference.foreign', { tenantId });
      return undefined;
    } catch (error) {
      if (!(error instanceof RecoveryError) || error.code !== 'integrity') throw error;
      log.error('bot.reference.integrity', { tenantId, error });
      // Not waited for: it writes to people too, and what was to be said here goes out all the same.
      void this.#deps.forged?.(tenantId, `conversation with ${person}`);
      return undefined;
    }
  }

  /** Posts a new message and returns its id. */
  async post(tenantId: ObjectId, chat: ChatReference, message: Partial<Activity>): Promise<string> {
    const sent = await this.#continue(tenantId, chat, chat.conversationId, (context) => context.sendActivity(message));
    return sent?.id ?? '';
  }

  /** Edits a message in place. */
  async update(tenantId: ObjectId, chat: ChatReference, ref: MessageRef, message: Partial<Activity>): Promise<void> {
    const edited = { ...message, id: ref.activityId };
    await this.#continue(tenantId, chat, ref.conversationId, (context) => context.updateActivity(edited));
  }

  async #continue<T>(tenantId: ObjectId, chat: ChatReference, conversationId: string, work: Work<T>): Promise<T> {
    const { adapter } = this.#deps;
    const reference: Partial<ConversationReference> = {
      channelId: 'msteams',
      serviceUrl: chat.serviceUrl,
      // Safe: the SDK reads the id; the other fields matter for group chats only.
      conversation: {
        id: conversationId,
        tenantId,
        conversationType: 'personal',
      } as ConversationReference['conversation'],
      bot: { id: `28:${adapter.appId}`, name: 'Latchkey' },
      user: { id: chat.channelUserId, name: '' },
    };
    return captured((logic) => adapter.continueConversationAsync(adapter.appId, reference, logic), work);
  }

  /** Opens the chat with a person, or finds it again, and remembers it. */
  async openChat(tenantId: ObjectId, person: ObjectId): Promise<ChatReference> {
    const { adapter, conversations, serviceUrl } = this.#deps;
    const parameters = {
      isGroup: false,
      bot: { id: `28:${adapter.appId}`, name: 'Latchkey' },
      members: [{ id: person, name: '' }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    };
    const create = (logic: Work<void>): Promise<void> =>
      adapter.createConversationAsync(adapter.appId, 'msteams', serviceUrl, CONNECTOR_SCOPE, parameters, logic);
    const chat = await captured(create, (context) => this.#describe(context, person));
    await conversations.saveReference(tenantId, person, chat);
    return chat;
  }

  /** The new chat, and the person as the bot sees them; without the latter the card does not refresh by itself. */
  async #describe(context: TurnContext, person: ObjectId): Promise<ChatReference> {
    const { conversation, serviceUrl } = context.activity;
    try {
      const member = await TeamsInfo.getMember(context, person);
      return { conversationId: conversation.id, serviceUrl, channelUserId: member.id };
    } catch (error) {
      this.#deps.log.warn('bot.member.failed', { error });
      return { conversationId: conversation.id, serviceUrl, channelUserId: '' };
    }
  }
}
