import type { SentMail, SentSms } from '../outbox';
import type { ChatMessage } from '../teams/message';
import type { AccountMethod, AccountPass, NewMethodKind } from './account-actions';
import type { TourStep } from './tour';

/** What the page and its server tell each other: JSON, types only. */

export type PlaceKind = 'channel' | 'chat' | 'group';

/** An action of the app, as its manifest lists it. */
export interface PaneCommand {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly context: readonly ('message' | 'compose' | 'commandBox')[];
}

export interface PanePersona {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly mail: string;
  readonly inTeam: boolean;
  /** Offered above this person's compose box. */
  readonly suggestions: readonly string[];
}

export interface PaneWorld {
  readonly botName: string;
  readonly personas: readonly PanePersona[];
  /** Handles of the people in the panes at first, left to right. */
  readonly panes: readonly string[];
  /** Whose account the last pane shows at first. */
  readonly accountOf: string;
  /** "Helpdesk › General" */
  readonly channelName?: string;
  /** The chat of everybody, without the bot. */
  readonly groupName?: string;
  readonly commands: readonly PaneCommand[];
  readonly tour: readonly TourStep[];
  readonly stepsDone: number;
  /** How many messages each person has not looked at, by handle. */
  readonly unread: Readonly<Record<string, number>>;
  readonly methodKinds: readonly NewMethodKind[];
}

export interface PaneChat {
  readonly messages: readonly ChatMessage[];
  readonly unread: readonly string[];
  readonly installed: boolean;
}

export interface PaneAccount {
  readonly methods: readonly AccountMethod[];
  readonly pass: AccountPass;
}

export type PanePosted = SentMail | SentSms;

/** Pushed to the page as it happens. */
export type PaneEvent =
  | {
      readonly kind: 'message';
      readonly personaId: string;
      readonly place: PlaceKind;
      readonly message: ChatMessage;
      readonly unread: boolean;
    }
  | { readonly kind: 'removed'; readonly personaId: string; readonly place: PlaceKind; readonly id: string }
  | { readonly kind: 'typing'; readonly personaId: string; readonly place: PlaceKind }
  | { readonly kind: 'read'; readonly personaId: string; readonly place: PlaceKind }
  | { readonly kind: 'unread'; readonly personaId: string; readonly count: number }
  | { readonly kind: 'installed'; readonly personaId: string; readonly installed: boolean }
  | { readonly kind: 'posted'; readonly item: PanePosted }
  | { readonly kind: 'tour'; readonly stepsDone: number };
