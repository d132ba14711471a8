import type { RequestView } from '../cards/request-view';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import type { KeyRing, Ledger } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import type { Stops } from '../recovery/stops';
import type { Viewer } from '../recovery/viewers';
import type { BackOff } from './back-off';
import type { CardsInHand } from './cards-in-hand';
import type { ChatSender } from './chat-sender';
import type { ChatReference, Conversations, Installation } from './conversations';
import { baseView } from './face';
import type { Metrics } from './metrics';
import type { People } from './people';

export interface NotifierDeps {
  readonly sender: ChatSender;
  readonly conversations: Conversations;
  readonly installation: Installation;
  readonly people: People;
  readonly keys: KeyRing;
  readonly ledger: Pick<Ledger, 'trail'>;
  readonly clock: Clock;
  readonly stops: Pick<Stops, 'known'>;
  readonly hand: CardsInHand;
  readonly backOff: BackOff;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** A request as somebody sees it in their own chat. */
export function viewInChat(
  deps: NotifierDeps,
  request: RecoveryRequest,
  viewer: Viewer,
  { channelUserId, timeZone }: ChatReference,
): Promise<RequestView> {
  return baseView(deps, request, { viewer, channelUserId, ...(timeZone !== undefined && { timeZone }) });
}

export function countSent(
  { metrics }: NotifierDeps,
  outcome: 'posted' | 'edited' | 'notified' | 'unreachable' | 'failed',
): void {
  metrics.count('latchkey_sent_messages_total', { outcome });
}
