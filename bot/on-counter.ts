import type { ActionOf } from '../cards/actions';
import { drawQr } from '../cards/draw-qr';
import type { ShortCode } from '../recovery/terms';
import { COUNTER } from '../words/counter';
import { refusal, text } from './answer';
import { answerOutcome, baseFace, still, viewFor } from './face';
import type { Handler } from './handler-deps';
import { onRequestCard } from './on-request';
import { MORE_REPLIES } from './replies';
import { isSubject, pressOn, subjectOf } from './subject';

/** An agent of the helpdesk takes the person at their counter into their care. */
export const onAttend: Handler<ActionOf<'counter.attend'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.attendRequest(press));

/** "attend LK-7F3K9Q". */
export const onAttendWord: Handler<{ readonly shortCode?: ShortCode }> = async (deps, turn, { shortCode }) => {
  if (shortCode === undefined) return text(MORE_REPLIES.useShortCode);
  const { tenantId, presser } = turn;
  return answerOutcome(deps, turn, await deps.verbs.attendRequest({ tenantId, presser, shortCode }));
};

/** What they looked at; the answer shows the numbers of the person's side. */
export const onIdCheck: Handler<ActionOf<'counter.idCheck'>> = (deps, turn, { token, document }) =>
  onRequestCard(deps, turn, token, (press) =>
    deps.verbs.recordIdCheck({ ...press, ...(document !== undefined && { document }) }),
  );

/**
 * The QR code, in the answer to a press, for the presser's eyes only. A client without Action.Execute could only get it
 * as a message that stays: it gets none. It is gone from that message as soon as a device has opened it.
 */
export const onShowQr: Handler<ActionOf<'counter.showQr'>> = async (deps, turn, { token }) => {
  if (turn.kind !== 'press' || turn.scope !== 'personal') return refusal('wrongPlace', COUNTER.needsNewClient);
  const subject = subjectOf(deps, turn, token, 'request');
  if (!isSubject(subject)) return subject;
  const outcome = await deps.verbs.showQr(pressOn(turn, subject));
  if (outcome.kind === 'refused') return answerOutcome(deps, turn, outcome);
  const view = await viewFor(deps, turn, outcome.stored.request);
  const shows = { requestId: outcome.stored.request.id, face: baseFace(view), moves: true } as const;
  return { kind: 'card', card: drawQr(still(view), outcome), shows };
};
