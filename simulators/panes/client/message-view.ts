import type { ChatMessage } from '../../teams/message';
import type { PaneCommand } from '../pane-view';
import type { PressedAction } from './api';
import { avatar, botAvatar } from './avatar';
import { cardView } from './card-view';
import type { OnCommand } from './command-menu';
import { commandItems, menuOf } from './command-menu';
import { chip } from './compose-box';
import { element } from './dom';
import { textOf } from './markdown';
import { timeOf } from './times';

export interface MessageViewInput {
  readonly message: ChatMessage;
  /** Who wrote it, as people know them. */
  readonly author: { readonly id: string; readonly name: string };
  /** Whether the person of the pane wrote it. */
  readonly isOwn: boolean;
  readonly isUnread: boolean;
  readonly onPress: (action: PressedAction) => Promise<unknown>;
  readonly onSuggest: (text: string) => void;
  /** What the app offers for a message. */
  readonly commands: readonly PaneCommand[];
  readonly onCommand: OnCommand;
}

/** Two presses at once are possible in Teams too; the card only shows that it is busy. */
function pressing(view: HTMLElement, press: () => Promise<unknown>): void {
  view.classList.add('is-busy');
  view.setAttribute('aria-busy', 'true');
  void press().finally(() => {
    view.classList.remove('is-busy');
    view.removeAttribute('aria-busy');
  });
}

function cardsOf({ message, onPress }: MessageViewInput): readonly HTMLElement[] {
  return message.cards.map((card) => {
    const view: HTMLElement = cardView(card, (action) => {
      pressing(view, () => onPress(action));
    });
    return view;
  });
}

function noticeOf({ notice }: ChatMessage): HTMLElement | undefined {
  if (notice === undefined) return undefined;
  const role = notice.kind === 'error' ? 'alert' : 'status';
  return element('p', { class: `notice notice-${notice.kind}`, attributes: { role } }, notice.text);
}

function suggestionsOf({ message, onSuggest }: MessageViewInput): HTMLElement | undefined {
  if (message.suggestions.length === 0) return undefined;
  const chips = message.suggestions.map((text) => chip(text, onSuggest));
  return element('div', { class: 'chips' }, ...chips);
}

function headOf({ message, author, isUnread, commands, onCommand }: MessageViewInput): HTMLElement {
  const menu = menuOf('More about this message', '⋯', commandItems(commands, 'message', onCommand));
  const edited = message.editedAt === undefined ? undefined : element('span', { class: 'edited' }, 'Edited');
  const isNew = isUnread ? element('span', { class: 'new' }, 'New') : undefined;
  const name = element('span', { class: 'author' }, author.name);
  return element(
    'div',
    { class: 'message-head' },
    name,
    element('time', {}, timeOf(message.sentAt)),
    edited,
    isNew,
    menu,
  );
}

/** One message: who, when, what, and the cards as this person sees them. */
export function messageView(input: MessageViewInput): HTMLElement {
  const { message, author, isOwn, isUnread } = input;
  const text = message.text === '' ? undefined : textOf(message.text, message.format);
  const bubble = text && element('div', { class: 'bubble' }, text);
  const face = isOwn ? undefined : message.author === 'bot' ? botAvatar() : avatar(author);
  const body = element(
    'div',
    { class: 'message-body' },
    headOf(input),
    ...[bubble, ...cardsOf(input), noticeOf(message), suggestionsOf(input)],
  );
  const isReply = message.threadId !== undefined && message.threadId !== message.id;
  const kind = `message ${isOwn ? 'is-own' : 'is-other'}${isUnread ? ' is-unread' : ''}${isReply ? ' is-reply' : ''}`;
  return element('li', { class: kind, attributes: { 'data-id': message.id } }, face, body);
}
