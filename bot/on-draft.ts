import type { ActionOf } from '../cards/actions';
import { drawDraft, drawReview } from '../cards/draw-draft';
import { drawMessage } from '../cards/draw-message';
import type { Scene } from '../cards/request-view';
import type { TokenSubject } from '../recovery/card-token';
import { mintCardToken, readCardToken } from '../recovery/card-token';
import type { DraftOutcome, DraftView, Outcome } from '../recovery/outcome';
import type { Draft } from '../recovery/drafts';
import { isEnded } from '../recovery/request';
import type { Scenario } from '../recovery/terms';
import { DIALOG } from '../words/dialog';
import { refusalText } from '../words/replies';
import { SAID } from '../words/said';
import type { Answer } from './answer';
import { text } from './answer';
import { answerOutcome, drawFace } from './face';
import type { Handler, HandlerDeps } from './handler-deps';
import { isSubject, pressOn, subjectOf } from './subject';
import type { Turn } from './turn';

type Draw = typeof drawDraft | typeof drawReview;

function sceneOf({ keys, clock }: HandlerDeps, turn: Turn, draftId: string): Scene {
  const { tenantId, presser, timeZone } = turn;
  const token = mintCardToken(keys, tenantId, presser, { kind: 'draft', id: draftId, round: 0 });
  return { now: clock.now(), token, ...(timeZone !== undefined && { timeZone }) };
}

const drawWith = (deps: HandlerDeps, turn: Turn, draft: DraftView, draw: Draw): Answer => ({
  kind: 'card',
  card: draw({ ...sceneOf(deps, turn, draft.draft.id), draft }),
});

/** What asking for a draft came to: the draft's card, the live request's true face, or why not. */
export async function answerDraft(
  deps: HandlerDeps,
  turn: Turn,
  outcome: DraftOutcome,
  draw: Draw = drawDraft,
): Promise<Answer> {
  if (outcome.kind === 'draft') return drawWith(deps, turn, outcome, draw);
  if (outcome.kind === 'alreadyOpen') return drawFace(deps, turn, outcome.stored);
  return answerOutcome(deps, turn, outcome);
}

/** The first card, for the person who writes. */
export const onOpen: Handler<{ readonly scenario: Scenario; readonly pressed?: true }> = async (deps, turn, asked) => {
  const { tenantId, presser } = turn;
  const { scenario, pressed } = asked;
  const input = { tenantId, presser, scenario, ...(pressed !== undefined && { pressed }) };
  return answerDraft(deps, turn, await deps.verbs.draftRequest(input));
};

/** A second press finds its draft used up: then the request that it opened is the answer, not a complaint. */
function forgiveSecondPress(outcome: Outcome): Outcome {
  if (outcome.kind === 'done' || outcome.code !== 'draftExpired' || outcome.stored === undefined) return outcome;
  return isEnded(outcome.stored.request) ? outcome : { kind: 'done', stored: outcome.stored };
}

/** Confirm: opens the request. Its face takes the draft's place in the same message. */
export const onConfirm: Handler<ActionOf<'request.confirm' | 'request.confirmWithCode'>> = async (
  deps,
  turn,
  action,
) => {
  const subject = subjectOf(deps, turn, action.token, 'draft');
  if (!isSubject(subject)) return subject;
  const { tenantId, presser, conversationId, replyToId } = turn;
  const { verb, scenario, methods, lostAt, delivery, details } = action;
  const open = () =>
    deps.verbs.openRequest({
      ...{ tenantId, presser, draftId: subject.id },
      ...(verb === 'request.confirmWithCode' && { selfVerify: true }),
      ...(scenario !== undefined && { scenario }),
      ...(methods !== undefined && { methods }),
      ...(lostAt !== undefined && { lostAt }),
      ...(delivery !== undefined && { delivery }),
      ...(details !== undefined && { details }),
    });
  if (replyToId === undefined) return answerOutcome(deps, turn, forgiveSecondPress(await open()));
  const message = { conversationId, activityId: replyToId, use: 'takeOver' } as const;
  const outcome = await deps.hand.during(tenantId, presser, message, async () => {
    const opened = await open();
    if (opened.kind === 'done') await takeOver(deps, turn, opened.stored.request.id, message);
    return opened;
  });
  return answerOutcome(deps, turn, forgiveSecondPress(outcome));
};

