import type { PaneAccount, PaneChat, PaneEvent, PanePosted, PaneWorld, PlaceKind } from '../pane-view';
import type { DialogAnswer } from '../../teams/dialog-answer';
import type { Enrolled, NewMethodKind } from '../account-actions';

import { PageError } from './page-error';

const BASE = '/panes/api';

async function request<T>(path: string, body?: unknown): Promise<T> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${BASE}${path}`, body === undefined ? {} : post);
  if (!response.ok) throw new PageError('refused', `The local Teams answered ${response.status}.`);
  // Our own server; both sides share the types of pane-view.ts.
  return (await response.json()) as T;
}

/** One person's conversation, as the page addresses it. */
export interface Viewing {
  readonly personaId: string;
  readonly place: PlaceKind;
}

const person = (personaId: string): string => `/people/${encodeURIComponent(personaId)}`;
const conversation = ({ personaId, place }: Viewing): string => `${person(personaId)}/${place}`;

/** What a press sends: the action with the inputs merged into its data. */
export interface PressedAction {
  readonly type: string;
  readonly title?: string;
  readonly verb?: string;
  readonly data: object;
}

/** From where a dialog of the app is opened. */
export type PaneLaunch =
  | { readonly commandId: string; readonly context: 'message'; readonly messageId: string }
  | { readonly commandId: string; readonly context: 'compose' | 'commandBox' }
  | { readonly messageId: string; readonly data: object };

export const api = {
  world: () => request<PaneWorld>('/world'),
  chat: (viewing: Viewing) => request<PaneChat>(conversation(viewing)),
  say: (viewing: Viewing, text: string) => request(`${conversation(viewing)}/messages`, { text }),
  press: (viewing: Viewing, messageId: string, action: PressedAction) =>
    request(`${conversation(viewing)}/presses`, { messageId, action }),
  openDialog: (viewing: Viewing, launch: PaneLaunch) =>
    request<DialogAnswer>(`${conversation(viewing)}/dialogs`, { launch }),
  sendDialog: (viewing: Viewing, launch: PaneLaunch, data: object) =>
    request<DialogAnswer>(`${conversation(viewing)}/dialogs/sent`, { launch, data }),
  read: (viewing: Viewing) => request(`${conversation(viewing)}/read`, {}),
  shown: (viewing: Viewing) => request(`${conversation(viewing)}/shown`, {}),
  install: (personaId: string, installed: boolean) => request(`${person(personaId)}/installation`, { installed }),
  outbox: () => request<{ readonly items: readonly PanePosted[] }>('/outbox'),
  account: (personaId: string) => request<PaneAccount>(`${person(personaId)}/account`),
  enrol: (personaId: string, kind: NewMethodKind, pass: string) =>
    request<Enrolled>(`${person(personaId)}/methods`, { kind, pass }),
  giveMethod: (personaId: string, kind: NewMethodKind) => request(`${person(personaId)}/methods`, { kind }),
};

export interface Listener {
  readonly onEvent: (event: PaneEvent) => void;
  /** The stream is there (again): whatever was missed has to be read. */
  readonly onOpen: () => void;
  readonly onLost: () => void;
}

export function listen({ onEvent, onOpen, onLost }: Listener): void {
  const source = new EventSource(`${BASE}/events`);
  source.addEventListener('open', onOpen);
  source.addEventListener('error', onLost);
  source.addEventListener('message', ({ data }) => {
    // Our own server; both sides share the types of pane-view.ts.
    onEvent(JSON.parse(String(data)) as PaneEvent);
  });
}
