import type { Secret } from '../platform/secret';
import type { ApproverGroup } from '../recovery/facts';
import type { RecoveryRequest } from '../recovery/request';
import type { Waiting } from '../recovery/stuck';
import type { Millis, ObjectId } from '../recovery/terms';
import type { Viewer } from '../recovery/viewers';
import type { Note } from './card-data';

/** What the directory says of a person, as far as a card shows it. Attacker-influenced: people can rename themselves. */
export interface CardPerson {
  readonly displayName: string;
  /** The name held characters that nobody sees, which were taken out. */
  readonly nameHides?: true;
  readonly givenName?: string;
  readonly userPrincipalName: string;
  readonly jobTitle?: string;
  readonly department?: string;
}

/** For whom and when a card is drawn. */
export interface Scene {
  readonly now: Millis;
  /** IANA name from the reader's client; unknown or missing = UTC. */
  readonly timeZone?: string;
  /** From `mintCardToken`, for this reader. */
  readonly token: string;
  /** Channel id of the reader (`29:...`): adds `refresh`. */
  readonly refreshUserId?: string;
  readonly note?: Note;
}

export interface MatchNumber {
  readonly slot: 1 | 2;
  readonly group: ApproverGroup;
  readonly number: Secret;
}

/** One request as one person sees it. */
export interface RequestView extends Scene {
  readonly request: RecoveryRequest;
  readonly viewer: Viewer;
  /** Everybody the request names. Who is missing is “a colleague”. */
  readonly people: ReadonlyMap<ObjectId, CardPerson>;
  /** The employee's picture, as a `data:` address that was checked; only where somebody is asked to recognise them. */
  readonly photo?: string;
  /** What has been waited for longer than ten seconds; as of the moment of drawing. */
  readonly waits?: Waiting;
  /**
   * Only in an answer that nobody but this viewer gets. A stored message has none and offers a “Show” button instead.
   */
  readonly numbers?: { readonly match?: readonly MatchNumber[]; readonly release?: Secret };
}

/** A view whose request is known to be in one arm. */
export type ViewOf<R extends RecoveryRequest> = RequestView & { readonly request: R };
