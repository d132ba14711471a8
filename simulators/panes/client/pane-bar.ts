import type { PlaceKind } from '../pane-view';
import { avatar, botAvatar } from './avatar';
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
  readonly groupName: string | undefined;
  /** Of the menu, before its own. */
  readonly items: readonly HTMLElement[];
  readonly onPlace: (place: PlaceKind) => void;
  readonly onInstall: (installed: boolean) => void;
}

function tab(text: string, title: string, onClick: () => void): HTMLButtonElement {
  return button({ class: 'tab', attributes: { title }, onClick }, text);
}

const NOT_INSTALLED = 'The app is not installed here. Latchkey adds it when this person is needed.';

function installPart({ onInstall, items }: PaneBarInput) {
  const state = { installed: true };
  const toggle = button({
    class: 'menu-item',
    onClick: () => {
      onInstall(!state.installed);
    },
  });
  const summary = element('summary', { attributes: { 'aria-label': 'More', title: 'More' } }, '⋯');
  const menu = element('details', { class: 'menu' }, summary, element('div', { class: 'menu-list' }, ...items, toggle));
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

const PLACES = [
  ['chat', 'Chat'],
  ['channel', 'Channel'],
  ['group', 'Group'],
] as const;

export function paneBar(input: PaneBarInput): PaneBar {
  const { botName, channelName = '', groupName = '', onPlace } = input;
  const { menu, missing, setInstalled } = installPart(input);
  const titles = { chat: botName, channel: channelName, group: groupName };
  const tabs = PLACES.map(([place, text]) => {
    const view = tab(text, titles[place], () => {
      onPlace(place);
    });
    return { place, view };
  });
  const title = element('h2', { class: 'bar-title' }, botName);
  const row = element('span', { class: 'tabs' }, ...tabs.map(({ view }) => view));
  const [ours, theirs] = [botAvatar(), avatar({ id: groupName, name: groupName })];
  const line = element('div', { class: 'bar' }, ours, theirs, title, row, menu);
  return {
    root: element('div', {}, line, missing),
    show: (shown, inTeam) => {
      menu.removeAttribute('open');
      ours.hidden = shown === 'group';
      theirs.hidden = shown !== 'group';
      row.hidden = !inTeam && groupName === '';
      title.textContent = shown === 'chat' ? botName : titles[shown];
      for (const { place, view } of tabs) {
        view.hidden = (place === 'channel' && !inTeam) || titles[place] === '';
        view.setAttribute('aria-pressed', String(place === shown));
      }
    },
    setInstalled,
  };
}
