import type { ActionOf } from '../cards/actions';
import { drawRevealed } from '../cards/draw-revealed';
import type { RevealOutcome } from '../recovery/outcome';
import { refusalText } from '../words/replies';
import { text } from './answer';
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
  if (turn.kind !== 'press' || turn.scope !== 'personal') return text(MORE_REPLIES.passNeedsNewClient);
  const subject = subjectOf(deps, turn, token, 'request');
  if (!isSubject(subject)) return subject;
  const outcome = await leaveMessage(deps, turn, () => reveal(deps, turn, subject.id, releaseCode));
  // In words only: a card in answer to a second press would wipe the pass that the first one brings to the same message.
  if (outcome.kind === 'refused' && outcome.code === 'stillWorking') return text(refusalText('stillWorking'));
  if (outcome.kind === 'refused') return answerOutcome(deps, turn, outcome);
  const { pass, expiresAt, againLeft, stored } = outcome;
  const view = await viewFor(deps, turn, stored.request);
  return { kind: 'card', card: drawRevealed(still(view), { pass, expiresAt, againLeft }) };
};

/** Every instance has to know before the mint that this message is left alone: another one may draw at any moment. */
async function reveal(deps: HandlerDeps, turn: Turn, requestId: string, code: string): Promise<RevealOutcome> {
  const { tenantId, presser } = turn;
  await rememberMessage(deps, turn, requestId, '');
  const outcome = await deps.verbs.revealPass({ tenantId, presser, requestId, code, place: 'teams' });
  // Of a press that came beside another one nothing is known here: the other one's pass may be on its way.
  const isOver = outcome.kind === 'refused' && outcome.code !== 'stillWorking';
  if (isOver) await rememberMessage(deps, turn, requestId, PASS_TAKEN_OFF);
  return outcome;
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
