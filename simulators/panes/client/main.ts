import type { PaneEvent, PaneWorld } from '../pane-view';
import { api, listen } from './api';
import type { ChatPane } from './chat-pane';
import { createChatPane, reloadPane, showPaneUnread, showPerson, tellPane } from './chat-pane';
import { byId } from './dom';
import { icon } from './icons';
import type { OutsidePane } from './outside-pane';
import { createOutsidePane, reloadOutside, tellOutside } from './outside-pane';
import { currentTheme, startTheme, themeChanged, toggleTheme } from './theme';
import type { TourView } from './tour-view';
import { tourView } from './tour-view';

interface Page {
  readonly panes: readonly ChatPane[];
  readonly outside: OutsidePane;
  readonly tour: TourView;
  readonly steps: number;
  readonly unread: Map<string, number>;
}

function showThemeButton(): void {
  const made = byId('theme');
  const isDark = currentTheme() === 'dark';
  made.replaceChildren(icon(isDark ? 'sun' : 'moon'));
  made.setAttribute('aria-label', isDark ? 'Use the light theme' : 'Use the dark theme');
}

/** Goes to the pane of a person, or to what happens outside Teams. */
function goTo({ panes, outside }: Page, where: string): void {
  const open = panes.find(({ viewing }) => viewing.personaId === where);
  const pane = open ?? panes[0];
  if (where !== 'outside' && open === undefined && pane) showPerson(pane, where);
  const root = where === 'outside' ? outside.root : pane?.root;
  root?.scrollIntoView({ behavior: 'smooth', inline: 'center', block: 'nearest' });
  root?.querySelector<HTMLElement>('textarea, input')?.focus({ preventScroll: true });
}

function showUnread({ panes, unread }: Page): void {
  for (const pane of panes) showPaneUnread(pane, unread);
}

const ALL_DONE = 'That was a whole recovery. Try Deny next, a wrong number, or “this was not me”.';

function showSteps({ tour, steps }: Page, done: number): void {
  tour.setDone(done);
  if (done >= steps) byId('note').textContent = ALL_DONE;
}

function onEvent(page: Page, event: PaneEvent): void {
  for (const pane of page.panes) tellPane(pane, event);
  tellOutside(page.outside, event);
  if (event.kind === 'tour') showSteps(page, event.stepsDone);
  if (event.kind !== 'unread') return;
  page.unread.set(event.personaId, event.count);
  showUnread(page);
}

/** Reads everything anew: at first, and whenever the stream comes back. */
async function reload(page: Page): Promise<void> {
  const { unread, stepsDone } = await api.world();
  for (const [personaId, count] of Object.entries(unread)) page.unread.set(personaId, count);
  showUnread(page);
  showSteps(page, stepsDone);
  await Promise.all([...page.panes.map(reloadPane), reloadOutside(page.outside)]);
}

function build(world: PaneWorld): Page {
  const panes = world.panes.map((personaId) => createChatPane(world, personaId));
  const outside = createOutsidePane(world);
  const tour = tourView(world.tour, (where) => {
    goTo(page, where);
  });
  const page: Page = { panes, outside, tour, steps: world.tour.length, unread: new Map() };
  byId('tour').append(tour.root);
  byId('panes').append(...panes.map(({ root }) => root), outside.root);
  panes.forEach((pane, index) => {
    showPerson(pane, world.panes[index] ?? '');
  });
  return page;
}

function connect(page: Page): void {
  const lost = byId('lost');
  listen({
    onEvent: (event) => {
      onEvent(page, event);
    },
    onOpen: () => {
      lost.hidden = true;
      reload(page).catch(() => undefined);
    },
    onLost: () => {
      lost.hidden = false;
    },
  });
}

async function start(): Promise<void> {
  themeChanged.subscribe(showThemeButton);
  startTheme();
  byId('theme').addEventListener('click', toggleTheme);
  connect(build(await api.world()));
}

void start();
