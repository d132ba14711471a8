import { z } from 'zod';
import { botActivitySchema, cardsIn, suggestionsIn } from './bot-activity';
import type { ConnectorAnswer } from './connector-answer';
import { connectorError } from './connector-answer';
import type { MessageContent, MessageRef } from './message';
import type { Place, Roster } from './roster';
import { placeOf } from './roster';
import type { Transcript } from './transcript';
import { addMessage, editMessage, removeMessage } from './transcript';

/** The Bot Connector API (v3) as far as a bot needs it, without HTTP: body in, answer out. */
export interface ConnectorDeps {
  readonly roster: Roster;
  readonly transcript: Transcript;
  readonly nextId: () => string;
  readonly serviceUrl: () => string;
  readonly onTyping: (conversationId: string) => void;
}

/** The largest message that Teams takes, in UTF-16 code units. */
const MAX_MESSAGE_CHARS = 100 * 1024;

export const CONVERSATION_NOT_FOUND = connectorError(404, 'ConversationNotFound', 'Conversation not found.');
const NOT_IN_ROSTER = connectorError(
  403,
  'BotNotInConversationRoster',
  'The bot is not part of the conversation roster.',
);
export const badSyntax = (message: string): ConnectorAnswer => connectorError(400, 'BadSyntax', message);

/** What the bot is told where it may not write; undefined where it may. */
export function refusal(deps: ConnectorDeps, place: Place): ConnectorAnswer | undefined {
  const [persona] = place.members;
  const isAdded = persona !== undefined && deps.roster.installed.has(persona.id);
  const inRoster = place.kind === 'channel' || (place.kind === 'personal' && isAdded);
  return inRoster ? undefined : NOT_IN_ROSTER;
}

function contentOf(body: unknown): MessageContent | ConnectorAnswer {
  if (JSON.stringify(body ?? null).length > MAX_MESSAGE_CHARS) {
    return connectorError(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  const parsed = botActivitySchema.safeParse(body);
  if (!parsed.success) return badSyntax('The activity cannot be read.');
  const activity = parsed.data;
  const format = activity.textFormat === 'plain' ? 'plain' : 'markdown';
  return { text: activity.text ?? '', format, cards: cardsIn(activity), suggestions: suggestionsIn(activity) };
}

const isAnswer = (value: ConnectorAnswer | MessageContent): value is ConnectorAnswer => 'status' in value;

/** Puts the bot's activity into the conversation; typing shows for a moment only. */
export function post(deps: ConnectorDeps, place: Place, body: unknown): ConnectorAnswer {
  const refused = refusal(deps, place);
  if (refused) return refused;
  if (z.looseObject({ type: z.literal('typing') }).safeParse(body).success) {
    deps.onTyping(place.conversationId);
    return { status: 202, body: {} };
  }
  const content = contentOf(body);
  if (isAnswer(content)) return content;
  const id = deps.nextId();
  const thread = place.kind === 'channel' ? { threadId: place.threadId ?? id } : {};
  addMessage(deps.transcript, { id, conversationId: place.conversationId, author: 'bot', content, ...thread });
  return { status: 201, body: { id } };
}

/** Answers to a message too: Teams shows both the same way in a personal chat. */
export function sendActivity(deps: ConnectorDeps, conversationId: string, body: unknown): ConnectorAnswer {
  const place = placeOf(deps.roster, conversationId);
  return place ? post(deps, place, body) : CONVERSATION_NOT_FOUND;
}

/** Runs a change of one message where the bot may write, with the ids that the transcript knows. */
function change(deps: ConnectorDeps, ref: MessageRef, act: (ref: MessageRef) => ConnectorAnswer | boolean) {
  const place = placeOf(deps.roster, ref.conversationId);
  if (place === undefined) return CONVERSATION_NOT_FOUND;
  const refused = refusal(deps, place);
  if (refused) return refused;
  const done = act({ conversationId: place.conversationId, id: ref.id });
  if (typeof done !== 'boolean') return done;
  return done
    ? { status: 200, body: { id: ref.id } }
    : connectorError(404, 'ActivityNotFoundInConversation', 'Activity could not be found in the conversation.');
}

export const updateActivity = (deps: ConnectorDeps, ref: MessageRef, body: unknown): ConnectorAnswer =>
  change(deps, ref, (known) => {
    const content = contentOf(body);
    return isAnswer(content) ? content : editMessage(deps.transcript, known, content);
  });

export const deleteActivity = (deps: ConnectorDeps, ref: MessageRef): ConnectorAnswer =>
  change(deps, ref, (known) => removeMessage(deps.transcript, known));
