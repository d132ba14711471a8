import type { Card, CardAction } from './card';
import { refreshOf } from './card';
import type { ChatMessage } from './message';
import type { Persona } from './persona';
import { channelIdOf } from './persona';

/** When each viewer's client asked on its own, per message. */
export interface RefreshLog {
  readonly askedAt: Map<string, readonly number[]>;
}

export const createRefreshLog = (): RefreshLog => ({ askedAt: new Map() });

const WINDOW_MS = 60_000;
/** A bot that edits the message in answer to a refresh would make clients ask for ever; ours stop here until a minute has passed. */
const MAX_PER_WINDOW = 5;

/** The action with which this viewer's client asks for her own view of the card; undefined where she is not listed. */
export function refreshActionFor(card: Card, viewer: Persona, botId: string): CardAction | undefined {
  const refresh = refreshOf(card);
  return refresh?.userIds.includes(channelIdOf(viewer, botId)) ? refresh.action : undefined;
}

export interface RefreshAsk {
  readonly message: ChatMessage;
  readonly viewer: Persona;
  /** `shown`: the card came into view again. `changed`: it is new or was edited, which Teams refreshes at once. */
  readonly cause: 'changed' | 'shown';
  readonly now: number;
}

/** Whether the viewer's client may ask now; counts it if so. */
export function mayRefresh(log: RefreshLog, { message, viewer, cause, now }: RefreshAsk): boolean {
  const key = `${message.conversationId} ${message.id} ${viewer.id}`;
  const recent = (log.askedAt.get(key) ?? []).filter((at) => now - at < WINDOW_MS);
  const allowed = cause === 'changed' ? MAX_PER_WINDOW : 1;
  if (recent.length >= allowed) return false;
  log.askedAt.set(key, [...recent, now]);
  return true;
}
