import type { ChatMessage } from './message';
import { plainText } from './message';
import type { GroupChat } from './persona';
import { groupPlace, personaOf } from './roster';
import { addMessage, listMessages } from './transcript';
import type { World } from './world';

/** A chat of everybody, of which the bot is no part. Its acts throw `noGroup` where there is none. */
export interface Group {
  readonly about: GroupChat | undefined;
  /** Writes to everybody else; the bot hears nothing of it. */
  readonly say: (personaId: string, text: string) => void;
  /** The chat, as this person sees it now. */
  readonly messages: (personaId: string) => readonly ChatMessage[];
}

export const groupIn = ({ roster, transcript, sent }: World): Group => ({
  about: roster.group,
  say: (personaId, text) => {
    const { conversationId } = groupPlace(roster);
    const author = personaOf(roster, personaId).id;
    addMessage(transcript, { id: sent.nextId(), conversationId, author, content: plainText(text) });
  },
  messages: (personaId) => listMessages(transcript, groupPlace(roster).conversationId, personaOf(roster, personaId).id),
});
