import type { PassTime } from '../cards/draw-countdown';
import { drawCountdown } from '../cards/draw-countdown';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import { minutesTold, passThatRuns } from '../recovery/pass-time';
import type { RecoveryRequest } from '../recovery/request';
import { decidedOf } from '../recovery/request';
import type { Millis, ObjectId } from '../recovery/terms';
import type { ChatSender } from './chat-sender';
import type { Conversations, Placement } from './conversations';
import { editMessage } from './edit-message';
import { cardMessage } from './write-answer';

export interface CountdownDeps {
  readonly sender: ChatSender;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly log: Log;
}

const PREFIX = 'countdown:';
const keyOf = (person: ObjectId, methodId: string): string => `${PREFIX}${person}:${methodId}`;

export const isCountdown = (viewer: string): boolean => viewer.startsWith(PREFIX);

/** What is left of the pass whose countdown has this key. */
function timeOf(request: RecoveryRequest, key: string, now: Millis): PassTime {
  const decided = decidedOf(request);
  if (decided?.enrolled !== undefined) return { kind: 'enrolled' };
  const pass = passThatRuns(request);
  if (request.state !== 'revealed') return { kind: 'over' };
  if (pass === undefined || keyOf(request.employee, pass.methodId) !== key) return { kind: 'replaced' };
  const { expiresAt } = pass;
  const minutes = minutesTold(expiresAt, now);
  return minutes === 0 ? { kind: 'ranOut' } : { kind: 'runs', minutes, expiresAt };
}

const faceOf = (time: PassTime): string =>
  time.kind === 'runs' ? `${String(time.minutes)}:${String(time.expiresAt)}` : time.kind;

/**
 * The time that the pass on the screen has left, in a message of its own below it: an edit of the card with the pass would
 * wipe it off. One message for each pass, edited as the time goes. Never throws: nobody's pass waits for it.
 */
export function countDown(deps: CountdownDeps, request: RecoveryRequest): Promise<void> {
  return quietly(deps, request, async () => {
    const pass = passThatRuns(request);
    if (pass === undefined) return;
    const key = keyOf(request.employee, pass.methodId);
    await show(deps, request, key, await deps.conversations.placement(request.tenantId, request.id, key));
  });
}

/** Brings one countdown up to date, or to its end. Never throws. */
export function recount(deps: CountdownDeps, request: RecoveryRequest, key: string, placed: Placement): Promise<void> {
  return quietly(deps, request, () => show(deps, request, key, placed));
}

async function quietly({ log }: CountdownDeps, { id }: RecoveryRequest, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn('countdown.failed', { requestId: id, error });
  }
}

async function show(deps: CountdownDeps, request: RecoveryRequest, key: string, placed?: Placement): Promise<void> {
  const { tenantId, id, employee } = request;
  const time = timeOf(request, key, deps.clock.now());
  const face = faceOf(time);
  // A pass that is over is not news to anybody who saw no countdown of it.
  if (placed?.face === face || (placed === undefined && time.kind !== 'runs')) return;
  const chat = await deps.conversations.reference(tenantId, employee);
  if (chat === undefined) return;
  const message = cardMessage(drawCountdown(time, chat.timeZone));
  const { conversationId } = chat;
  if (placed === undefined) {
    const activityId = await deps.sender.post(tenantId, chat, message);
    await deps.conversations.savePlacement(tenantId, id, key, { conversationId, activityId, face });
    return;
  }
  // A message that somebody has removed is not sent again.
  await editMessage(deps.sender, tenantId, chat, placed, message);
  await deps.conversations.savePlacement(tenantId, id, key, { ...placed, face });
}
