import type { Card } from './card';

/** A line under a card for the person who pressed: what Teams shows as a toast or an error. */
export interface Notice {
  readonly kind: 'error' | 'info';
  readonly text: string;
}

/** Which message: an activity id is unique in its conversation only. */
export interface MessageRef {
  readonly conversationId: string;
  /** The activity id. */
  readonly id: string;
}

/** A message as one person sees it now: her own view of each card. */
export interface ChatMessage extends MessageRef {
  /** In a channel: the id of the message that started the thread. */
  readonly threadId?: string;
  /** "bot" or the handle of a persona. */
  readonly author: string;
  readonly text: string;
  readonly format: 'markdown' | 'plain';
  /** The first card, for messages that carry one at most. */
  readonly card?: Card;
  readonly cards: readonly Card[];
  readonly suggestions: readonly string[];
  /** Milliseconds since the Unix epoch. */
  readonly sentAt: number;
  readonly editedAt?: number;
  /** How often the bot has edited it. */
  readonly edits: number;
  readonly notice?: Notice;
  /** Grows with every change that this person can see. */
  readonly revision: number;
}

/** What a message says, as the bot or a person wrote it: the same for everybody. */
export interface MessageContent {
  readonly text: string;
  readonly format: 'markdown' | 'plain';
  readonly cards: readonly Card[];
  readonly suggestions: readonly string[];
}

export const plainText = (text: string): MessageContent => ({ text, format: 'plain', cards: [], suggestions: [] });

/** One line for error messages: `12 bot: "Welcome" [card: a.verb, b.verb]`. */
export function describe(message: ChatMessage, verbs: readonly string[]): string {
  const card = message.cards.length === 0 ? '' : ` [card: ${verbs.join(', ') || 'no buttons'}]`;
  return `${message.id} ${message.author}: ${JSON.stringify(message.text)}${card}`;
}
