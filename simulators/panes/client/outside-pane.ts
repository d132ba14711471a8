import type { PaneEvent, PaneWorld } from '../pane-view';
import type { AccountView } from './account-view';
import { createAccountView, reloadAccount } from './account-view';
import { api } from './api';
import { element } from './dom';
import { icon } from './icons';
import type { OutboxView } from './outbox-view';
import { outboxView } from './outbox-view';

/** What happens outside Teams: phones and mailboxes, and the account in Entra. */
export interface OutsidePane {
  readonly root: HTMLElement;
  readonly outbox: OutboxView;
  readonly account: AccountView;
  later: number | undefined;
}

/** A change in a chat often comes just before or after one of the account. */
const SETTLE_MS = 400;
const EVERY_MS = 5_000;

export function createOutsidePane(world: PaneWorld): OutsidePane {
  const outbox = outboxView();
  const account = createAccountView(world);
  const head = element('div', { class: 'outside-head' }, icon('outside'), element('h2', {}, 'Outside Teams'));
  const root = element(
    'section',
    { class: 'pane pane-outside', attributes: { 'aria-label': 'Outside Teams' } },
    head,
    element(
      'div',
      { class: 'scroll' },
      sectionOf('Entra account', account.root),
      sectionOf('Phones and mailboxes', outbox.root),
    ),
  );
  const pane: OutsidePane = { root, outbox, account, later: undefined };
  setInterval(() => {
    if (document.visibilityState === 'visible') reload(pane);
  }, EVERY_MS);
  return pane;
}

const sectionOf = (title: string, content: HTMLElement): HTMLElement =>
  element('div', { class: 'outside-section' }, element('h3', { class: 'outside-title' }, title), content);

function reload(pane: OutsidePane): void {
  reloadAccount(pane.account).catch(() => undefined);
}

export async function reloadOutside(pane: OutsidePane): Promise<void> {
  const { items } = await api.outbox();
  pane.outbox.set(items);
  await reloadAccount(pane.account);
}

export function tellOutside(pane: OutsidePane, event: PaneEvent): void {
  if (event.kind === 'posted') pane.outbox.add(event.item);
  if (event.kind !== 'message' && event.kind !== 'posted') return;
  window.clearTimeout(pane.later);
  pane.later = window.setTimeout(() => {
    reload(pane);
  }, SETTLE_MS);
}
