import type { ChatMessage } from './message';
import type { Roster } from './roster';
import { personaOf } from './roster';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);

const BOT_NAME = 'Latchkey';

function authorOf(roster: Roster, author: string) {
  const nobody = { device: null, conversation: null, user: null, application: null };
  if (author === 'bot') {
    return { ...nobody, application: { applicationIdentityType: 'bot', id: roster.botId, displayName: BOT_NAME } };
  }
  const { objectId, name } = personaOf(roster, author);
  return { ...nobody, user: { userIdentityType: 'aadUser', id: objectId, displayName: name } };
}

/** A message as Teams hands it to the app whose action was chosen from its menu. */
export function messagePayload(roster: Roster, { id, conversationId, threadId, author, text, sentAt }: ChatMessage) {
  return {
    id,
    replyToId: threadId === undefined || threadId === id ? null : threadId,
    createdDateTime: new Date(sentAt).toISOString(),
    lastModifiedDateTime: null,
    ...{ deleted: false, summary: null, importance: 'normal', locale: 'en-us' },
    linkToMessage: `https://teams.microsoft.com/l/message/${encodeURIComponent(conversationId)}/${id}`,
    from: authorOf(roster, author),
    body: { contentType: 'html', content: `<div><div>${escaped(text)}</div></div>` },
    ...{ attachments: [], mentions: [], reactions: [] },
  };
}