/** From now on the draft's message shows the request. Its face is not known yet, so the next projection draws it. */
async function takeOver(
  { conversations }: HandlerDeps,
  { tenantId, presser }: Turn,
  requestId: string,
  message: { readonly conversationId: string; readonly activityId: string },
): Promise<void> {
  const placed = await conversations.placement(tenantId, requestId, presser);
  if (placed !== undefined) return;
  const { conversationId, activityId } = message;
  await conversations.savePlacement(tenantId, requestId, presser, { conversationId, activityId, face: '' });
}

function draftInput({ requester, employee, proof, pressed, atCounter }: Draft) {
  const hurried = pressed === undefined ? {} : { pressed };
  if (requester === employee) return hurried;
  const place = atCounter === true ? ({ place: 'inPerson' } as const) : {};
  return { address: employee, ...(proof !== undefined && { proof }), ...place, ...hurried };
}

/** Change: the same draft with every choice open, or drawn anew for another scenario. */
export const onReview: Handler<ActionOf<'request.review'>> = async (deps, turn, action) => {
  const subject = subjectOf(deps, turn, action.token, 'draft');
  if (!isSubject(subject)) return subject;
  const { tenantId, presser } = turn;
  const draft = await deps.drafts.get(tenantId, subject.id);
  if (draft === undefined) return text(refusalText('draftExpired'));
  // What is registered is shown in their own chat only: a dialog lies over whatever others look at.
  if (turn.kind === 'dialog' && draft.requester === draft.employee) return text(DIALOG.yourself);
  const scenario = action.scenario ?? draft.scenario;
  const details = action.details ?? draft.details;
  const input = { tenantId, presser, scenario, ...draftInput(draft), ...(details !== undefined && { details }) };
  return answerDraft(deps, turn, await deps.verbs.draftRequest(input), drawReview);
};

/** The same of a request that somebody else opened: it ends before anything was done. */
async function endSolved(deps: HandlerDeps, turn: Turn, subject: TokenSubject): Promise<Answer> {
  const outcome = await deps.verbs.cancelRequest({ ...pressOn(turn, subject), solved: true });
  if (outcome.kind === 'done' && outcome.first === true) deps.metrics.count('latchkey_solved_without_reset_total', {});
  return answerOutcome(deps, turn, outcome);
}

/** "That worked": the best of all ends. One that was said before, or too late to be counted, is as welcome. */
export const onSolved: Handler<ActionOf<'request.solved'>> = async (deps, turn, { token }) => {
  const { tenantId, presser } = turn;
  const pressed = readCardToken(deps.keys, tenantId, presser, token);
  if (pressed?.kind === 'request') return endSolved(deps, turn, pressed);
  const subject = subjectOf(deps, turn, token, 'draft');
  if (!isSubject(subject)) return subject;
  const outcome = await deps.verbs.noteSolved({ tenantId, presser, draftId: subject.id });
  if (outcome.kind === 'solved') deps.metrics.count('latchkey_solved_without_reset_total', {});
  else if (outcome.code !== 'draftExpired') return answerOutcome(deps, turn, outcome);
  return { kind: 'card', card: drawMessage({ title: SAID.solved, text: SAID.solvedAdvice }) };
};

export const dropDraft = async (deps: HandlerDeps, turn: Turn, draftId: string): Promise<Answer> => {
  await deps.drafts.remove(turn.tenantId, draftId);
  return { kind: 'card', card: drawMessage({ title: SAID.draftDropped, text: SAID.nothingOpen }) };
};
