import type { Clock } from '../../platform/clock';
import type { Signal } from '../signal';
import { createSignal } from '../signal';
import type { Card } from './card';
import type { ChatMessage, MessageContent, MessageRef, Notice } from './message';

interface Stored {
  readonly id: string;
  readonly conversationId: string;
  readonly threadId?: string;
  readonly author: string;
  readonly sentAt: number;
  readonly editedAt?: number;
  readonly edits: number;
  readonly content: MessageContent;
  /** Cards that one person sees instead of the message's own; gone when the message is edited, or an edit would stay hidden. */
  readonly views: ReadonlyMap<string, Card>;
  readonly notices: ReadonlyMap<string, Notice>;
  readonly revision: number;
}

export type TranscriptEvent = MessageRef &
  ({ readonly kind: 'edited' | 'removed' | 'sent' } | { readonly kind: 'viewed'; readonly viewerId: string });

/** Everything that was said, per conversation, in order. Kept whether or not anybody looks. */
export interface Transcript {
  readonly clock: Clock;
  readonly events: Signal<TranscriptEvent>;
  readonly conversations: Map<string, Map<string, Stored>>;
  /** Grows with every change, so that a message's revision tells old from new. */
  readonly revisions: { last: number };
}

export const createTranscript = (clock: Clock): Transcript => ({
  clock,
  events: createSignal(),
  conversations: new Map(),
  revisions: { last: 0 },
});

type Unrevised = Omit<Stored, 'revision'>;

function put(transcript: Transcript, stored: Unrevised): void {
  const messages = transcript.conversations.get(stored.conversationId) ?? new Map<string, Stored>();
  transcript.conversations.set(stored.conversationId, messages);
  transcript.revisions.last += 1;
  messages.set(stored.id, { ...stored, revision: transcript.revisions.last });
}

function replace(transcript: Transcript, event: TranscriptEvent, next: (stored: Stored) => Unrevised): boolean {
  const stored = transcript.conversations.get(event.conversationId)?.get(event.id);
  if (stored === undefined) return false;
  put(transcript, next(stored));
  transcript.events.emit(event);
  return true;
}

export type NewMessage = Pick<Stored, 'author' | 'content' | 'conversationId' | 'id' | 'threadId'>;

export function addMessage(transcript: Transcript, message: NewMessage): void {
  const sentAt = transcript.clock.now();
  put(transcript, { ...message, sentAt, edits: 0, views: new Map(), notices: new Map() });
  transcript.events.emit({ kind: 'sent', conversationId: message.conversationId, id: message.id });
}

/** False where there is no such message. */
export function editMessage(
  transcript: Transcript,
  { conversationId, id }: MessageRef,
  content: MessageContent,
): boolean {
  const editedAt = transcript.clock.now();
  return replace(transcript, { kind: 'edited', conversationId, id }, (stored) => ({
    ...{ ...stored, content, editedAt, edits: stored.edits + 1, views: new Map(), notices: new Map() },
  }));
}

/** False where there is no such message. */
export function removeMessage(transcript: Transcript, { conversationId, id }: MessageRef): boolean {
  const removed = transcript.conversations.get(conversationId)?.delete(id) === true;
  if (removed) transcript.events.emit({ kind: 'removed', conversationId, id });
  return removed;
}

const without = <V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> =>
  new Map([...map].filter(([each]) => each !== key));

/** Shows the viewer this card instead of the message's own. Nothing happens when the message is gone. */
export function showCard(
  transcript: Transcript,
  { conversationId, id }: MessageRef,
  viewerId: string,
  card: Card,
): void {
  replace(transcript, { kind: 'viewed', conversationId, id, viewerId }, (stored) => ({
    ...{ ...stored, views: new Map(stored.views).set(viewerId, card), notices: without(stored.notices, viewerId) },
  }));
}

export function showNotice(transcript: Transcript, ref: MessageRef, viewerId: string, notice: Notice): void {
  const { conversationId, id } = ref;
  replace(transcript, { kind: 'viewed', conversationId, id, viewerId }, (stored) => ({
    ...{ ...stored, notices: new Map(stored.notices).set(viewerId, notice) },
  }));
}

function seenBy(stored: Stored, viewerId: string): ChatMessage {
  const { id, conversationId, threadId, author, sentAt, editedAt, edits, content, revision } = stored;
  const view = stored.views.get(viewerId);
  const cards = view === undefined ? content.cards : [view];
  const [card] = cards;
  const notice = stored.notices.get(viewerId);
  return {
    ...{ id, conversationId, author, sentAt, edits, revision, ...content, cards },
    ...(threadId !== undefined && { threadId }),
    ...(editedAt !== undefined && { editedAt }),
    ...(card && { card }),
    ...(notice && { notice }),
  };
}

export function findMessage(transcript: Transcript, ref: MessageRef, viewerId: string): ChatMessage | undefined {
  const stored = transcript.conversations.get(ref.conversationId)?.get(ref.id);
  return stored && seenBy(stored, viewerId);
}

export function listMessages(transcript: Transcript, conversationId: string, viewerId: string): readonly ChatMessage[] {
  const messages = transcript.conversations.get(conversationId)?.values() ?? [];
  return [...messages].map((stored) => seenBy(stored, viewerId));
}
