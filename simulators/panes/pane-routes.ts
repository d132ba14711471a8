import path from 'node:path';
import type { Next, Request, RequestHandler, Response, Server } from 'restify';
import type { LocalTeams } from '../teams/local-teams';
import type { Persona } from '../teams/persona';
import type { PaneAnswer } from './pane-api';
import {
  account,
  chat,
  install,
  openDialog,
  posted,
  press,
  read,
  refusal,
  register,
  say,
  sendDialog,
  shown,
  world,
} from './pane-api';
import { PANE_FILES, sendPaneFile } from './pane-files';
import { isOwnRequest } from './pane-guard';
import type { PaneDeps, PaneState, Viewed } from './pane-state';
import { createPaneState } from './pane-state';
import type { PaneCommand } from './pane-view';
import { streamPane } from './pane-stream';
import { tourFor } from './tour';

export type PaneOptions = Pick<PaneDeps, 'account' | 'outbox'> & {
  /** Handles of employee, manager and helpdesk: the first three panes and the people of the tour. */
  readonly people: { readonly employee: string; readonly manager: string; readonly helpdesk: string };
  /** What the app offers beside its chat, by its manifest. Default: nothing. */
  readonly commands?: readonly PaneCommand[];
  /** What to offer above a person's compose box. Default: the usual words for her part. */
  readonly suggestions?: (persona: Persona) => readonly string[];
  /** Where index.html, panes.css and the built panes.js are. Default: the folder "public" beside this file. */
  readonly publicDir?: string;
};

type Handle = (state: PaneState, viewed: Viewed, body: unknown) => PaneAnswer | Promise<PaneAnswer>;

const PERSON = '/panes/api/people/:persona';

const ROUTES: readonly (readonly [method: 'get' | 'post', path: string, Handle])[] = [
  ['get', '/panes/api/world', world],
  ['get', '/panes/api/outbox', posted],
  ['get', `${PERSON}/account`, account],
  ['post', `${PERSON}/methods`, register],
  ['post', `${PERSON}/installation`, install],
  ['get', `${PERSON}/:place`, chat],
  ['post', `${PERSON}/:place/messages`, say],
  ['post', `${PERSON}/:place/presses`, press],
  ['post', `${PERSON}/:place/dialogs`, openDialog],
  ['post', `${PERSON}/:place/dialogs/sent`, sendDialog],
  ['post', `${PERSON}/:place/read`, read],
  ['post', `${PERSON}/:place/shown`, shown],
];

function usualWords(teams: LocalTeams, { employee, manager }: PaneOptions['people']): PaneDeps['suggestions'] {
  const openFor = `open for ${teams.persona(employee).mail}`;
  return ({ id }) => {
    if (teams.team?.memberIds.includes(id)) return [openFor, 'status', 'help'];
    return id === teams.persona(manager).id ? ['status', 'help'] : ['I lost my phone', 'help', 'status'];
  };
}

function viewedIn(req: Request): Viewed {
  // restify types them `any`; parameters of a path are always strings.
  const { persona = '', place } = req.params as Readonly<Record<string, string>>;
  return { personaId: persona, place: place === 'channel' || place === 'group' ? place : 'chat' };
}

const REFUSED = { error: 'Only the page of the local Teams may ask this.' };

function guarded(teams: LocalTeams, handle: (req: Request, res: Response) => Promise<void> | void): RequestHandler {
  return (req: Request, res: Response, next: Next) => {
    if (!isOwnRequest(req.headers, teams.port)) {
      res.send(403, REFUSED);
      next(false);
      return;
    }
    void Promise.resolve(handle(req, res)).then(() => {
      next(false);
    });
  };
}

async function answer(state: PaneState, handle: Handle, req: Request): Promise<PaneAnswer> {
  try {
    const body: unknown = req.body;
    return await handle(state, viewedIn(req), body);
  } catch (cause) {
    return refusal(cause);
  }
}

function createState(options: PaneOptions, teams: LocalTeams): PaneState {
  const { employee, manager, helpdesk } = options.people;
  const tour = tourFor({
    employee: teams.persona(employee),
    manager: teams.persona(manager),
    helpdesk: teams.persona(helpdesk),
  });
  const { suggestions = usualWords(teams, options.people), account: accountActions, outbox, commands = [] } = options;
  return createPaneState({
    teams,
    outbox,
    account: accountActions,
    suggestions,
    tour,
    commands,
    panes: [employee, manager, helpdesk],
  });
}

/** For the `extend` option of the local Teams: the page at "/", its API and its stream, on the same port. */
export const paneRoutes =
  (options: PaneOptions) =>
  (server: Server, teams: LocalTeams): void => {
    const state = createState(options, teams);
    const publicDir = options.publicDir ?? path.join(__dirname, 'public');
    for (const [address, file] of Object.entries(PANE_FILES)) {
      server.get(
        address,
        guarded(teams, (_req, res) => sendPaneFile(res, publicDir, file)),
      );
    }
    server.get(
      '/panes/api/events',
      guarded(teams, (req, res) => {
        streamPane(state, req, res);
      }),
    );
    for (const [method, address, handle] of ROUTES) {
      server[method](
        address,
        guarded(teams, async (req, res) => {
          const { status, body } = await answer(state, handle, req);
          res.send(status, body);
        }),
      );
    }
  };
