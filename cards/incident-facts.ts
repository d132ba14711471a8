import type { IncidentRequest } from '../recovery/request';
import { INCIDENT_TASKS, openTasks } from '../recovery/incident-tasks';
import { INCIDENT_CARD } from '../words/incident';
import { PROGRESS } from '../words/progress';
import { TIMELINE_WORDS } from '../words/timeline';
import type { Fact } from './card-data';
import { facts } from './lines';
import { moment } from './moments';
import { nameOf } from './people';
import { clean } from './plain-text';
import type { RequestView, ViewOf } from './request-view';
import { fraudReason } from './timeline';

/** The sentences are ours, and short. */
const FOUND = 400;

/** Who reported it, and through what where a link was pressed: then nobody knows who did. */
export function reporterOf(view: ViewOf<IncidentRequest>): string {
  const { reportedThrough, reportedBy, noticed } = view.request.incident;
  if (noticed === true) return TIMELINE_WORDS.itself;
  return reportedThrough === undefined ? nameOf(view, reportedBy) : PROGRESS.holder[reportedThrough.of];
}

export function reportedFacts(view: ViewOf<IncidentRequest>): readonly Fact[] {
  const { incident } = view.request;
  const found = clean((incident.reasons ?? []).map(({ sentence }) => sentence).join(' '), FOUND);
  return facts(
    [PROGRESS.labels.reported, PROGRESS.at(reporterOf(view), moment(incident.reportedAt, view.timeZone))],
    [INCIDENT_CARD.reason, fraudReason(incident.why)],
    [INCIDENT_CARD.found, found === '' ? undefined : found],
  );
}

const isIncident = (view: RequestView): view is ViewOf<IncidentRequest> => view.request.state === 'incident';

/** Whether the employee may open another request, and who closed the incident. */
export function standingFacts(view: ViewOf<IncidentRequest>): readonly Fact[] {
  const { timeZone, request } = view;
  const { shieldLiftedAt, closedAt, closedBy } = request.incident;
  return facts(
    [
      INCIDENT_CARD.shield,
      shieldLiftedAt === undefined
        ? INCIDENT_CARD.shieldStands
        : INCIDENT_CARD.shieldLifted(moment(shieldLiftedAt, timeZone)),
    ],
    [
      INCIDENT_CARD.closed,
      closedAt === undefined ? undefined : PROGRESS.at(nameOf(view, closedBy), moment(closedAt, timeZone)),
    ],
  );
}

/** How far security is with an incident, for who does not see its tasks; nothing for other requests. */
export function incidentFacts(view: RequestView): readonly Fact[] {
  if (!isIncident(view)) return [];
  const all = INCIDENT_TASKS.length;
  const filled = INCIDENT_CARD.tasksFilled(all - openTasks(view.request.incident).length, all);
  return [...facts([INCIDENT_CARD.tasks, filled]), ...standingFacts(view)];
}
