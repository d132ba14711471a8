import type { ChatMessage } from '../teams/message';
import type { TranscriptEvent } from '../teams/transcript';

/** What each person has not looked at yet. Kept on the server, so that a reload does not lose it. */
export interface Reading {
  /** When a message was last written or edited, by its key, as a running number. */
  readonly writtenAt: Map<string, number>;
  /** Up to which number a person has read a conversation. */
  readonly readUpTo: Map<string, number>;
  count: number;
}

export const createReading = (): Reading => ({ writtenAt: new Map(), readUpTo: new Map(), count: 0 });

const keyOf = ({ conversationId, id }: Pick<ChatMessage, 'conversationId' | 'id'>): string => `${conversationId} ${id}`;

export function noteWritten(reading: Reading, event: TranscriptEvent): void {
  if (event.kind !== 'sent' && event.kind !== 'edited') return;
  reading.count += 1;
  reading.writtenAt.set(keyOf(event), reading.count);
}

export function markRead(reading: Reading, personaId: string, conversationId: string): void {
  reading.readUpTo.set(`${personaId} ${conversationId}`, reading.count);
}

/** Ids of the messages that the bot wrote or edited since the person last looked. */
export function unreadOf(reading: Reading, personaId: string, messages: readonly ChatMessage[]): readonly string[] {
  const isUnread = (message: ChatMessage): boolean => {
    const read = reading.readUpTo.get(`${personaId} ${message.conversationId}`) ?? 0;
    return message.author === 'bot' && (reading.writtenAt.get(keyOf(message)) ?? 0) > read;
  };
  return messages.filter(isUnread).map(({ id }) => id);
}
