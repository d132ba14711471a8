import type { EventOf } from './events';
import type { Incident } from './facts';
import { actorId, factsOf } from './machine-facts';
import type { IncidentRequest, RecoveryRequest } from './request';
import { decidedOf } from './request';
import type { State } from './terms';

/**
 * Whatever was done so far stays known: containment is computed from it. A new password that was asked for before is asked
 * for anew, if at all: whoever asked knew another story.
 */
export function report(request: RecoveryRequest, event: EventOf<'fraudReported'>): IncidentRequest {
  const decided = decidedOf(request);
  const { passwordChange: _askedBefore, ...facts } = factsOf(request);
  const through = event.by.kind === 'holder' ? { reportedThrough: event.by } : {};
  return {
    ...facts,
    state: 'incident',
    ...(decided === undefined ? {} : { decided }),
    incident: {
      reportedAt: event.at,
      reportedBy: actorId(event) ?? request.employee,
      ...through,
      ...(event.by.kind === 'system' && { noticed: true }),
      why: event.why,
      ...(event.reasons !== undefined && { reasons: event.reasons }),
      from: request.state satisfies State,
      removedMethods: [],
    },
  };
}

function contained(request: IncidentRequest, change: Partial<Incident>): IncidentRequest {
  return { ...request, incident: { ...request.incident, ...change } };
}

export function disableAccount(request: IncidentRequest, event: EventOf<'accountDisabled'>): IncidentRequest {
  return contained(request, { accountDisabledAt: event.at });
}

export function disableFailed(request: IncidentRequest): IncidentRequest {
  return contained(request, { disableFailed: true });
}

export function removePass(request: IncidentRequest, event: EventOf<'passRemoved'>): IncidentRequest {
  const { placeholder, ...rest } = request;
  const standing = placeholder === undefined || placeholder.methodId === event.methodId ? {} : { placeholder };
  const removedMethods = [...request.incident.removedMethods, event.methodId];
  return contained({ ...rest, ...standing }, { passRemovedAt: event.at, removedMethods });
}

export function removeIntruder(request: IncidentRequest, event: EventOf<'intruderRemoved'>): IncidentRequest {
  return contained(request, { removedMethods: [...request.incident.removedMethods, event.methodId] });
}

export function keepIntruder(request: IncidentRequest, event: EventOf<'methodKept'>): IncidentRequest {
  return contained(request, { keptMethods: [...(request.incident.keptMethods ?? []), event.methodId] });
}

export function revokeIncident(request: IncidentRequest, event: EventOf<'sessionsRevoked'>): IncidentRequest {
  return contained(request, { sessionsRevokedAt: event.at });
}

export function contain(request: IncidentRequest, event: EventOf<'contained'>): IncidentRequest {
  return contained(request, { containedAt: event.at });
}

export function liftShield(request: IncidentRequest, event: EventOf<'shieldLifted'>): IncidentRequest {
  return contained(request, { shieldLiftedAt: event.at });
}

export function fillTask(request: IncidentRequest, event: EventOf<'taskDone'>): IncidentRequest {
  const { at, task, answer, text } = event;
  const by = actorId(event) ?? '';
  const filled = { at, by, ...(answer === undefined ? {} : { answer }), text };
  return contained(request, { tasks: { ...request.incident.tasks, [task]: filled } });
}

export function closeIncident(request: IncidentRequest, event: EventOf<'incidentClosed'>): IncidentRequest {
  const by = actorId(event);
  return contained(request, { closedAt: event.at, ...(by === undefined ? {} : { closedBy: by }) });
}
