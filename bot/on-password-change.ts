import type { ActionOf } from '../cards/actions';
import { refusalNote } from '../cards/draw-message';
import { drawPasswordForm } from '../cards/draw-password-form';
import type { Answer } from './answer';
import { answerOutcome, still, viewFor } from './face';
import type { Handler } from './handler-deps';
import { answerIncident } from './on-incident';
import { isSubject, pressOn, subjectOf } from './subject';

/** The first press brings the form with what will happen, the press on the form asks for it. Who may, the verb decides. */
export const onPasswordChange: Handler<ActionOf<'helpdesk.password'>> = async (deps, turn, action): Promise<Answer> => {
  const { token, passwordReason: reason, note: words } = action;
  const subject = subjectOf(deps, turn, token, 'request');
  if (!isSubject(subject)) return subject;
  const outcome = await deps.verbs.requirePasswordChange({ ...pressOn(turn, subject), reason, text: words });
  const request = outcome.stored?.request;
  if (outcome.kind === 'refused' && outcome.code === 'reasonMissing' && request !== undefined) {
    const note = words === undefined ? undefined : refusalNote('reasonMissing');
    return { kind: 'card', card: drawPasswordForm(still(await viewFor(deps, turn, request, note))) };
  }
  const isIncident = outcome.kind === 'done' && request?.state === 'incident';
  return isIncident ? answerIncident(deps, turn, outcome) : answerOutcome(deps, turn, outcome);
};
