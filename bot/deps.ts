import type { Server } from 'restify';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import type { Drafts } from '../recovery/drafts';
import type { Directory, KeyRing, Ledger, Tenants } from '../recovery/ports';
import type { Stops } from '../recovery/stops';
import type { ObjectId, RequestId } from '../recovery/terms';
import type { BotSettings } from './bot-settings';
import type { Conversations, Installation, Seen } from './conversations';
import type { Photos } from './person-photos';
import type { TurnLimits } from './fair-turns';
import type { ReadinessCheck } from './server';
import type { Verbs } from './verbs';

/** What both the notifier and the bot stand on. */
export interface ConnectionDeps {
  readonly settings: BotSettings;
  readonly tenants: Pick<Tenants, 'find'>;
  readonly directory: Pick<Directory, 'person'>;
  readonly photos: Photos;
  readonly conversations: Conversations;
  readonly seen: Seen;
  /** What the cards say of a pause. */
  readonly stops: Pick<Stops, 'known'>;
  readonly installation: Installation;
  readonly keys: KeyRing;
  /** What happened, for the card of an incident. */
  readonly ledger: Pick<Ledger, 'trail'>;
  /** What cards and memory go by. */
  readonly clock: Clock;
  /** What tokens are checked by: the machine's own time unless told otherwise, because the SDK checks by that too. */
  readonly wallClock?: Clock;
  /** Spreads tries after a failure; from 0 up to, not including, 1. The machine's own unless told otherwise. */
  readonly random?: () => number;
  /** How much of what comes in is worked on at a time; `TURN_LIMITS` unless told. */
  readonly turnLimits?: TurnLimits;
  readonly log: Log;
  /** Told of a stored row about this person that does not hold. Never throws. */
  readonly forged?: (tenantId: ObjectId, about: string) => Promise<void>;
}

/** The alarm is the domain's, which needs the connection first: it is put in once both are there. */
export interface LateAlarm {
  forged: NonNullable<ConnectionDeps['forged']>;
}

/** What the bot needs beside its connection. The verbs come last, because they need the notifier. */
export interface BotDeps {
  readonly verbs: Verbs;
  readonly drafts: Pick<Drafts, 'get' | 'remove'>;
  /** How long a press may wait for its answer; 900 ms unless told. */
  readonly answerWithinMs?: number;
  /** After so long the card of whoever pressed says that it is still worked on; ten seconds unless told. */
  readonly waitShownMs?: number;
  /** Draws a request anew for everybody who sees it, soon. */
  readonly redraw: (tenantId: ObjectId, id: RequestId) => void;
  /** Told of everybody who writes or presses something. Never throws. */
  readonly noteUse?: (tenantId: ObjectId, person: ObjectId) => Promise<void>;
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  readonly mounts: readonly ((server: Server) => void)[];
}
