import type { TurnContext } from 'botbuilder';
import type { ObjectId, RequestId } from '../recovery/terms';
import { refusalText } from '../words/replies';
import type { Arrived } from './adapter';
import type { Answer, Shows } from './answer';
import { text } from './answer';
import type { Seen } from './conversations';
import { BotError } from './errors';
import type { HandlerDeps } from './handler-deps';
import { INCIDENT_CARDS } from './incident-card';
import type { LateAnswer } from './in-time';
import type { Metrics } from './metrics';
import type { Turn } from './turn';
import { referenceOf, turnOf } from './turn';
import type { WorkInHand } from './work-in-hand';
import { writeAnswer } from './write-answer';

export interface AppDeps extends HandlerDeps {
  readonly seen: Seen;
  readonly metrics: Metrics;
  readonly late: LateAnswer;
  readonly inHand: WorkInHand;
  readonly answerWithinMs: number;
  /** After so long the card of whoever pressed says that it is still worked on. */
  readonly waitShownMs: number;
  /** Draws a request anew for everybody who sees it, soon. */
  readonly redraw: (tenantId: ObjectId, id: RequestId) => void;
  /** Told of everybody who writes or presses something. Never throws. */
  readonly noteUse?: (tenantId: ObjectId, person: ObjectId) => Promise<void>;
}

interface Arrival {
  readonly turn: Turn;
  readonly arrived: Arrived;
}

const ARRIVAL = Symbol('arrival');

/** The turn that `arrive` put beside the SDK's context. */
export function arrivalOf(context: TurnContext): Arrival {
  const arrival: Arrival | undefined = context.turnState.get<Arrival | undefined>(ARRIVAL);
  if (arrival === undefined) throw new BotError('sdkChanged', 'the turn was lost on its way through the SDK');
  return arrival;
}

async function saveReference(deps: AppDeps, turn: Turn): Promise<void> {
  if (turn.scope !== 'personal') return;
  try {
    await deps.conversations.saveReference(turn.tenantId, turn.presser, referenceOf(turn));
  } catch (error) {
    deps.log.warn('bot.reference.failed', { tenantId: turn.tenantId, error });
  }
}

/** False when the activity does not say who sent it: refused, with the reason, and nothing but that is remembered. */
export async function arrive(deps: AppDeps, arrived: Arrived): Promise<boolean> {
  const { context, activity, tenantId } = arrived;
  deps.metrics.count('latchkey_turns_total', { kind: kindOf(activity.type) });
  const turn = turnOf(tenantId, activity);
  const asked = activity.type === 'message' || activity.type === 'invoke';
  if (turn === undefined) {
    if (asked) await deps.verbs.refuseCard({ tenantId, code: 'identityMissing' });
    if (asked) await writeAnswer(context, text(refusalText('identityMissing')));
    return false;
  }
  const used = asked ? deps.noteUse?.(turn.tenantId, turn.presser) : undefined;
  await Promise.all([saveReference(deps, turn), used]);
  context.turnState.set(ARRIVAL, { turn, arrived });
  return true;
}

const KNOWN_KINDS = new Set(['message', 'invoke', 'installationUpdate', 'conversationUpdate', 'messageUpdate']);
const kindOf = (type: string): string => (KNOWN_KINDS.has(type) ? type : 'other');

/**
 * A press comes from a message that shows the request. Where none is known, the answer to sending it was lost: this is how
 * the bot learns which it is, and edits it from then on instead of sending another. One that moves is edited in any case.
 */
async function learnPlacement({ conversations, log }: AppDeps, turn: Turn, shows: Shows): Promise<void> {
  const { tenantId, presser, conversationId, replyToId, scope } = turn;
  const { requestId, face, moves } = shows;
  if (scope !== 'personal' || replyToId === undefined) return;
  const placement = { conversationId, activityId: replyToId, face: moves === true ? face : '' };
  try {
    if (moves === true) await conversations.savePlacement(tenantId, requestId, presser, placement);
    else await conversations.learnPlacement(tenantId, requestId, presser, placement);
  } catch (error) {
    log.warn('bot.placement.failed', { requestId, error });
  }
}

/** Writes the answer; a message that shows a request is the one that is kept up to date from then on. */
export async function answerAndRemember(
  deps: AppDeps,
  context: TurnContext,
  turn: Turn,
  answer: Answer,
): Promise<void> {
  const activityId = await writeAnswer(context, answer);
  if (answer.kind !== 'card' || answer.shows === undefined) return;
  const { tenantId, presser, conversationId } = turn;
  const { requestId, face, as } = answer.shows;
  if (activityId === undefined && as === undefined) await learnPlacement(deps, turn, answer.shows);
  if (activityId === undefined || activityId === '') return;
  const key = as === 'incident' ? INCIDENT_CARDS.keyFor(presser, activityId) : presser;
  await deps.conversations.savePlacement(tenantId, requestId, key, { conversationId, activityId, face });
}
