import type { ActionOf } from '../cards/actions';
import { drawRevealed } from '../cards/draw-revealed';
import type { Refused, RevealOutcome } from '../recovery/outcome';
import { decidedOf } from '../recovery/request';
import { isMinting } from '../recovery/run-state';
import type { Millis } from '../recovery/terms';
import { refusalText } from '../words/replies';
import { refusal, text } from './answer';
import { answerOutcome, still, viewFor } from './face';
import type { Handler, HandlerDeps } from './handler-deps';
import { MORE_REPLIES } from './replies';
import { PASS_TAKEN_OFF, passViewer } from './shown-pass';
import { isSubject, subjectOf } from './subject';
import type { Turn } from './turn';

type Reveal = ActionOf<'pass.reveal' | 'pass.revealAgain'>;

/**
 * The one moment when a pass is shown: in the answer to a press, for the presser's eyes only. A client without
 * Action.Execute could only get it as a chat message, which stays in the history: it gets none, and none is minted.
 */
export const onReveal: Handler<Reveal> = async (deps, turn, { token, releaseCode = '' }) => {
  if (turn.kind !== 'press' || turn.scope !== 'personal') {
    return refusal('wrongPlace', MORE_REPLIES.passNeedsNewClient);
  }
  const subject = subjectOf(deps, turn, token, 'request');
  if (!isSubject(subject)) return subject;
  const { outcome, beside } = await leaveMessage(deps, turn, () => reveal(deps, turn, subject.id, releaseCode));
  // In words only: a card in answer to a second press would wipe the pass that the first one brings to the same message.
  if (outcome.kind === 'refused' && beside) return text(refusalText(outcome.code, outcome.facts));
  if (outcome.kind === 'refused') return answerOutcome(deps, turn, outcome);
  const { pass, expiresAt, againLeft, stored } = outcome;
  const view = await viewFor(deps, turn, stored.request);
  return { kind: 'card', card: drawRevealed(still(view), { pass, expiresAt, againLeft }) };
};

interface Revealed {
  readonly outcome: RevealOutcome;
  /** True where the pass of another press may stand on this message, or come to it any moment. */
  readonly beside: boolean;
}

/** Every instance has to know before the mint that this message is left alone: another one may draw at any moment. */
async function reveal(deps: HandlerDeps, turn: Turn, requestId: string, code: string): Promise<Revealed> {
  const { tenantId, presser } = turn;
  const began = deps.clock.now();
  await rememberMessage(deps, turn, requestId, '');
  const outcome = await deps.verbs.revealPass({ tenantId, presser, requestId, code, place: 'teams' });
  if (outcome.kind !== 'refused') return { outcome, beside: false };
  const beside = outcome.code === 'stillWorking' || (await comesBeside(deps, turn, requestId, outcome, began));
  if (!beside) await rememberMessage(deps, turn, requestId, PASS_TAKEN_OFF);
  return { outcome, beside };
}

/** Two presses of one moment, also where the other one is taken by an instance whose clock is a little behind. */
const SAME_MOMENT_MS = 10_000;

/** Whether another press has brought a pass since this one began, or is about to; where that cannot be read it may be so. */
async function comesBeside(
  { verbs, clock }: HandlerDeps,
  { tenantId, presser }: Turn,
  requestId: string,
  refused: Refused,
  began: Millis,
): Promise<boolean> {
  // There is no such request, or it is somebody else's: no press of this person brings a pass to it.
  if (refused.code === 'notFound') return false;
  const known = refused.stored ?? (await verbs.findRequest({ tenantId, presser, requestId })).stored;
  if (known === undefined) return true;
  const decided = decidedOf(known.request);
  if (decided === undefined) return false;
  return isMinting(decided, clock.now()) || (decided.pass?.issuedAt ?? 0) > began - SAME_MOMENT_MS;
}

/** Nobody edits the pressed message while the pass is on its way there. */
function leaveMessage<T>(deps: HandlerDeps, turn: Turn, work: () => Promise<T>): Promise<T> {
  const { tenantId, presser, conversationId, replyToId } = turn;
  if (replyToId === undefined) return work();
  return deps.hand.during(tenantId, presser, { conversationId, activityId: replyToId, use: 'leave' }, work);
}

/** Nor afterwards, until the pass is not needed any more: then the notifier takes it off the screen. */
async function rememberMessage({ conversations }: HandlerDeps, turn: Turn, requestId: string, face: string) {
  const { tenantId, presser, conversationId, replyToId } = turn;
  if (replyToId === undefined) return;
  try {
    const message = { conversationId, activityId: replyToId, face };
    await conversations.savePlacement(tenantId, requestId, passViewer(presser, replyToId), message);
  } catch {
    // The pass is shown once: a message that may be edited too early must not cost it.
  }
}
