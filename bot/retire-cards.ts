import { drawHelpdeskNotice } from '../cards/draw-helpdesk-notice';
import { drawRequest } from '../cards/draw-request';
import type { RecoveryRequest } from '../recovery/request';
import type { ObjectId } from '../recovery/terms';
import type { Viewer } from '../recovery/viewers';
import { viewerFor } from '../recovery/viewers';
import type { Placement } from './conversations';
import { isCountdown, recount } from './countdown';
import { editMessage } from './edit-message';
import { baseFace } from './face';
import { HELPDESK_CARDS } from './helpdesk-card';
import type { Trail } from './incident-card';
import { drawn, INCIDENT_CARDS, incidentView, trailOf } from './incident-card';
import type { NotifierDeps } from './notifier-deps';
import { viewInChat } from './notifier-deps';
import type { PlacedCards } from './placed-cards';
import { isPassViewer, PASS_TAKEN_OFF, passIsNeeded } from './shown-pass';
import { cardMessage } from './write-answer';

/**
 * Cards of people who were asked before and no longer are: their buttons go. Other messages that still show a pass: it
 * goes when it is not needed. Nobody is sent anything new.
 */
export async function retireCards(
  deps: NotifierDeps,
  request: RecoveryRequest,
  readers: readonly Viewer[],
  cards: PlacedCards,
): Promise<void> {
  const { employee } = request;
  const current = new Set([...readers.map(({ person }) => person), employee]);
  const placements = await cards.all();
  let read: Promise<Trail> | undefined;
  const trail = () => (read ??= request.state === 'incident' ? trailOf(deps, request) : Promise.resolve('unreadable'));
  const own = placements.find(({ viewer }) => viewer === employee)?.activityId;
  for (const { viewer, ...placed } of placements) {
    if (isCountdown(viewer)) await recount(deps, request, viewer, cards);
    else if (INCIDENT_CARDS.is(viewer)) await redrawIncident(deps, request, { viewer, placed, cards, trail });
    else if (HELPDESK_CARDS.is(viewer))
      await retireOne(deps, request, HELPDESK_CARDS.personOf(viewer), placed, cards, viewer);
    else if (isPassViewer(viewer)) {
      if (!passIsNeeded(request) && placed.face === '')
        await takePassOff(deps, request, viewer, { placed, own, cards });
    } else if (!current.has(viewer)) await retireOne(deps, request, viewer, placed, cards);
  }
}

interface Placed {
  readonly viewer: string;
  readonly placed: Placement;
  readonly cards: PlacedCards;
  /** Read once for all cards of a drawing, and only where there is one. */
  readonly trail: () => Promise<Trail>;
}

/** A card of an incident stays one for good. */
async function redrawIncident(
  deps: NotifierDeps,
  request: RecoveryRequest,
  { viewer: key, placed, cards, trail }: Placed,
): Promise<void> {
  if (request.state !== 'incident') return;
  const person = INCIDENT_CARDS.personOf(key);
  try {
    const chat = await deps.conversations.reference(request.tenantId, person);
    if (chat === undefined) return;
    const view = await incidentView(deps, request, { person, at: chat }, await trail());
    const face = baseFace(view, drawn(view));
    if (placed.face === face) return;
    const message = cardMessage(drawn(view)(view));
    if (!(await editMessage(deps.sender, request.tenantId, chat, placed, message))) return;
    await cards.edited(key, { ...placed, face });
  } catch (error) {
    deps.log.warn('card.retire.failed', { requestId: request.id, error });
  }
}

/** The employee's own card was redrawn already. Whatever that message shows later is no pass, until one is shown again. */
async function takePassOff(
  deps: NotifierDeps,
  request: RecoveryRequest,
  key: string,
  { placed, own, cards }: { readonly placed: Placement; readonly own: string | undefined; readonly cards: PlacedCards },
): Promise<void> {
  if (placed.activityId !== own) await retireOne(deps, request, request.employee, placed, cards, key);
  else await cards.save(key, { ...placed, face: PASS_TAKEN_OFF });
}

async function retireOne(
  deps: NotifierDeps,
  request: RecoveryRequest,
  person: ObjectId,
  placed: Placement,
  cards: PlacedCards,
  key: string = person,
): Promise<void> {
  try {
    const chat = await deps.conversations.reference(request.tenantId, person);
    if (chat === undefined) return;
    const draw = HELPDESK_CARDS.is(key) ? drawHelpdeskNotice : drawRequest;
    const viewer: Viewer = viewerFor(request, person) ?? { person, role: 'approver' };
    const view = await viewInChat(deps, request, viewer, chat);
    const face = baseFace(view, draw);
    if (placed.face === face) return;
    const message = cardMessage(draw(view));
    if (!(await editMessage(deps.sender, request.tenantId, chat, placed, message))) return;
    await cards.edited(key, { ...placed, face });
  } catch (error) {
    deps.log.warn('card.retire.failed', { requestId: request.id, error });
  }
}
