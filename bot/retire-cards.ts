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
import { isHelpdeskCard, personOfCard } from './helpdesk-card';
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
  const own = placements.find(({ viewer }) => viewer === employee)?.activityId;
  for (const { viewer, ...placed } of placements) {
    if (isCountdown(viewer)) await recount(deps, request, viewer, cards);
    else if (isHelpdeskCard(viewer)) await retireOne(deps, request, personOfCard(viewer), placed, cards, viewer);
    else if (isPassViewer(viewer)) {
      if (!passIsNeeded(request) && placed.face === '')
        await takePassOff(deps, request, viewer, { placed, own, cards });
    } else if (!current.has(viewer)) await retireOne(deps, request, viewer, placed, cards);
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
    const draw = isHelpdeskCard(key) ? drawHelpdeskNotice : drawRequest;
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
