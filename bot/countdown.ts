import type { Activity } from 'botbuilder';
import type { PassTime } from '../cards/draw-countdown';
import { drawCountdown } from '../cards/draw-countdown';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import { minutesTold, passThatRuns } from '../recovery/pass-time';
import type { RecoveryRequest } from '../recovery/request';
import { decidedOf } from '../recovery/request';
import type { Millis, ObjectId } from '../recovery/terms';
import type { ChatSender } from './chat-sender';
import type { Conversations } from './conversations';
import { editMessage } from './edit-message';
import type { PlacedCards } from './placed-cards';
import { cardMessage } from './write-answer';

export interface CountdownDeps {
  readonly sender: ChatSender;
  readonly conversations: Pick<Conversations, 'reference'>;
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
  if (minutes > 0) return { kind: 'runs', minutes, expiresAt };
  return { kind: decided?.selfVerified === undefined ? 'ranOut' : 'ranOutByText' };
}

const faceOf = (time: PassTime): string =>
  time.kind === 'runs' ? `${String(time.minutes)}:${String(time.expiresAt)}` : time.kind;

/**
 * The time that the pass on the screen has left, in a message of its own below it: an edit of the card with the pass would
 * wipe it off. One message for each pass, edited as the time goes. Never throws: nobody's pass waits for it.
 */
export function countDown(deps: CountdownDeps, request: RecoveryRequest, cards: PlacedCards): Promise<void> {
  const pass = passThatRuns(request);
  return pass === undefined ? Promise.resolve() : recount(deps, request, keyOf(request.employee, pass.methodId), cards);
}

/** Brings one countdown up to date, or to its end. Never throws. */
export function recount(deps: CountdownDeps, request: RecoveryRequest, key: string, cards: PlacedCards): Promise<void> {
  return quietly(deps, request, () => show(deps, request, key, cards));
}

async function quietly({ log }: CountdownDeps, { id }: RecoveryRequest, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn('countdown.failed', { requestId: id, error });
  }
}

/**
 * A process that dies between the post and the note of it leaves a message that nobody will edit. So the first one tells no
 * minutes, only when the pass ends: that stays true. The minutes come with the first edit.
 */
function firstMessage(time: PassTime, timeZone: string | undefined): Partial<Activity> {
  const first: PassTime = time.kind === 'runs' ? { kind: 'begins', expiresAt: time.expiresAt } : time;
  return cardMessage(drawCountdown(first, timeZone));
}

async function show(deps: CountdownDeps, request: RecoveryRequest, key: string, cards: PlacedCards): Promise<void> {
  const { tenantId, employee } = request;
  const placed = await cards.of(key);
  const time = timeOf(request, key, deps.clock.now());
  const face = faceOf(time);
  // A pass that is over is not news to anybody who saw no countdown of it.
  if (placed?.face === face || (placed === undefined && time.kind !== 'runs')) return;
  const chat = await deps.conversations.reference(tenantId, employee);
  if (chat === undefined) return;
  const { conversationId, timeZone } = chat;
  if (placed === undefined) {
    const activityId = await deps.sender.post(tenantId, chat, firstMessage(time, timeZone));
    await cards.save(key, { conversationId, activityId, face });
    return;
  }
  // A message that somebody has removed is not sent again.
  await editMessage(deps.sender, tenantId, chat, placed, cardMessage(drawCountdown(time, timeZone)));
  await cards.edited(key, { ...placed, face });
}
