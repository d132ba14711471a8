import type { ActionOf } from '../cards/actions';
import type { Note } from '../cards/card-data';
import { answerOutcome, drawFace } from './face';
import type { Handler, HandlerDeps } from './handler-deps';
import { dropDraft, onOpen } from './on-draft';
import { showStop } from './on-stop';
import { isSubject, pressOn, subjectOf } from './subject';
import type { Turn } from './turn';
import { attendantsOf } from '../recovery/attendance';
import { readCardToken } from '../recovery/card-token';
import type { Outcome } from '../recovery/outcome';
import type { RecoveryRequest } from '../recovery/request';
import { isEnded } from '../recovery/request';
import type { ObjectId } from '../recovery/terms';
import type { TokenSubject } from '../recovery/card-token';
import type { Answer } from './answer';

type Press = ReturnType<typeof pressOn>;

/** Runs one verb on the request that the pressed card stands for, and answers its true face; `said` above it when it was done. */
export async function onRequestCard(
  deps: HandlerDeps,
  turn: Turn,
  token: string | undefined,
  act: (press: Press, subject: TokenSubject) => Promise<Outcome>,
  said?: Note,
): Promise<Answer> {
  const subject = subjectOf(deps, turn, token, 'request');
  if (!isSubject(subject)) return subject;
  return answerOutcome(deps, turn, await act(pressOn(turn, subject), subject), said);
}

/**
 * The newest face; on the form of the switch, the way back to its card. Also what a client asks for by itself when a card
 * comes into view: it looks, and does nothing else.
 */
export const onRefresh: Handler<ActionOf<'request.refresh'>> = (deps, turn, { token }) => {
  const subject = readCardToken(deps.keys, turn.tenantId, turn.presser, token);
  if (subject?.kind === 'stop') return showStop(deps, turn);
  return onRequestCard(deps, turn, token, (press) => deps.verbs.findRequest(press));
};

/** On a draft nothing was sent yet; on a request the verb decides whether it is still possible. */
export const onCancel: Handler<ActionOf<'request.cancel'>> = (deps, turn, { token }) => {
  const draft = readCardToken(deps.keys, turn.tenantId, turn.presser, token);
  if (draft?.kind === 'draft') return dropDraft(deps, turn, draft.id);
  return onRequestCard(deps, turn, token, (press) => deps.verbs.cancelRequest(press));
};

/** Another code by text message, where no approver has one to read out. */
export const onNewText: Handler<ActionOf<'pass.newCode'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.renewCode(press));

export const onAskApprover: Handler<ActionOf<'pass.askApprover'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.askApprover(press));

export const onItsMe: Handler<ActionOf<'request.itsMe'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.confirmIdentity(press));

/** "Start again": what the words do, for the same scenario. A case that could not be finished starts over; after any other end a new draft comes. */
export const onAgain: Handler<ActionOf<'request.again'>> = async (deps, turn, { token }) => {
  const subject = subjectOf(deps, turn, token, 'request');
  if (!isSubject(subject)) return subject;
  const press = pressOn(turn, subject);
  const found = await deps.verbs.findRequest(press);
  if (found.kind === 'refused') return answerOutcome(deps, turn, found);
  const { request } = found.stored;
  const asksAnew = request.employee === turn.presser && isEnded(request);
  if (asksAnew) return onOpen(deps, turn, { scenario: request.scenario });
  return answerOutcome(deps, turn, await deps.verbs.retryRequest(press));
};

function reasonOf(request: RecoveryRequest, presser: ObjectId): string {
  if (request.employee === presser) return 'notMe';
  return attendantsOf(request).includes(presser) ? 'fraud.notThem' : 'fraud.notApproved';
}

/** "This was not me", from the employee; "this is not them", from an attendant; or from the manager who got a notice. */
export const onNotMe: Handler<ActionOf<'request.fraud'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, async (press) => {
    const found = await deps.verbs.findRequest(press);
    if (found.kind === 'refused') return found;
    return deps.verbs.reportFraud({ ...press, reason: reasonOf(found.stored.request, turn.presser) });
  });

/** "I have added my new method": the product sees that for itself, and looks at once. */
export const onDone: Handler<ActionOf<'pass.done'>> = async (deps, turn, { token }) => {
  const subject = subjectOf(deps, turn, token, 'request');
  if (!isSubject(subject)) return subject;
  const outcome = await deps.verbs.findRequest({ ...pressOn(turn, subject), hasAdded: true });
  return outcome.kind === 'done' ? drawFace(deps, turn, outcome.stored) : answerOutcome(deps, turn, outcome);
};
