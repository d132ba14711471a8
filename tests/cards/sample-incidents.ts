import type { Card } from '../../cards/card';
import { drawIncident } from '../../cards/draw-incident';
import { drawTaskForm } from '../../cards/draw-task-form';
import type { IncidentView } from '../../cards/incident-view';
import { refusalNote } from '../../cards/draw-message';
import type { CardPerson } from '../../cards/request-view';
import type { AuditEntry } from '../../recovery/audit-entry';
import type { RecoveryEvent } from '../../recovery/events';
import { EVENT_NAMES } from '../../recovery/event-names';
import type { Incident } from '../../recovery/facts';
import { INCIDENT_TASKS } from '../../recovery/incident-tasks';
import type { IncidentRequest } from '../../recovery/request';
import { SAMPLE_EVENTS } from '../support/sample-events';
import * as sample from './sample-requests';

const { ADA, GRACE, SAM, NOW, MINUTE } = sample;

export const entry = (event: RecoveryEvent, seq = 1): AuditEntry => ({
  ...{ v: 1, seq, tenantId: 't', requestId: '01JBZ0000000000000000000AA', shortCode: 'LK-7F3K9Q' },
  ...{ name: EVENT_NAMES[event.type], event, state: 'incident', prev: '' },
});

/** One entry of every kind. */
export const EVERY_ENTRY: readonly AuditEntry[] = Object.values(SAMPLE_EVENTS).map((event, at) => entry(event, at + 1));

const by = (id: string) => ({ kind: 'person', id }) as const;
const STORY: readonly AuditEntry[] = [
  {
    type: 'approved',
    at: NOW - 6 * MINUTE,
    by: by(GRACE),
    slot: 1,
    approver: GRACE,
    verifiedBy: 'knownNumber',
    decided: sample.decided(),
    reasons: [],
  },
  { type: 'passIssued', at: NOW - 4 * MINUTE, by: by(ADA), methodId: 'tap', expiresAt: NOW },
  { type: 'fraudReported', at: NOW - 2 * MINUTE, by: by(GRACE), why: 'fraud.notThem' },
  { type: 'accountDisabled', at: NOW - 2 * MINUTE, by: { kind: 'system' } },
].map((event, at) => entry(event as RecoveryEvent, at + 1));

export function incidentOf(change: Partial<Incident> = {}): IncidentRequest {
  const incident = {
    reportedAt: NOW - 2 * MINUTE,
    reportedBy: GRACE,
    why: 'fraud.notThem',
    from: 'revealed',
    removedMethods: [],
  };
  return {
    state: 'incident',
    ...sample.facts({ slots: [sample.slot({ approval: sample.APPROVAL })] }),
    decided: sample.decided({ pass: sample.PASS, plan: sample.PLAN }),
    incident: { ...incident, ...change },
  };
}

export function incidentView(change: Partial<Incident> = {}, more: Partial<IncidentView> = {}): IncidentView {
  const request = incidentOf(change);
  return { ...sample.view(request, { person: SAM, role: 'requester' }), request, trail: STORY, ...more };
}

export const SECURED: Partial<Incident> = {
  accountDisabledAt: NOW - 2 * MINUTE,
  passRemovedAt: NOW - 2 * MINUTE,
  removedMethods: ['tap', 'app-6'],
  sessionsRevokedAt: NOW - MINUTE,
  containedAt: NOW - MINUTE,
};

export function tasksFilled(text = 'Spoke with her at the counter', by = SAM): Partial<Incident> {
  const answers: Readonly<Record<string, object>> = {
    reached: { answer: 'inPerson' },
    password: { answer: 'notNeeded' },
  };
  const tasks = Object.fromEntries(INCIDENT_TASKS.map((task) => [task, { at: NOW, by, text, ...answers[task] }]));
  return { ...SECURED, tasks };
}

/** As long as anything in it can be, in characters that JSON doubles. */
export function longestIncident(): IncidentView {
  const words = '"'.repeat(2_000);
  const person: CardPerson = { displayName: words, userPrincipalName: words };
  const people = new Map(
    [
      ...sample.PEOPLE.keys(),
      ...EVERY_ENTRY.flatMap(({ event }) => (event.by.kind === 'person' ? [event.by.id] : [])),
    ].map((id) => [id, person]),
  );
  const change: Partial<Incident> = {
    ...tasksFilled(words),
    keptMethods: ['m'],
    reportedThrough: { of: 'employee', channel: 'email', contact: 'c' },
  };
  const request = {
    ...incidentOf(change),
    requester: sample.KAY,
    placeholder: { methodId: 'p', issuedAt: NOW, expiresAt: NOW },
  };
  const lifted = entry({ ...SAMPLE_EVENTS.shieldLifted, reason: words }, 99);
  const token = 'r'.repeat(100);
  return {
    ...incidentView(),
    request,
    people,
    token,
    trail: [...EVERY_ENTRY, ...Array.from({ length: 30 }, () => lifted)],
  };
}

/** The cards of incidents, one for each standing. */
export function incidentCards(): readonly (readonly [string, Card])[] {
  const closed = { closedAt: NOW, closedBy: SAM };
  return [
    ['incident/securing', drawIncident(incidentView())],
    ['incident/open', drawIncident(incidentView(SECURED))],
    ['incident/refused', drawIncident(incidentView(SECURED, { note: refusalNote('tasksOpen', { left: 4 }) }))],
    ['incident/filled', drawIncident(incidentView(tasksFilled()))],
    ['incident/closed', drawIncident(incidentView({ ...tasksFilled(), ...closed }))],
    ['incident/over', drawIncident(incidentView({ ...tasksFilled(), ...closed, shieldLiftedAt: NOW }))],
    ['incident/everything', drawIncident(incidentView(SECURED, { trail: EVERY_ENTRY }))],
    ['incident/unreadable', drawIncident(incidentView(SECURED, { trail: 'unreadable' }))],
    ['incident/longest', drawIncident(longestIncident())],
    ...INCIDENT_TASKS.map((task) => [`task/${task}`, drawTaskForm(incidentView(SECURED), task)] as const),
    ['task/again', drawTaskForm(incidentView(tasksFilled()), 'reached')],
  ];
}
