import { plainText } from './message';
import type { Persona } from './persona';
import { personalPlace, teamChannel } from './roster';
import { installActivities, mentionActivity, messageActivity } from './sent-activity';
import { addMessage, showNotice } from './transcript';
import type { Delivery, World } from './world';
import { deliver } from './world';

const NOT_DELIVERED = { kind: 'error', text: 'Unable to reach app. Please try again.' } as const;

/** Says something to the bot in the person's own chat. Resolves when the bot has answered the request. */
export async function say(world: World, from: Persona, text: string): Promise<Delivery> {
  const place = personalPlace(world.roster, from);
  const activity = messageActivity(world.sent, from, place, text);
  const ref = { conversationId: place.conversationId, id: activity.id };
  addMessage(world.transcript, { ...ref, author: from.id, content: plainText(text) });
  const delivery = await deliver(world, activity);
  if (!delivery.delivered) showNotice(world.transcript, ref, from.id, NOT_DELIVERED);
  return delivery;
}

/** Says something to the bot in the channel, as the start of a thread, mentioning it. */
export async function sayInChannel(world: World, from: Persona, text: string): Promise<Delivery> {
  const place = teamChannel(world.roster);
  const activity = mentionActivity(world.sent, from, place, text);
  const { id } = activity;
  const message = { id, threadId: id, conversationId: place.conversationId, author: from.id };
  addMessage(world.transcript, { ...message, content: plainText(text) });
  return deliver(world, activity);
}

/** Adds or removes the app for this person and tells the bot, in the order of Teams. */
export async function changeInstallation(world: World, persona: Persona, action: 'add' | 'remove'): Promise<void> {
  if (action === 'add') world.roster.installed.add(persona.id);
  else world.roster.installed.delete(persona.id);
  for (const activity of installActivities(world.sent, persona, personalPlace(world.roster, persona), action)) {
    await deliver(world, activity);
  }
}
