import type { ActionOf } from '../cards/actions';
import { drawRevealed } from '../cards/draw-revealed';
import type { RequestView } from '../cards/request-view';
import { text } from './answer';
import { answerOutcome, baseFace, still, viewFor } from './face';
import type { Handler, HandlerDeps } from './handler-deps';
import { MORE_REPLIES } from './replies';
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
  if (outcome.kind === 'refused') return answerOutcome(deps, turn, outcome);
  const { pass, expiresAt, againLeft, stored } = outcome;
  const view = await viewFor(deps, turn, stored.request);
  await detach(deps, turn, view);
  return { kind: 'card', card: drawRevealed(still(view), { pass, expiresAt, againLeft }) };
};

const reveal = (deps: HandlerDeps, { tenantId, presser }: Turn, requestId: string, code: string) =>
  deps.verbs.revealPass({ tenantId, presser, requestId, code, place: 'teams' });

/** Nobody edits the pressed message while the pass is on its way there. */
function leaveMessage<T>(deps: HandlerDeps, turn: Turn, work: () => Promise<T>): Promise<T> {
  const { tenantId, presser, conversationId, replyToId } = turn;
  if (replyToId === undefined) return work();
  return deps.hand.during(tenantId, presser, { conversationId, activityId: replyToId, use: 'leave' }, work);
}

/** Nor afterwards: the next change of the request is shown in a message of its own. */
async function detach({ conversations }: HandlerDeps, turn: Turn, view: RequestView): Promise<void> {
  const { tenantId, presser, conversationId, replyToId } = turn;
  const { id } = view.request;
  try {
    const placed = await conversations.placement(tenantId, id, presser);
    if (placed?.activityId !== replyToId) return;
    const face = baseFace(view);
    await conversations.savePlacement(tenantId, id, presser, { conversationId, activityId: '', face });
  } catch {
    // The pass was minted and is shown once: a message that may be edited too early must not cost it.
  }
}
