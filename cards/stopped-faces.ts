import type { Failed, HeldRequest, IncidentRequest } from '../recovery/request';
import { FAILED, HELD, INCIDENT } from '../words/ended';
import { endingText } from '../words/endings';
import { PROGRESS } from '../words/progress';
import type { Button } from './buttons';
import { button, rows } from './buttons';
import type { Card } from './card';
import { fraudButton } from './ended-faces';
import { reporterOf } from './incident-facts';
import { facts, paragraphs } from './lines';
import { moment } from './moments';
import { readerOf, stepsReaderOf } from './reader';
import { caseFacts } from './request-facts';
import { requestPage } from './request-page';
import type { RequestView, ViewOf } from './request-view';
import { stepsSection } from './steps';

function cancelButton(view: RequestView): readonly Button[] {
  const { request, viewer, token } = view;
  const may = viewer.role === 'employee' || viewer.person === request.requester;
  return may && viewer.role !== 'approver' && viewer.role !== 'attendant' ? [button(token, 'request.cancel')] : [];
}

/** On hold. The employee is not told which rule fired: an intruder would read it too. */
export function heldFace(view: ViewOf<HeldRequest>): Card {
  const { request, token, timeZone, viewer } = view;
  const reader = readerOf(view);
  const why = viewer.role === 'approver' ? endingText('held', request.held.reason, reader) : undefined;
  return requestPage(view, {
    lead: paragraphs(reader === 'employee' ? HELD.employee : HELD.others),
    facts: [
      ...caseFacts(view, reader),
      ...facts(
        [PROGRESS.labels.why, why],
        [HELD.until, moment(request.held.expiresAt, timeZone)],
        [PROGRESS.labels.silence, HELD.silence],
      ),
    ],
    buttonRows: rows([button(token, 'request.refresh'), ...cancelButton(view)], heldFraud(view)),
  });
}

function heldFraud(view: RequestView): readonly Button[] {
  const { viewer, token } = view;
  const asked = viewer.role === 'approver' && viewer.former !== true;
  return asked ? [button(token, 'approval.fraud')] : fraudButton(view);
}

/** Handed to people: the true standing, step by step. */
export function failedFace(view: ViewOf<Failed>): Card {
  const { request, token, timeZone } = view;
  const reader = readerOf(view);
  return requestPage(view, {
    lead: paragraphs(
      endingText('failed', request.failure.reason, reader),
      reader === 'employee' ? FAILED.employee : FAILED.others,
    ),
    facts: [...caseFacts(view, reader), ...facts([PROGRESS.labels.since, moment(request.failure.at, timeZone)])],
    sections: stepsSection(view, stepsReaderOf(view)),
    closing: paragraphs(reader === 'employee' && FAILED.retry),
    buttonRows: rows(
      [button(token, 'request.refresh'), ...(reader === 'employee' ? [button(token, 'request.again')] : [])],
      fraudButton(view),
    ),
  });
}

function incidentLead(view: ViewOf<IncidentRequest>): string {
  const { incident } = view.request;
  if (incident.noticed === true) return view.viewer.role === 'employee' ? INCIDENT.employeeNoticed : INCIDENT.noticed;
  const mine = incident.reportedThrough === undefined && incident.reportedBy === view.viewer.person;
  if (view.viewer.role === 'employee') return mine ? INCIDENT.employeeReported : INCIDENT.employee;
  return mine ? INCIDENT.approverReported : INCIDENT.others;
}

/** Stopped as fraud. No buttons: from here on the security team speaks with people. */
export function incidentFace(view: ViewOf<IncidentRequest>): Card {
  const { request, timeZone } = view;
  const { incident } = request;
  const reader = readerOf(view);
  const off = incident.accountDisabledAt !== undefined && incident.shieldLiftedAt === undefined;
  const disabled = reader === 'employee' ? INCIDENT.disabled : INCIDENT.disabledOthers;
  const lifted = incident.shieldLiftedAt !== undefined;
  const employee = reader === 'employee' && !lifted;
  return requestPage(view, {
    lead: paragraphs(
      incidentLead(view),
      off && disabled,
      employee && INCIDENT.next,
      employee && INCIDENT.nobodyAsks,
      lifted && INCIDENT.closed,
    ),
    facts: [
      ...caseFacts(view, reader),
      ...facts([PROGRESS.labels.reported, PROGRESS.at(reporterOf(view), moment(incident.reportedAt, timeZone))]),
    ],
  });
}
