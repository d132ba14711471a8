import { refreshView } from './act';
import type { MessageRef } from './message';
import type { Persona } from './persona';
import type { RefreshAsk } from './refresh';
import { mayRefresh, refreshActionFor } from './refresh';
import { personalPlace, placeOf } from './roster';
import { findMessage, listMessages } from './transcript';
import type { World } from './world';

function track(world: World, work: Promise<void>): void {
  const tracked = work.finally(() => world.pending.delete(tracked));
  world.pending.add(tracked);
}

function refreshFor(world: World, ref: MessageRef, viewer: Persona, cause: RefreshAsk['cause']): void {
  const { roster, transcript } = world;
  if (roster.away.has(viewer.id)) return;
  const message = findMessage(transcript, ref, viewer.id);
  if (message?.author !== 'bot' || message.card === undefined) return;
  const action = refreshActionFor(message.card, viewer, roster.botId);
  if (action === undefined) return;
  if (!mayRefresh(world.refreshes, { message, viewer, cause, now: transcript.clock.now() })) return;
  track(world, refreshView(world, viewer, message, action));
}

/** From now on, everybody who looks at a chat asks for her own view of what the bot sends or edits there, as clients do. */
export function watchChats(world: World): void {
  world.transcript.events.subscribe((event) => {
    if (event.kind !== 'sent' && event.kind !== 'edited') return;
    const place = placeOf(world.roster, event.conversationId);
    for (const viewer of place?.members ?? []) refreshFor(world, event, viewer, 'changed');
  });
}

/** The person looks at the chat again: cards that were not refreshed within the last minute ask anew. */
export function openChat(world: World, viewer: Persona): void {
  world.roster.away.delete(viewer.id);
  const { conversationId } = personalPlace(world.roster, viewer);
  for (const message of listMessages(world.transcript, conversationId, viewer.id)) {
    refreshFor(world, message, viewer, 'shown');
  }
}

/** Resolves when no automatic refresh is under way. */
export async function settled(world: World): Promise<void> {
  while (world.pending.size > 0) await Promise.all(world.pending);
}
