import type { Card } from '../cards/card';
import { drawIncident } from '../cards/draw-incident';
import type { IncidentView } from '../cards/incident-view';
import type { RequestView } from '../cards/request-view';
import { namedInTrail } from '../cards/timeline';
import type { Log } from '../platform/log';
import type { Audience, NoticeKind } from '../recovery/cards';
import type { Ledger } from '../recovery/ports';
import type { IncidentRequest, RecoveryRequest } from '../recovery/request';
import type { ObjectId } from '../recovery/terms';
import { involvedIn } from '../recovery/uninvolved-senior';
import { cardKeys } from './card-keys';
import type { ChatReference } from './conversations';
import { baseView } from './face';
import type { People } from './people';

/** Cards on which security works on an incident. */
export const INCIDENT_CARDS = cardKeys('incident');

export type IncidentDeps = Parameters<typeof baseView>[0] & {
  readonly people: Pick<People, 'namedIn'>;
  readonly ledger: Pick<Ledger, 'trail'>;
  readonly log: Log;
};

/** Everybody of security who may work on it; whoever has another part in it hears of it as that part does. */
export const isForSecurity = (
  notice: NoticeKind,
  request: RecoveryRequest,
  person: ObjectId,
  as: Audience | undefined,
): request is IncidentRequest =>
  as === 'security' && notice === 'incident' && request.state === 'incident' && !involvedIn(request).includes(person);

/** What is the same for everybody who gets this card; read once for all of them. */
export type Trail = IncidentView['trail'];

/** A trail that cannot be read, or does not hold, is said on the card: the rest of it is needed all the more. */
export async function trailOf({ ledger, log }: IncidentDeps, request: IncidentRequest): Promise<Trail> {
  try {
    return await ledger.trail(request.tenantId, request.id);
  } catch (error) {
    log.error('incident.trailUnread', { requestId: request.id, error });
    return 'unreadable';
  }
}

/** Who gets the card: a turn of theirs, or their chat, says the rest. */
interface Somebody {
  readonly person: ObjectId;
  readonly at: Pick<ChatReference, 'channelUserId' | 'timeZone'>;
}

export async function incidentView(
  deps: IncidentDeps,
  request: IncidentRequest,
  { person, at: { channelUserId, timeZone } }: Somebody,
  trail: Trail,
): Promise<IncidentView> {
  const others = trail === 'unreadable' ? [] : namedInTrail(trail);
  const viewer = { person, role: 'requester' } as const;
  const reader = { viewer, channelUserId, ...(timeZone !== undefined && { timeZone }) };
  const [view, people] = await Promise.all([baseView(deps, request, reader), deps.people.namedIn(request, others)]);
  return { ...view, request, people, trail };
}

/** Draws this incident from a view of it, as `baseFace` wants it. */
export const drawn =
  ({ request, trail }: IncidentView) =>
  (view: RequestView): Card =>
    drawIncident({ ...view, request, trail });
