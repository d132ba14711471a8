import type { ActionOf } from '../cards/actions';
import type { Card } from '../cards/card';
import { drawConfirmApprove, drawConfirmDeny, drawConfirmFraud } from '../cards/draw-confirm';
import { refusalNote } from '../cards/draw-message';
import { drawStepUp } from '../cards/draw-step-up';
import type { RequestView } from '../cards/request-view';
import type { Outcome, RefusalCode } from '../recovery/outcome';
import type { Answer } from './answer';
import type { Note } from './face';
import { answerOutcome, still, viewFor } from './face';
import type { Handler, HandlerDeps } from './handler-deps';
import { onRequestCard } from './on-request';
import { prefill } from './prefill';
import { isSubject, pressOn, subjectOf } from './subject';
import type { Turn } from './turn';

type Draw = (view: RequestView) => Card;

/** After these the approver tries again, so the card that asks stays, with the reason on top. */
const ASK_AGAIN: ReadonlySet<RefusalCode> = new Set([
  'matchNumberWrong',
  'matchNumberMissing',
  'verifiedByMissing',
  'faceNotSeen',
  'reasonMissing',
]);

async function answerWith(deps: HandlerDeps, turn: Turn, outcome: Outcome, draw: Draw): Promise<Answer> {
  if (outcome.kind === 'done') {
    return { kind: 'card', card: draw(still(await viewFor(deps, turn, outcome.stored.request))) };
  }
  const { code, facts, stored, link } = outcome;
  if (stored !== undefined && link !== undefined)
    return { kind: 'card', card: drawStepUp(still(await viewFor(deps, turn, stored.request)), link) };
  if (stored === undefined || !ASK_AGAIN.has(code)) return answerOutcome(deps, turn, outcome);
  const view = await viewFor(deps, turn, stored.request, refusalNote(code, facts));
  return { kind: 'card', card: draw(still(view)) };
}

/** The first press decides nothing: it answers with the card that asks for what the decision needs. */
async function ask(deps: HandlerDeps, turn: Turn, token: string | undefined, draw: Draw): Promise<Answer> {
  const subject = subjectOf(deps, turn, token, 'request');
  if (!isSubject(subject)) return subject;
  return answerWith(deps, turn, await deps.verbs.findRequest(pressOn(turn, subject)), draw);
}

/** The card that asks for the number; or the one that asks for a fresh sign-in first. */
export function answerBegun(deps: HandlerDeps, turn: Turn, outcome: Outcome, note?: Note): Promise<Answer> {
  return answerWith(deps, turn, outcome, (view) => drawConfirmApprove(note === undefined ? view : { ...view, note }));
}

export const onApprove: Handler<ActionOf<'approval.approve'>> = async (deps, turn, { token }) => {
  const subject = subjectOf(deps, turn, token, 'request');
  if (!isSubject(subject)) return subject;
  return answerBegun(deps, turn, await deps.verbs.beginApproval(pressOn(turn, subject)));
};

export const onDeny: Handler<ActionOf<'approval.deny'>> = (deps, turn, { token }) =>
  ask(deps, turn, token, drawConfirmDeny);

export const onFraud: Handler<ActionOf<'approval.fraud'>> = (deps, turn, { token }) =>
  ask(deps, turn, token, drawConfirmFraud);

export const onBack: Handler<ActionOf<'approval.back'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.findRequest(press));

/** The decision itself. What it answers shows the release code, for the approver's eyes only. */
export const onConfirmApprove: Handler<ActionOf<'approval.confirmApprove'>> = async (deps, turn, action) => {
  const subject = subjectOf(deps, turn, action.token, 'request');
  if (!isSubject(subject)) return subject;
  const { matchNumber = '', verifiedBy, reason } = action;
  const given = { ...(verifiedBy !== undefined && { verifiedBy }), ...(reason !== undefined && { reason }) };
  const outcome = await deps.verbs.approveRequest({ ...pressOn(turn, subject), matchNumber, ...given });
  if (outcome.kind === 'done') return answerOutcome(deps, turn, outcome);
  const keepNumber = outcome.code === 'verifiedByMissing' ? matchNumber : '';
  return answerWith(deps, turn, outcome, (view) => prefill(drawConfirmApprove(view), 'matchNumber', keepNumber));
};

/** Deny and fraud share their shape: a reason from a list, asked for again while it is missing. */
async function decideWithReason(
  deps: HandlerDeps,
  turn: Turn,
  token: string | undefined,
  draw: Draw,
  decide: (press: ReturnType<typeof pressOn>) => Promise<Outcome>,
): Promise<Answer> {
  const subject = subjectOf(deps, turn, token, 'request');
  if (!isSubject(subject)) return subject;
  const outcome = await decide(pressOn(turn, subject));
  return outcome.kind === 'done' ? answerOutcome(deps, turn, outcome) : answerWith(deps, turn, outcome, draw);
}

export const onConfirmDeny: Handler<ActionOf<'approval.confirmDeny'>> = (deps, turn, { token, reason = '' }) =>
  decideWithReason(deps, turn, token, drawConfirmDeny, (press) => deps.verbs.denyRequest({ ...press, reason }));

export const onConfirmFraud: Handler<ActionOf<'approval.confirmFraud'>> = (deps, turn, { token, reason = '' }) =>
  decideWithReason(deps, turn, token, drawConfirmFraud, (press) => deps.verbs.reportFraud({ ...press, reason }));

export const onUnsure: Handler<ActionOf<'approval.unsure'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.markUnsure(press));

export const onNotMine: Handler<ActionOf<'approval.notMine'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.passOn(press));

export const onNewCode: Handler<ActionOf<'approval.newCode'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.renewCode(press));

export const onWithdraw: Handler<ActionOf<'approval.withdraw'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.withdrawApproval(press));
