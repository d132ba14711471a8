import { LocalTeamsError } from './errors';
import type { ChatMessage } from './message';
import type { Persona } from './persona';
import { personalPlace } from './roster';
import { findMessage, listMessages } from './transcript';
import type { Matches } from './wait-in-chat';
import type { World } from './world';

/** Which message: its activity id, or what it looks like (then the newest that matches). */
export type Target = Matches | string;

/** The message in this person's chat, the group, or the channel if she is in the team, as she sees it; throws `unknownMessage`. */
export function visibleMessage({ roster, transcript }: World, viewer: Persona, target: Target): ChatMessage {
  const { team, group } = roster;
  const chat = personalPlace(roster, viewer).conversationId;
  const channel = team?.memberIds.includes(viewer.id) === true ? [team.channelId] : [];
  const places = [chat, ...channel, ...(group === undefined ? [] : [group.id])];
  for (const conversationId of places) {
    const found =
      typeof target === 'string'
        ? findMessage(transcript, { conversationId, id: target }, viewer.id)
        : listMessages(transcript, conversationId, viewer.id).findLast(target);
    if (found) return found;
  }
  const name = typeof target === 'string' ? `message ${target}` : 'message like that';
  throw new LocalTeamsError('unknownMessage', `${viewer.id} sees no ${name}.`);
}
