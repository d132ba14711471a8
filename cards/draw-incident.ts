import { INCIDENT_TASKS, MOST_TASK_WORDS, openTasks } from '../recovery/incident-tasks';
import type { FilledTask, IncidentTask } from '../recovery/incident-tasks';
import { failureOf } from '../recovery/step-failure';
import { CONTAINMENT, INCIDENT_CARD, INCIDENT_NOTES, TASK_ANSWERS, TASK_LIST, TASKS } from '../words/incident';
import { PAUSED } from '../words/stop';
import { button, rows } from './buttons';
import type { Button } from './buttons';
import type { Card } from './card';
import type { Fact, Line, Note, Section } from './card-data';
import { containmentLines } from './containment-lines';
import { reportedFacts, standingFacts } from './incident-facts';
import type { IncidentView } from './incident-view';
import { facts, inRows, marked, section } from './lines';
import { moment } from './moments';
import { accountOf, nameOf } from './people';
import { clean } from './plain-text';
import { fits, renderCard } from './render-card';
import { caseFacts } from './request-facts';
import { requestFrame, requestHeader } from './request-page';
import { timelineOf } from './timeline';
import { isPaused } from './waiting-note';

/** Lines of the timeline, and characters of what was filled into a task. */
interface Room {
  readonly lines: number;
  readonly words: number;
}

export const MOST_LINES = 12;
/** Names and words of any length must not keep security from being told: what does not fit is shortened, and shown so. */
const ROOMS: readonly Room[] = [
  { lines: MOST_LINES, words: MOST_TASK_WORDS },
  { lines: 8, words: 120 },
  { lines: 4, words: 60 },
];
const LEAST: Room = { lines: 2, words: 30 };

function standing({ request, waits }: IncidentView): Note {
  const { incident } = request;
  const left = openTasks(incident).length;
  const lifted = incident.shieldLiftedAt !== undefined;
  if (isPaused({ waits }) && incident.containedAt === undefined) return { tone: 'warning', text: PAUSED.others };
  if (incident.containedAt === undefined) {
    const text = failureOf(request) === undefined ? INCIDENT_NOTES.securing : INCIDENT_NOTES.securingStuck;
    return { tone: 'warning', text };
  }
  if (incident.closedAt !== undefined) {
    return { tone: 'good', text: lifted ? INCIDENT_NOTES.over : INCIDENT_NOTES.closed };
  }
  if (left === 0) return { tone: 'accent', text: INCIDENT_NOTES.ready };
  return { tone: 'warning', text: lifted ? INCIDENT_NOTES.openLifted(left) : INCIDENT_NOTES.open(left) };
}

function filledText(view: IncidentView, task: IncidentTask, filled: FilledTask, words: number): string {
  const { answer, text, by, at } = filled;
  const said = TASK_LIST.what(answer === undefined ? '' : TASK_ANSWERS[answer], clean(text, words));
  return TASK_LIST.named(TASKS[task].name, TASK_LIST.filled(said, nameOf(view, by), moment(at, view.timeZone)));
}

function taskLine(view: IncidentView, task: IncidentTask, words: number): Line {
  const filled = view.request.incident.tasks?.[task];
  if (filled === undefined) return marked(TASK_LIST.open, TASKS[task].name, 'accent');
  return marked(TASK_LIST.done, filledText(view, task, filled, words), 'default');
}

function taskSection(view: IncidentView, words: number): readonly Section[] {
  const { token, request } = view;
  const fill = INCIDENT_TASKS.map((task) => button(token, `incident.${task}`));
  return section(
    TASK_LIST.title,
    INCIDENT_TASKS.map((task) => taskLine(view, task, words)),
    { style: 'emphasis', buttons: request.incident.closedAt === undefined ? rows(...inRows(fill)) : [] },
  );
}

/** Closing is offered when it can be done; lifting while the shield stands. */
function ending({ request, token }: IncidentView): readonly Button[] {
  const { closedAt, shieldLiftedAt } = request.incident;
  return [
    ...(closedAt === undefined ? [button(token, 'incident.close')] : []),
    ...(shieldLiftedAt === undefined ? [button(token, 'helpdesk.lift')] : []),
  ];
}

function factsOf(view: IncidentView): readonly Fact[] {
  const [person, ...rest] = caseFacts(view, 'others');
  return [
    ...(person === undefined ? [] : [person]),
    ...facts([INCIDENT_CARD.account, accountOf(view)]),
    ...rest,
    ...reportedFacts(view),
    ...standingFacts(view),
  ];
}

function drawIn(view: IncidentView, { lines, words }: Room): Card {
  const closed = view.request.incident.closedAt !== undefined;
  const title = closed ? INCIDENT_CARD.closedTitle : INCIDENT_CARD.title;
  const data = {
    ...requestHeader({ ...view, note: view.note ?? standing(view) }, title),
    tone: closed ? ('emphasis' as const) : ('attention' as const),
    lead: [],
    facts: factsOf(view),
    sections: [...section(CONTAINMENT.title, containmentLines(view)), ...taskSection(view, words)],
    timeline: [timelineOf(view, lines)],
    buttonRows: rows(ending(view)),
  };
  return renderCard('incident', data, requestFrame(view, title));
}

/**
 * The card on which security works on an incident: whose account, what was done to it, what is to be done, and what
 * happened. Never a number, a code or a pass.
 */
export function drawIncident(given: IncidentView): Card {
  const { refreshUserId: _still, ...view } = given;
  const room = ROOMS.find((one) => fits(drawIn(view, one))) ?? LEAST;
  return drawIn(view, room);
}
