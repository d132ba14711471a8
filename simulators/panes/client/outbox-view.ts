import type { PanePosted } from '../pane-view';
import { element } from './dom';
import { icon } from './icons';
import { wordsOfHtml } from './mail-words';
import { linked } from './markdown';
import { timeOf } from './times';

const wordsOf = (item: PanePosted): string => {
  if (item.kind === 'sms') return item.text;
  return item.body.contentType === 'html' ? wordsOfHtml(item.body.content) : item.body.content;
};

function postedView(item: PanePosted): HTMLElement {
  const to = item.kind === 'mail' ? item.to.join(', ') : item.to;
  const kind = item.kind === 'mail' ? 'Mail' : 'Text message';
  const head = element(
    'div',
    { class: 'posted-head' },
    icon(item.kind === 'mail' ? 'mail' : 'phone'),
    element('span', { class: 'posted-to' }, `${kind} to ${to}`),
    element('time', {}, timeOf(item.at)),
  );
  const subject = item.kind === 'mail' ? element('p', { class: 'posted-subject' }, item.subject) : undefined;
  const words = element('p', { class: 'posted-words' }, ...linked(wordsOf(item)));
  return element('li', { class: 'posted' }, head, subject, words);
}

export interface OutboxView {
  readonly root: HTMLElement;
  readonly set: (items: readonly PanePosted[]) => void;
  readonly add: (item: PanePosted) => void;
}

/** Mails and text messages, newest first. Nothing was really sent. */
export function outboxView(): OutboxView {
  const list = element('ul', { class: 'posted-list' });
  const empty = element('p', { class: 'empty' }, 'Mails and text messages arrive here. Nothing leaves this machine.');
  const add = (item: PanePosted): void => {
    empty.hidden = true;
    list.prepend(postedView(item));
  };
  const set = (items: readonly PanePosted[]): void => {
    list.replaceChildren();
    empty.hidden = items.length > 0;
    items.forEach(add);
  };
  const attributes = { role: 'log', 'aria-label': 'Mails and text messages' };
  return { root: element('div', { class: 'outbox', attributes }, empty, list), set, add };
}
