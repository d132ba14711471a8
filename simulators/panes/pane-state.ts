import type { Outbox } from '../outbox';
import type { Signal } from '../signal';
import { createSignal } from '../signal';
import type { LocalTeams } from '../teams/local-teams';
import type { ChatMessage } from '../teams/message';
import type { Persona } from '../teams/persona';
import type { TranscriptEvent } from '../teams/transcript';
import type { AccountActions } from './account-actions';
import type { PaneCommand, PaneEvent, PlaceKind } from './pane-view';
import type { Reading } from './reading';
import { createReading, noteRemoved, noteWritten, unreadOf } from './reading';
import type { TourSign, TourStep } from './tour';
import { signsIn, stepsDone } from './tour';

export interface PaneDeps {
  readonly teams: LocalTeams;
  readonly outbox: Outbox;
  readonly account: AccountActions;
  /** Offered above a person's compose box. */
  readonly suggestions: (persona: Persona) => readonly string[];
  /** Handles of the people in the panes at first. */
  readonly panes: readonly string[];
  readonly tour: readonly TourStep[];
  /** What the app offers beside its chat. */
  readonly commands: readonly PaneCommand[];
}

/** What the panes' server knows beside the local Teams: who has read what, how far the tour is, who listens. */
export interface PaneState extends PaneDeps {
  readonly reading: Reading;
  readonly seen: Set<TourSign>;
  readonly events: Signal<PaneEvent>;
}

/** A conversation as one person has it open. */
export interface Viewed {
  readonly personaId: string;
  readonly place: PlaceKind;
}

export function conversationOf({ teams }: PaneDeps, { personaId, place }: Viewed): string {
  if (place === 'group') return teams.group.about?.id ?? '';
  return place === 'chat' ? teams.conversationIdOf(personaId) : (teams.team?.channelId ?? '');
}

export function messagesOf({ teams }: PaneDeps, { personaId, place }: Viewed): readonly ChatMessage[] {
  if (place === 'group') return teams.group.messages(personaId);
  return place === 'chat' ? teams.chat(personaId) : teams.channel(personaId);
}

/** Everybody who has a conversation, and how: who is in the chats of local Teams never changes. */
function viewersIn({ teams }: PaneDeps): (conversationId: string) => readonly Viewed[] {
  const viewers = new Map<string, readonly Viewed[]>(
    teams.personas.map(({ id }) => [teams.conversationIdOf(id), [{ personaId: id, place: 'chat' }]]),
  );
  const { team } = teams;
  if (team)
    viewers.set(
      team.channelId,
      team.memberIds.map((personaId) => ({ personaId, place: 'channel' })),
    );
  const { about } = teams.group;
  if (about)
    viewers.set(
      about.id,
      teams.personas.map(({ id }) => ({ personaId: id, place: 'group' })),
    );
  return (conversationId) => viewers.get(conversationId) ?? [];
}

/** How many messages a person has not looked at, in her chat and in the channel. */
export function unreadCount(state: PaneState, personaId: string): number {
  const inTeam = state.teams.team?.memberIds.includes(personaId) === true;
  const places: readonly PlaceKind[] = inTeam ? ['chat', 'channel'] : ['chat'];
  const unread = places.map((place) => unreadOf(state.reading, personaId, conversationOf(state, { personaId, place })));
  return unread.reduce((sum, { size }) => sum + size, 0);
}

/** Notes that something of the tour happened. */
export function noteSign(state: PaneState, sign: TourSign): void {
  if (state.seen.has(sign)) return;
  state.seen.add(sign);
  state.events.emit({ kind: 'tour', stepsDone: stepsDone(state.tour, state.seen) });
}

export function tellUnread(state: PaneState, personaId: string): void {
  state.events.emit({ kind: 'unread', personaId, count: unreadCount(state, personaId) });
}

function tell(state: PaneState, viewed: Viewed, event: TranscriptEvent): void {
  const { personaId } = viewed;
  if (event.kind === 'removed') {
    noteRemoved(state.reading, personaId, event);
    state.events.emit({ kind: 'removed', ...viewed, id: event.id });
    return;
  }
  const message = state.teams.seen(personaId, event);
  if (message === undefined) return;
  if (event.kind !== 'viewed' && message.author === 'bot') noteWritten(state.reading, personaId, event);
  for (const sign of message.cards.flatMap(signsIn)) noteSign(state, sign);
  const unread = unreadOf(state.reading, personaId, event.conversationId).has(event.id);
  state.events.emit({ kind: 'message', ...viewed, message, unread });
  tellUnread(state, personaId);
}

export function createPaneState(deps: PaneDeps): PaneState {
  const state: PaneState = { ...deps, reading: createReading(), seen: new Set(), events: createSignal() };
  const viewersOf = viewersIn(deps);
  deps.teams.events.subscribe((event) => {
    const viewers = viewersOf(event.conversationId);
    const concerned =
      event.kind === 'viewed' ? viewers.filter(({ personaId }) => personaId === event.viewerId) : viewers;
    for (const viewed of concerned) tell(state, viewed, event);
  });
  deps.teams.typing.subscribe((conversationId) => {
    for (const viewed of viewersOf(conversationId)) state.events.emit({ kind: 'typing', ...viewed });
  });
  deps.teams.installations.subscribe((change) => {
    state.events.emit({ kind: 'installed', ...change });
  });
  deps.outbox.arrived.subscribe((item) => {
    state.events.emit({ kind: 'posted', item });
  });
  return state;
}
