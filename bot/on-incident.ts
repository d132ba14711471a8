import type { ActionOf } from '../cards/actions';
import { drawIncident } from '../cards/draw-incident';
import { refusalNote } from '../cards/draw-message';
import type { Filling } from '../cards/draw-task-form';
import { drawTaskForm } from '../cards/draw-task-form';
import type { IncidentTask } from '../recovery/incident-tasks';
import type { Outcome } from '../recovery/outcome';
import type { IncidentRequest } from '../recovery/request';
import type { ShortCode } from '../recovery/terms';
import type { Answer } from './answer';
import { text } from './answer';
import type { Note } from './face';
import { answerOutcome, baseFace, still, viewFor } from './face';
import type { Handler, HandlerDeps } from './handler-deps';
import { drawn, incidentView, trailOf } from './incident-card';
import { MORE_REPLIES } from './replies';
import { isSubject, pressOn, subjectOf } from './subject';
import type { Turn } from './turn';

/** The card of an incident for somebody who may work on it; whoever gets it has been let in by a verb before. */
async function drawFor(deps: HandlerDeps, turn: Turn, request: IncidentRequest, note?: Note): Promise<Answer> {
  const view = await incidentView(deps, request, { person: turn.presser, at: turn }, await trailOf(deps, request));
  const face = baseFace(view, drawn(view));
  return {
    kind: 'card',
    card: drawIncident({ ...view, ...(note !== undefined && { note }) }),
    shows: { requestId: request.id, face, as: 'incident' },
  };
}

/** Refusals that only somebody gets who may work on the incident: their answer is its card, with the reason on top. */
const ON_THE_CARD: ReadonlySet<string> = new Set(['notContained', 'tasksOpen', 'incidentClosed', 'taskIncomplete']);

/** The card of an incident, for what a verb answered about it. */
export async function answerIncident(deps: HandlerDeps, turn: Turn, outcome: Outcome): Promise<Answer> {
  const request = outcome.stored?.request;
  if (request?.state !== 'incident') return answerOutcome(deps, turn, outcome);
  if (outcome.kind === 'done') return drawFor(deps, turn, request);
  if (!ON_THE_CARD.has(outcome.code)) return answerOutcome(deps, turn, outcome);
  return drawFor(deps, turn, request, refusalNote(outcome.code, outcome.facts));
}

type Press = ReturnType<typeof pressOn>;

async function press(
  deps: HandlerDeps,
  turn: Turn,
  token: string,
  act: (press: Press) => Promise<Answer>,
): Promise<Answer> {
  const subject = subjectOf(deps, turn, token, 'request');
  return isSubject(subject) ? act(pressOn(turn, subject)) : subject;
}

/** The form of a task, for whoever may fill it. */
async function form(
  deps: HandlerDeps,
  turn: Turn,
  { press: on, task, note }: { readonly press: Press; readonly task: IncidentTask; readonly note?: Note },
  typed: Filling,
): Promise<Answer> {
  const seen = await deps.verbs.seeIncident(on);
  const request = seen.stored?.request;
  if (seen.kind === 'refused' || request?.state !== 'incident' || request.incident.closedAt !== undefined)
    return answerIncident(deps, turn, seen);
  const view = still(await viewFor(deps, turn, request, note));
  const { tenantId, presser } = turn;
  const offer = task === 'password' ? await deps.verbs.passwordOffer({ tenantId, presser, request }) : undefined;
  return { kind: 'card', card: drawTaskForm({ ...view, request }, task, typed, offer) };
}

type Sent = ActionOf<`incident.${IncidentTask}`>;

/** The first press brings the form, the press on the form fills the task. */
const onTask =
  (task: IncidentTask): Handler<Sent> =>
  (deps, turn, { token, answer, note: words }) =>
    press(deps, turn, token, async (on) => {
      const typed = { answer, text: words };
      if (answer === undefined && words === undefined) return form(deps, turn, { press: on, task }, typed);
      const outcome = await deps.verbs.fillTask({ ...on, task, answer, text: words ?? '' });
      if (outcome.kind === 'done' || outcome.code !== 'taskIncomplete') return answerIncident(deps, turn, outcome);
      return form(deps, turn, { press: on, task, note: refusalNote(outcome.code) }, typed);
    });

export const onReached = onTask('reached');
export const onFound = onTask('found');
export const onPassword = onTask('password');
export const onReviewed = onTask('reviewed');

export const onShowIncident: Handler<ActionOf<'incident.show'>> = (deps, turn, { token }) =>
  press(deps, turn, token, async (on) => answerIncident(deps, turn, await deps.verbs.seeIncident(on)));

export const onCloseIncident: Handler<ActionOf<'incident.close'>> = (deps, turn, { token }) =>
  press(deps, turn, token, async (on) => answerIncident(deps, turn, await deps.verbs.closeIncident(on)));

/** "incident LK-7F3K9Q": the card again. */
export const onIncidentWord: Handler<{ readonly shortCode?: ShortCode }> = async (deps, turn, { shortCode }) => {
  if (shortCode === undefined) return text(MORE_REPLIES.useShortCode);
  const { tenantId, presser } = turn;
  return answerIncident(deps, turn, await deps.verbs.seeIncident({ tenantId, presser, shortCode }));
};
