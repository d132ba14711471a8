import type { PlaceKind } from '../pane-view';
import { botAvatar } from './avatar';
import { button, element } from './dom';

/** The line under the head of a pane: which conversation, and whether the app is there. */
export interface PaneBar {
  readonly root: HTMLElement;
  readonly show: (place: PlaceKind, inTeam: boolean) => void;
  readonly setInstalled: (installed: boolean) => void;
}

export interface PaneBarInput {
  readonly botName: string;
  readonly channelName: string | undefined;
  readonly onPlace: (place: PlaceKind) => void;
  readonly onInstall: (installed: boolean) => void;
}

function tab(text: string, title: string, onClick: () => void): HTMLButtonElement {
  return button({ class: 'tab', attributes: { title }, onClick }, text);
}

const NOT_INSTALLED = 'The app is not installed here. Latchkey adds it when this person is needed.';

function installPart(onInstall: PaneBarInput['onInstall']) {
  const state = { installed: true };
  const toggle = button({
    class: 'menu-item',
    onClick: () => {
      onInstall(!state.installed);
    },
  });
  const summary = element('summary', { attributes: { 'aria-label': 'More', title: 'More' } }, '⋯');
  const menu = element('details', { class: 'menu' }, summary, element('div', { class: 'menu-list' }, toggle));
  const missing = element('p', { class: 'banner', attributes: { role: 'status' } }, NOT_INSTALLED);
  const setInstalled = (installed: boolean): void => {
    // The chat is read again now and then: whoever has the menu open keeps it.
    if (installed !== state.installed) menu.removeAttribute('open');
    state.installed = installed;
    toggle.textContent = installed ? 'Remove the app for this person' : 'Add the app for this person';
    missing.hidden = installed;
  };
  setInstalled(true);
  return { menu, missing, setInstalled };
}

export function paneBar({ botName, channelName = '', onPlace, onInstall }: PaneBarInput): PaneBar {
  const { menu, missing, setInstalled } = installPart(onInstall);
  const chat = tab('Chat', botName, () => {
    onPlace('chat');
  });
  const channel = tab('Channel', channelName, () => {
    onPlace('channel');
  });
  const title = element('h2', { class: 'bar-title' }, botName);
  const tabs = element('span', { class: 'tabs' }, chat, channel);
  const line = element('div', { class: 'bar' }, botAvatar(), title, tabs, menu);
  return {
    root: element('div', {}, line, missing),
    show: (place, inTeam) => {
      menu.removeAttribute('open');
      tabs.hidden = !inTeam;
      chat.setAttribute('aria-pressed', String(place === 'chat'));
      channel.setAttribute('aria-pressed', String(place === 'channel'));
    },
    setInstalled,
  };
}
