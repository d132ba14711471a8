import type { Card } from '../../teams/card';
import type { DialogAnswer } from '../../teams/dialog-answer';
import { cardView } from './card-view';
import { button, element } from './dom';
import { themeChanged } from './theme';

/** A dialog of the app, over one person's Teams. */
export interface DialogView {
  readonly root: HTMLElement;
  /** Shows what comes of it; `send` is called with what a button of its card sends. */
  readonly show: (asked: Promise<DialogAnswer>, send: Send) => void;
  readonly close: () => void;
}

type Send = (data: object) => Promise<DialogAnswer>;

interface Parts {
  readonly root: HTMLElement;
  readonly title: HTMLElement;
  readonly body: HTMLElement;
  /** What lies under it, and must not be reached meanwhile. */
  readonly under: readonly HTMLElement[];
  answer: DialogAnswer | undefined;
  send: Send | undefined;
  /** Grows with each thing shown: an answer that comes after it was closed is dropped. */
  turn: number;
  opener: Element | null;
}

const FAILED: DialogAnswer = { kind: 'error', reason: 'The local Teams does not answer.' };

function close(parts: Parts): void {
  parts.turn += 1;
  parts.root.hidden = true;
  parts.answer = undefined;
  parts.body.replaceChildren();
  for (const one of parts.under) one.inert = false;
  if (parts.opener instanceof HTMLElement) parts.opener.focus({ preventScroll: true });
}

/** The first thing to do in it; else the dialog itself, so that the keyboard is there. */
function focusIn({ root, body }: Parts): void {
  const first = body.querySelector<HTMLElement>('input, select, textarea, button');
  (first ?? root).focus({ preventScroll: true });
  body.scrollTop = 0;
}

const said = (text: string, kind: 'error' | 'info'): HTMLElement =>
  element('p', { class: `notice notice-${kind}`, attributes: { role: kind === 'error' ? 'alert' : 'status' } }, text);

function cardIn(parts: Parts, card: Card): HTMLElement {
  const view: HTMLElement = cardView(card, ({ type, data }) => {
    if (type !== 'Action.Submit' || parts.send === undefined) return;
    view.classList.add('is-busy');
    void follow(parts, parts.send(data));
  });
  return view;
}

function draw(parts: Parts, answer: DialogAnswer): void {
  if (answer.kind === 'closed') return close(parts);
  parts.answer = answer;
  if (answer.kind === 'card') parts.title.textContent = answer.title;
  parts.body.replaceChildren(
    answer.kind === 'card'
      ? cardIn(parts, answer.card)
      : answer.kind === 'message'
        ? said(answer.text, 'info')
        : said(`Something went wrong. ${answer.reason}`, 'error'),
  );
}

async function follow(parts: Parts, asked: Promise<DialogAnswer>): Promise<void> {
  parts.turn += 1;
  const { turn } = parts;
  const answer = await asked.catch(() => FAILED);
  if (turn !== parts.turn) return;
  draw(parts, answer);
  if (!parts.root.hidden) focusIn(parts);
}

function open(parts: Parts, asked: Promise<DialogAnswer>, send: Send): void {
  parts.opener = document.activeElement;
  parts.send = send;
  parts.title.textContent = '';
  parts.body.replaceChildren(said('One moment…', 'info'));
  parts.root.hidden = false;
  for (const one of parts.under) one.inert = true;
  parts.root.focus({ preventScroll: true });
  void follow(parts, asked);
}

export function dialogView(under: readonly HTMLElement[]): DialogView {
  const title = element('h2', { class: 'dialog-title' });
  const body = element('div', { class: 'dialog-body', attributes: { tabindex: '-1' } });
  const shut = button({ class: 'dialog-close', attributes: { 'aria-label': 'Close', title: 'Close' } }, '✕');
  const head = element('div', { class: 'dialog-head' }, title, shut);
  const attributes = { role: 'dialog', 'aria-label': 'Dialog of the app', tabindex: '-1' };
  const root = element('div', { class: 'dialog', attributes }, head, body);
  root.hidden = true;
  const parts: Parts = {
    ...{ root, title, body, under, answer: undefined, send: undefined, turn: 0, opener: null },
  };
  shut.addEventListener('click', () => {
    close(parts);
  });
  root.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close(parts);
  });
  themeChanged.subscribe(() => {
    if (parts.answer !== undefined) draw(parts, parts.answer);
  });
  return {
    root,
    show: (asked, send) => {
      open(parts, asked, send);
    },
    close: () => {
      if (!root.hidden) close(parts);
    },
  };
}
