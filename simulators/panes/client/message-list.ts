import type { ChatMessage } from '../../teams/message';
import { element } from './dom';
import type { ScrollBox } from './scroll-box';
import { createScrollBox, isAtEnd, isInView, refreshMore, showRest, showTop, toEnd } from './scroll-box';

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
  readonly box: ScrollBox;
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
  const box = createScrollBox(label, empty, list, typing);
  return { root: box.root, box, list, typing, empty, items: new Map(), draw };
}

/** Shows the newest message; of one that is taller than the pane, its beginning. */
function toNewest({ box, list }: MessageList): void {
  toEnd(box);
  const newest = list.lastElementChild;
  if (newest) showTop(box, newest);
}

/**
 * A card that somebody works on: it has the focus, or asks for something to be typed, and the person has said nothing
 * since. What comes below it must not scroll it away.
 */
function isInHand({ box }: MessageList, view: HTMLElement): boolean {
  if (!isInView(box, view)) return false;
  return view.matches(':focus-within') || view.querySelector('input, textarea, select') !== null;
}

function hasCardInHand(list: MessageList): boolean {
  const views = [...list.items.values()].map(({ view }) => view);
  const sinceOwn = views.slice(views.findLastIndex((view) => view.classList.contains('is-own')) + 1);
  return sinceOwn.slice(0, -1).some((view) => isInHand(list, view));
}

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

/**
 * The card took the place of the one in which somebody pressed or typed: the keyboard goes on there, in its first field
 * where that is what it asks for first.
 */
function focusIn(view: HTMLElement): void {
  const first = view.querySelector<HTMLElement>('input, textarea, select, .ac-pushButton');
  const field = first?.matches('.ac-pushButton') === false ? first : view;
  if (field === view) view.tabIndex = -1;
  field.focus({ preventScroll: true });
}

function replace(before: HTMLElement, view: HTMLElement): void {
  const hadFocus = before.matches(':focus-within');
  before.replaceWith(view);
  if (hadFocus) focusIn(view);
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
  replace(before.view, view);
  return view;
}

/** Shows a message that is new or has changed, and scrolls nowhere; false when it looks the same. */
function draw(list: MessageList, item: ListItem): boolean {
  const before = list.items.get(item.message.id);
  if (before && faceOf(before) === faceOf(item)) return false;
  const view = place(list, before, item);
  list.items.set(item.message.id, { ...item, view });
  list.empty.hidden = true;
  return true;
}

function addMessage(list: MessageList, item: ListItem): void {
  draw(list, item);
  if (hasCardInHand(list)) refreshMore(list.box, 'newMessage');
  else toNewest(list);
}

/** As far as it fits, and once more when a picture on it has got its size. */
function showAnswer({ box }: MessageList, view: HTMLElement): void {
  const show = (): void => {
    showRest(box, view);
  };
  show();
  for (const image of view.querySelectorAll('img')) image.addEventListener('load', show, { once: true });
}

/**
 * A card that changed in view is shown from its beginning, and the answer to a press on it as far as it fits; one that stayed
 * keeps its place, with what came under it. Where nothing came nothing moves: somebody may be in the middle of a press, and
 * would let go of another place.
 */
function changeMessage(list: MessageList, before: Shown, item: ListItem): void {
  const { scrollHeight } = list.box.scroll;
  const wasInView = isInView(list.box, before.view);
  const wasAtEnd = isAtEnd(list.box);
  const wasPressed = before.view.matches(':focus-within');
  if (!draw(list, item)) return;
  const view = list.items.get(item.message.id)?.view;
  const isRedrawn = view !== before.view;
  if (view && isRedrawn && wasInView) {
    showTop(list.box, view);
    if (wasPressed) showAnswer(list, view);
  } else if (wasAtEnd && list.box.scroll.scrollHeight > scrollHeight) toEnd(list.box);
  refreshMore(list.box);
}

/** Shows a message that is new or has changed; one that looks the same is left alone. */
export function putMessage(list: MessageList, item: ListItem): void {
  const before = list.items.get(item.message.id);
  if (before === undefined) addMessage(list, item);
  else changeMessage(list, before, item);
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
  const isNew = items.some(({ message }) => !list.items.has(message.id));
  for (const item of items) draw(list, item);
  if (isNew) toNewest(list);
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
  const follow = isAtEnd(list.box);
  list.typing.textContent = isTyping ? 'Latchkey is typing…' : '';
  if (isTyping && follow) toEnd(list.box);
}
