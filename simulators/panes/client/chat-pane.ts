import type { ChatMessage } from '../../teams/message';
import type { PaneCommand, PaneEvent, PanePersona, PaneWorld, PlaceKind } from '../pane-view';
import type { Viewing } from './api';
import { api } from './api';
import type { ComposeBox } from './compose-box';
import { composeBox } from './compose-box';
import { commandItems } from './command-menu';
import type { DialogView } from './dialog-view';
import { dialogView } from './dialog-view';
import { element } from './dom';
import type { ListItem, MessageList } from './message-list';
import {
  createMessageList,
  dropMessage,
  markAllRead,
  putMessage,
  redrawMessages,
  setMessages,
  showTyping,
} from './message-list';
import { messageView } from './message-view';
import type { PaneBar } from './pane-bar';
import { paneBar } from './pane-bar';
import { openFromBox, openFromMessage, pressed } from './pane-dialogs';
import type { PersonSwitch } from './person-switch';
import { personSwitch } from './person-switch';
import { themeChanged } from './theme';

/** One person's Teams on the page. */
export interface ChatPane {
  readonly root: HTMLElement;
  readonly world: PaneWorld;
  readonly list: MessageList;
  readonly head: PersonSwitch;
  readonly bar: PaneBar;
  readonly compose: ComposeBox;
  readonly dialog: DialogView;
  viewing: Viewing;
  /** Grows with everything that was pushed for the conversation in view. */
  told: number;
  typingEnds: number | undefined;
}

const TYPING_MS = 8_000;

const personOf = (world: PaneWorld, id: string): PanePersona | undefined =>
  world.personas.find((persona) => persona.id === id);

function authorOf(world: PaneWorld, { author }: ChatMessage): { readonly id: string; readonly name: string } {
  return personOf(world, author) ?? { id: 'bot', name: world.botName };
}

/** Something that a person did; what fails shows up in her chat or in the connection bar. */
const attempt = (work: Promise<unknown>): void => {
  work.catch((cause: unknown) => {
    console.error(cause);
  });
};

function drawItem(pane: () => ChatPane, { message, isUnread }: ListItem): HTMLElement {
  const { world, viewing } = pane();
  return messageView({
    ...{ message, isUnread, author: authorOf(world, message), isOwn: message.author === viewing.personaId },
    onPress: (action) => pressed(pane(), message.id, action),
    commands: world.commands,
    onCommand: (command) => {
      openFromMessage(pane(), command, message.id);
    },
    onSuggest: (text) => {
      attempt(api.say(pane().viewing, text));
    },
  });
}

function readIfUnread(pane: ChatPane): void {
  const isNew = [...pane.list.items.values()].some(({ isUnread }) => isUnread);
  if (isNew) attempt(api.read(pane.viewing));
}

async function loadChat(pane: ChatPane): Promise<void> {
  const asked = pane.viewing;
  const told = pane.told;
  const { messages, unread, installed } = await api.chat(asked);
  if (asked !== pane.viewing) return;
  // Something was pushed meanwhile, and this answer may be older.
  if (told !== pane.told) return loadChat(pane);
  setMessages(
    pane.list,
    messages.map((message) => ({ message, isUnread: unread.includes(message.id) })),
  );
  pane.bar.setInstalled(installed);
  attempt(api.shown(asked));
}

function view(pane: ChatPane, viewing: Viewing): void {
  pane.viewing = viewing;
  pane.dialog.close();
  const persona = personOf(pane.world, viewing.personaId);
  setMessages(pane.list, []);
  showTyping(pane.list, false);
  pane.head.show(viewing.personaId);
  const isGroup = viewing.place === 'group';
  pane.compose.suggest(isGroup ? [] : (persona?.suggestions ?? []));
  pane.compose.address(`Message to ${isGroup ? (pane.world.groupName ?? '') : pane.world.botName}`);
  pane.bar.show(viewing.place, persona?.inTeam === true);
  pane.root.setAttribute('aria-label', `${persona?.name ?? ''}, ${persona?.role ?? ''}`);
  attempt(loadChat(pane));
}

export function showPerson(pane: ChatPane, personaId: string): void {
  view(pane, { personaId, place: 'chat' });
}

export const reloadPane = (pane: ChatPane): Promise<void> => loadChat(pane);

export function showPaneUnread(pane: ChatPane, unread: ReadonlyMap<string, number>): void {
  pane.head.setUnread(unread);
  pane.root.classList.toggle('has-unread', (unread.get(pane.viewing.personaId) ?? 0) > 0);
}

function typingStarts(pane: ChatPane): void {
  window.clearTimeout(pane.typingEnds);
  showTyping(pane.list, true);
  pane.typingEnds = window.setTimeout(() => {
    showTyping(pane.list, false);
  }, TYPING_MS);
}

/** Shows what was pushed, if it is for the conversation in view. */
export function tellPane(pane: ChatPane, event: PaneEvent): void {
  if (!('personaId' in event) || event.personaId !== pane.viewing.personaId) return;
  if (event.kind === 'installed') pane.bar.setInstalled(event.installed);
  if (!('place' in event) || event.place !== pane.viewing.place) return;
  if (event.kind === 'message' || event.kind === 'removed') pane.told += 1;
  if (event.kind === 'typing') typingStarts(pane);
  if (event.kind === 'read') markAllRead(pane.list);
  if (event.kind === 'removed') dropMessage(pane.list, event.id);
  if (event.kind !== 'message') return;
  if (event.message.author === 'bot') showTyping(pane.list, false);
  const isLooking = pane.root.matches(':focus-within') && document.hasFocus();
  putMessage(pane.list, { message: event.message, isUnread: event.unread && !isLooking });
  if (event.unread && isLooking) attempt(api.read(pane.viewing));
}

function createParts(world: PaneWorld, label: string, pane: () => ChatPane) {
  const onPlace = (place: PlaceKind): void => {
    view(pane(), { ...pane().viewing, place });
  };
  const onInstall = (installed: boolean): void => {
    attempt(api.install(pane().viewing.personaId, installed));
  };
  const onSwitch = (personaId: string): void => {
    showPerson(pane(), personaId);
  };
  const onSay = (text: string): void => {
    attempt(api.say(pane().viewing, text));
  };
  const onCommand = (context: 'compose' | 'commandBox') => (command: PaneCommand) => {
    openFromBox(pane(), command, context);
  };
  const { botName, channelName, groupName, commands } = world;
  return {
    head: personSwitch({ personas: world.personas, label: 'Person in this pane', onSwitch }),
    bar: paneBar({
      ...{ botName, channelName, groupName, onPlace, onInstall },
      items: commandItems(commands, 'commandBox', onCommand('commandBox')),
    }),
    list: createMessageList(label, (item) => drawItem(pane, item)),
    compose: composeBox({ onSay, commands, onCommand: onCommand('compose') }),
  };
}

export function createChatPane(world: PaneWorld, personaId: string): ChatPane {
  const { head, bar, list, compose } = createParts(world, 'Messages', () => pane);
  const dialog = dialogView([bar.root, list.root, compose.root]);
  const root = element('section', { class: 'pane' }, head.root, bar.root, list.root, compose.root, dialog.root);
  const viewing: Viewing = { personaId, place: 'chat' };
  const pane: ChatPane = { root, world, list, head, bar, compose, dialog, viewing, told: 0, typingEnds: undefined };
  for (const seen of ['pointerdown', 'focusin'] as const) {
    root.addEventListener(seen, () => {
      readIfUnread(pane);
    });
  }
  themeChanged.subscribe(() => {
    redrawMessages(list);
  });
  return pane;
}
