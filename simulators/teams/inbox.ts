import type { Signal } from '../signal';
import { createSignal } from '../signal';
import type { ChatMessage, MessageRef } from './message';
import type { Roster } from './roster';
import { placeOf } from './roster';
import type { Transcript } from './transcript';
import { findMessage } from './transcript';

interface Sighting {
  readonly message: ChatMessage;
  taken: boolean;
}

/** What the bot wrote or edited, in order of arrival, so that a test can take one after the other and never misses any. */
export interface Inbox {
  readonly sightings: Sighting[];
  readonly arrived: Signal<void>;
}

const MAX_KEPT = 1_000;

/** In a personal chat: as that person sees it; in the channel: as the message itself is. */
function viewerOf(roster: Roster, conversationId: string): string {
  const place = placeOf(roster, conversationId);
  return place?.kind === 'personal' ? (place.members[0]?.id ?? '') : '';
}

function sight(inbox: Inbox, message: ChatMessage): void {
  inbox.sightings.push({ message, taken: false });
  if (inbox.sightings.length > MAX_KEPT) inbox.sightings.shift();
  inbox.arrived.emit();
}

export function createInbox(deps: { readonly roster: Roster; readonly transcript: Transcript }): Inbox {
  const inbox: Inbox = { sightings: [], arrived: createSignal() };
  const look = (ref: MessageRef): void => {
    const message = findMessage(deps.transcript, ref, viewerOf(deps.roster, ref.conversationId));
    if (message?.author === 'bot') sight(inbox, message);
  };
  deps.transcript.events.subscribe((event) => {
    if (event.kind === 'sent' || event.kind === 'edited') look(event);
  });
  return inbox;
}

/** The oldest matching message or edit of the conversation that nobody took before. */
export function takeSighting(
  inbox: Inbox,
  conversationId: string,
  matches: (message: ChatMessage) => boolean,
): ChatMessage | undefined {
  const found = inbox.sightings.find(
    ({ taken, message }) => !taken && message.conversationId === conversationId && matches(message),
  );
  if (found) found.taken = true;
  return found?.message;
}
