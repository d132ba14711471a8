import { z } from 'zod';
import type { CardAction } from './card';
import { LocalTeamsError } from './errors';
import { takeDroppedAnswer } from './faults';
import type { PressOutcome } from './invoke-answer';
import { noticeOf, outcomeOf } from './invoke-answer';
import type { ChatMessage, MessageRef } from './message';
import { plainText } from './message';
import type { Persona } from './persona';
import type { Place } from './roster';
import { placeOf } from './roster';
import type { Pressed, SentActivity } from './sent-activity';
import { executeActivity, submitActivity } from './sent-activity';
import { say } from './speak';
import { addMessage, findMessage, showCard, showNotice } from './transcript';
import type { World } from './world';
import { deliver, post } from './world';

/** The conversation of a message, with the thread that an answer to it belongs to. */
export function placeOfMessage(world: World, message: ChatMessage): Place {
  const place = placeOf(world.roster, message.conversationId);
  if (place === undefined) throw new LocalTeamsError('unknownMessage', `No conversation has message ${message.id}.`);
  return { ...place, ...(message.threadId !== undefined && { threadId: message.threadId }) };
}

async function ask(world: World, activity: SentActivity): Promise<PressOutcome> {
  const answer = await post(world, activity);
  const lost = takeDroppedAnswer(world.faults, 'invokeAnswersToDrop');
  return lost ? { kind: 'unreachable', reason: 'The answer of the app was lost.' } : outcomeOf(answer);
}

function showOutcome(world: World, ref: MessageRef, viewerId: string, outcome: PressOutcome): void {
  if (outcome.kind === 'card') showCard(world.transcript, ref, viewerId, outcome.card);
  const notice = noticeOf(outcome);
  if (notice) showNotice(world.transcript, ref, viewerId, notice);
}

async function askTwice(world: World, pressed: Pressed, first: SentActivity): Promise<PressOutcome> {
  const { duplicate } = world;
  world.duplicate = undefined;
  const again = duplicate?.mode === 'retry' ? first : executeActivity(world.sent, pressed, 'manual');
  const [outcome, second] = await Promise.all([ask(world, first), ask(world, again)]);
  duplicate?.settle(second);
  return outcome;
}

async function execute(world: World, pressed: Pressed): Promise<PressOutcome> {
  const activity = executeActivity(world.sent, pressed, 'manual');
  return world.duplicate ? askTwice(world, pressed, activity) : ask(world, activity);
}

/** What `data.msteams` asks the client to do instead of sending the data. */
const clientActionSchema = z.object({
  msteams: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('imBack'), value: z.string() }),
    z.looseObject({ type: z.literal('task/fetch') }),
    z.looseObject({ type: z.literal('messageBack'), text: z.string().optional(), displayText: z.string().optional() }),
  ]),
});

/** `imBack` and `messageBack` look as if the person had said something; other data goes to the bot unseen. */
async function submit(world: World, pressed: Pressed): Promise<PressOutcome> {
  const asked = clientActionSchema.safeParse(pressed.action.data).data?.msteams;
  if (asked?.type === 'task/fetch') throw new LocalTeamsError('noSuchButton', 'This button opens a dialog.');
  if (asked?.type === 'imBack') return { kind: 'sent', ...(await say(world, pressed.from, asked.value)) };
  const activity = submitActivity(world.sent, pressed, asked?.text);
  if (asked?.displayText !== undefined) {
    const { conversationId } = pressed.place;
    const content = plainText(asked.displayText);
    addMessage(world.transcript, { id: activity.id, conversationId, author: pressed.from.id, content });
  }
  return { kind: 'sent', ...(await deliver(world, activity)) };
}

/** Sends a pressed button, whatever it holds, and shows the person what came back. */
export async function perform(
  world: World,
  from: Persona,
  message: ChatMessage,
  action: CardAction,
): Promise<PressOutcome> {
  const pressed = { from, place: placeOfMessage(world, message), replyToId: message.id, action };
  const outcome = await (action.type === 'Action.Submit' ? submit(world, pressed) : execute(world, pressed));
  showOutcome(world, message, from.id, outcome);
  return outcome;
}

/**
 * The client's own question for this viewer's card. An answer that comes after the message was edited is out of date and dropped;
 * anything but a card is ignored, since nobody pressed.
 */
export async function refreshView(
  world: World,
  viewer: Persona,
  message: ChatMessage,
  action: CardAction,
): Promise<void> {
  const pressed = { from: viewer, place: placeOfMessage(world, message), replyToId: message.id, action };
  const outcome = await ask(world, executeActivity(world.sent, pressed, 'automatic'));
  const edits = findMessage(world.transcript, message, viewer.id)?.edits;
  if (outcome.kind === 'card' && edits === message.edits) showCard(world.transcript, message, viewer.id, outcome.card);
}
