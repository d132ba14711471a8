import type { ChatMessage } from '../../teams/message';
import { element } from './dom';

export interface ListItem {
  readonly message: ChatMessage;
  readonly isUnread: boolean;
}

interface Shown extends ListItem {
  readonly view: HTMLElement;
}

/** The messages of one conversation on the page. */
export interface MessageList {
  readonly root: HTMLElement;
  readonly list: HTMLElement;
  readonly typing: HTMLElement;
  readonly empty: HTMLElement;
  readonly items: Map<string, Shown>;
  readonly draw: (item: ListItem) => HTMLElement;
}

export function createMessageList(label: string, draw: (item: ListItem) => HTMLElement): MessageList {
  const list = element('ul', { class: 'messages' });
  const typing = element('p', { class: 'typing', attributes: { role: 'status' } });
  const empty = element('p', { class: 'empty' }, 'No messages yet.');
  const root = element(
    'div',
    { class: 'scroll', attributes: { tabindex: '0', role: 'log', 'aria-label': label } },
    empty,
    list,
    typing,
  );
  return { root, list, typing, empty, items: new Map(), draw };
}

const toEnd = ({ root }: MessageList): void => {
  root.scrollTop = root.scrollHeight;
};

const MARGIN_PX = 8;

/** Scrolls back until the beginning of the message can be seen. */
function showTop({ root }: MessageList, view: Element): void {
  const above = root.getBoundingClientRect().top - view.getBoundingClientRect().top;
  if (above > 0) root.scrollTop -= above + MARGIN_PX;
}

/** Shows the newest message; of one that is taller than the pane, its beginning. */
function toNewest(list: MessageList): void {
  toEnd(list);
  const newest = list.list.lastElementChild;
  if (newest) showTop(list, newest);
}

function isInView({ root }: MessageList, view: Element): boolean {
  const seen = root.getBoundingClientRect();
  const { top, bottom } = view.getBoundingClientRect();
  return bottom > seen.top && top < seen.bottom;
}

const isAtEnd = ({ root }: MessageList): boolean => root.scrollHeight - root.scrollTop - root.clientHeight < 80;

/** What a person can see of the message; its revision may grow without a difference. */
const faceOf = ({ message, isUnread }: ListItem): string => JSON.stringify([{ ...message, revision: 0 }, isUnread]);

const contentOf = ({ message }: ListItem): string => JSON.stringify([message.cards, message.text]);

/** The parts around text and cards. */
const PARTS = ['.message-head', '.notice', '.chips'];

/** Takes over what changed around the cards, and leaves the cards alone: somebody may be typing in one. */
function patch(view: HTMLElement, next: HTMLElement): void {
  const body = view.querySelector('.message-body');
  view.className = next.className;
  for (const part of PARTS) {
    const old = view.querySelector(`.message-body > ${part}`);
    const changed = next.querySelector(`.message-body > ${part}`);
    if (old && changed) old.replaceWith(changed);
    else if (changed) body?.append(changed);
    else old?.remove();
  }
}

function place(list: MessageList, before: Shown | undefined, item: ListItem): HTMLElement {
  const view = list.draw(item);
  if (before === undefined) {
    list.list.append(view);
    return view;
  }
  if (contentOf(before) === contentOf(item)) {
    patch(before.view, view);
    return before.view;
  }
  before.view.replaceWith(view);
  return view;
}

/** Shows a message that is new or has changed; one that looks the same is left alone. */
export function putMessage(list: MessageList, item: ListItem): void {
  const before = list.items.get(item.message.id);
  if (before && faceOf(before) === faceOf(item)) return;
  const follow = before === undefined || isAtEnd(list);
  const wasInView = before !== undefined && isInView(list, before.view);
  const view = place(list, before, item);
  list.items.set(item.message.id, { ...item, view });
  list.empty.hidden = true;
  if (follow) toNewest(list);
  else if (wasInView && view !== before.view) showTop(list, view);
}

export function dropMessage(list: MessageList, id: string): void {
  list.items.get(id)?.view.remove();
  list.items.delete(id);
  list.empty.hidden = list.items.size > 0;
}

/** Shows exactly these messages, in this order. */
export function setMessages(list: MessageList, items: readonly ListItem[]): void {
  const wanted = new Set(items.map(({ message }) => message.id));
  for (const id of [...list.items.keys()]) if (!wanted.has(id)) dropMessage(list, id);
  for (const item of items) putMessage(list, item);
}

/** The person has looked: nothing is new any more. */
export function markAllRead(list: MessageList): void {
  for (const shown of [...list.items.values()])
    if (shown.isUnread) putMessage(list, { message: shown.message, isUnread: false });
}

/** Draws everything anew, after a change of theme. */
export function redrawMessages(list: MessageList): void {
  for (const [id, shown] of list.items) {
    const view = list.draw(shown);
    shown.view.replaceWith(view);
    list.items.set(id, { ...shown, view });
  }
}

export function showTyping(list: MessageList, isTyping: boolean): void {
  list.typing.textContent = isTyping ? 'Latchkey is typing…' : '';
  if (isTyping) toEnd(list);
}
