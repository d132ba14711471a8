import type { MessageRef } from '../teams/message';

/**
 * What each person has not looked at yet: ids of messages, by person and conversation. Kept on the server, so that a reload
 * does not lose it, and as a set, so that a long chat is not gone through for each message in it.
 */
export interface Reading {
  readonly unread: Map<string, Set<string>>;
}

export const createReading = (): Reading => ({ unread: new Map() });

const keyOf = (personaId: string, conversationId: string): string => `${personaId} ${conversationId}`;

/** The bot wrote or edited a message. */
export function noteWritten({ unread }: Reading, personaId: string, { conversationId, id }: MessageRef): void {
  const key = keyOf(personaId, conversationId);
  unread.set(key, (unread.get(key) ?? new Set()).add(id));
}

export function noteRemoved({ unread }: Reading, personaId: string, { conversationId, id }: MessageRef): void {
  unread.get(keyOf(personaId, conversationId))?.delete(id);
}

export function markRead({ unread }: Reading, personaId: string, conversationId: string): void {
  unread.delete(keyOf(personaId, conversationId));
}

/** Ids of the messages that the bot wrote or edited since the person last looked. */
export function unreadOf({ unread }: Reading, personaId: string, conversationId: string): ReadonlySet<string> {
  return unread.get(keyOf(personaId, conversationId)) ?? new Set();
}
