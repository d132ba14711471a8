import { placeOfMessage } from './act';
import type { Card } from './card';
import type { DialogAnswer } from './dialog-answer';
import { dialogAnswerOf } from './dialog-answer';
import { LocalTeamsError } from './errors';
import { takeDroppedAnswer } from './faults';
import { visibleMessage } from './find-message';
import { messagePayload } from './message-payload';
import type { Persona } from './persona';
import type { PressInputs } from './press';
import { filledAction } from './press';
import type { Place } from './roster';
import { personalPlace, personaOf, placeOf } from './roster';
import { invokeActivity } from './sent-activity';
import type { World } from './world';
import { post } from './world';

/** From where a dialog was opened: what follows in it is sent the same way. */
export type Launch =
  /** The menu of a message. */
  | { readonly commandId: string; readonly context: 'message'; readonly messageId: string }
  /** Below a compose box (the one of the own chat with the bot, unless told), or in the command box. */
  | { readonly commandId: string; readonly context: 'compose' | 'commandBox'; readonly conversationId?: string }
  /** A button of a card, with its data. */
  | { readonly messageId: string; readonly data: Readonly<Record<string, unknown>> };

interface Opened {
  readonly place: Place;
  readonly names: { readonly opens: string; readonly sends: string };
  /** What both invokes carry. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly replyToId?: string;
}

const EXTENSION = { opens: 'composeExtension/fetchTask', sends: 'composeExtension/submitAction' };
const TASK = { opens: 'task/fetch', sends: 'task/submit' };
const context = { theme: 'default' };

function conversationFor(world: World, from: Persona, conversationId: string | undefined): Place {
  const place =
    conversationId === undefined ? personalPlace(world.roster, from) : placeOf(world.roster, conversationId);
  if (place?.members.includes(from) === true) return place;
  throw new LocalTeamsError('unknownMessage', `${from.id} is not in that conversation.`);
}

function opened(world: World, from: Persona, launch: Launch): Opened {
  if (!('commandId' in launch)) {
    const message = visibleMessage(world, from, launch.messageId);
    return { place: placeOfMessage(world, message), names: TASK, value: { context }, replyToId: message.id };
  }
  const { commandId, context: commandContext } = launch;
  const value = { commandId, commandContext: commandContext.toLowerCase(), context };
  if (launch.context !== 'message') {
    return { place: conversationFor(world, from, launch.conversationId), names: EXTENSION, value };
  }
  const message = visibleMessage(world, from, launch.messageId);
  const place = placeOfMessage(world, message);
  return { place, names: EXTENSION, value: { ...value, messagePayload: messagePayload(world.roster, message) } };
}

async function ask(
  world: World,
  from: Persona,
  name: string,
  { place, value, replyToId }: Opened,
): Promise<DialogAnswer> {
  const reply = replyToId === undefined ? {} : { replyToId };
  const answer = await post(world, invokeActivity(world.sent, { from, place, name, value, ...reply }));
  const lost = takeDroppedAnswer(world.faults, 'invokeAnswersToDrop');
  return lost ? { kind: 'error', reason: 'The answer of the app was lost.' } : dialogAnswerOf(name, answer);
}

/** The dialogs of the app. Persons are named by handle or object id. */
export interface Dialogs {
  /** Asks the bot for the dialog. */
  readonly open: (personaId: string, launch: Launch) => Promise<DialogAnswer>;
  /** Sends what is in a dialog that was opened like that (`filledDialog`), or anything else. */
  readonly send: (personaId: string, launch: Launch, data: object) => Promise<DialogAnswer>;
}

export const dialogsIn = (world: World): Dialogs => ({
  open: async (personaId, launch) => {
    const from = personaOf(world.roster, personaId);
    const { value, ...about } = opened(world, from, launch);
    const data = 'data' in launch ? { data: launch.data } : {};
    return ask(world, from, about.names.opens, { ...about, value: { ...value, ...data } });
  },
  send: async (personaId, launch, data) => {
    const from = personaOf(world.roster, personaId);
    const { value, ...about } = opened(world, from, launch);
    return ask(world, from, about.names.sends, { ...about, value: { ...value, data } });
  },
});

/** What the button of a dialog's card sends, the inputs merged in. A dialog knows `Action.Submit` only. */
export function filledDialog(card: Card, verb: string, inputs: PressInputs): object {
  const action = filledAction({ id: 'dialog', cards: [card] }, { verb, inputs });
  if (action.type === 'Action.Submit') return action.data ?? {};
  throw new LocalTeamsError('noSuchButton', `A dialog does nothing with ${action.type}.`);
}
