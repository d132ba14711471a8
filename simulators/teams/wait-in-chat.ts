import { waitFor } from '../wait-for';
import { LocalTeamsError } from './errors';
import type { Inbox } from './inbox';
import { takeSighting } from './inbox';
import type { ChatMessage } from './message';
import { describe } from './message';
import { verbsOf } from './press';
import { listMessages } from './transcript';
import type { World } from './world';

export type Matches = (message: ChatMessage) => boolean;

export interface Awaited {
  readonly conversationId: string;
  /** Whose view counts; the handle of a persona. */
  readonly viewerId: string;
  readonly matches: Matches;
  readonly waitMs: number;
}

function tooLate(world: World, { conversationId, viewerId, waitMs }: Awaited): LocalTeamsError {
  const chat = listMessages(world.transcript, conversationId, viewerId);
  const lines = chat.map((message) => `  ${describe(message, verbsOf(message))}`).join('\n') || '  (nothing)';
  return new LocalTeamsError(
    'waitedTooLong',
    `No such message for ${viewerId} within ${waitMs} ms. The chat:\n${lines}`,
  );
}

/** The next message or edit of the bot that matches and that nobody took before: one that came already, or one to come. */
export function takeNext(world: World, inbox: Inbox, awaited: Awaited): Promise<ChatMessage> {
  const { conversationId, matches, waitMs } = awaited;
  const subscribe = inbox.arrived.subscribe;
  return waitFor({ subscribe, waitMs, tooLate: () => tooLate(world, awaited) }, () =>
    takeSighting(inbox, conversationId, matches),
  );
}

/** Resolves as soon as the viewer sees a message that matches, as it stands then; the newest if there are several. */
export function untilShown(world: World, awaited: Awaited): Promise<ChatMessage> {
  const { conversationId, viewerId, matches, waitMs } = awaited;
  const { subscribe } = world.transcript.events;
  return waitFor({ subscribe, waitMs, tooLate: () => tooLate(world, awaited) }, () =>
    listMessages(world.transcript, conversationId, viewerId).findLast(matches),
  );
}
