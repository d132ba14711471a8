import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import type { Drafts } from '../recovery/drafts';
import type { KeyRing, Ledger, Tenants } from '../recovery/ports';
import type { Stops } from '../recovery/stops';
import type { Answer } from './answer';
import type { CardsInHand } from './cards-in-hand';
import type { Conversations } from './conversations';
import type { Metrics } from './metrics';
import type { People } from './people';
import type { Turn } from './turn';
import type { Verbs } from './verbs';

/** What handlers may use: verbs decide, the rest draws. */
export interface HandlerDeps {
  readonly verbs: Verbs;
  readonly people: People;
  readonly drafts: Pick<Drafts, 'get' | 'remove'>;
  readonly tenants: Pick<Tenants, 'find'>;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly stops: Pick<Stops, 'known'>;
  readonly conversations: Conversations;
  readonly hand: CardsInHand;
  readonly ledger: Pick<Ledger, 'trail'>;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'count'>;
}

export type Handler<I> = (deps: HandlerDeps, turn: Turn, input: I) => Promise<Answer>;
