import type { Card } from '../../cards/card';
import { dialogCard } from '../../cards/dialog-card';
import { drawForWhom } from '../../cards/draw-for-whom';
import type { HelpdeskVerb } from '../../cards/draw-status';
import { drawHelpdeskForm } from '../../cards/draw-helpdesk-form';
import { drawHelpdeskNotice } from '../../cards/draw-helpdesk-notice';
import { drawOpenFor } from '../../cards/draw-open-for';
import { drawRequest } from '../../cards/draw-request';
import { drawStatus } from '../../cards/draw-status';
import { drawStillToEnrol } from '../../cards/draw-still-to-enrol';
import type { RequestView } from '../../cards/request-view';
import type { RecoveryRequest } from '../../recovery/request';
import type { Waiting } from '../../recovery/stuck';
import { HELPDESK_FORMS } from '../../words/helpdesk';
import * as sample from './sample-requests';

type Named = readonly (readonly [string, Card])[];
type Requests = Readonly<Record<string, RecoveryRequest>>;

const { NOW, MINUTE, EMPLOYEE, REQUESTER, APPROVER, SECOND } = sample;

const FAILURE = { step: 'issuePass', code: 'throttled', at: NOW - MINUTE, attempts: 3, nextAttemptAt: NOW + MINUTE };
const FAILED = { ...FAILURE, since: NOW - 12 * MINUTE } as const;
const WAITS: readonly Waiting[] = [
  { kind: 'press' },
  { kind: 'working' },
  { kind: 'noAnswer' },
  { kind: 'noPass', failure: FAILED },
  { kind: 'step', failure: FAILED },
];

/** What is waited for, said to whoever waits. */
function waitingCards(requests: Requests): Named {
  const under = Object.entries(requests).filter(([name]) => name === 'approved' || name === 'revealed');
  return under.flatMap(([name, request]) =>
    WAITS.flatMap((waits) =>
      [EMPLOYEE, APPROVER].map(
        (viewer) =>
          [`waits/${waits.kind}/${name}/${viewer.role}`, drawRequest(sample.view(request, viewer, { waits }))] as const,
      ),
    ),
  );
}

/** The same requests where nothing would be done. */
function evaluatedCards(requests: Requests): Named {
  return Object.entries(requests).flatMap(([name, request]) =>
    [EMPLOYEE, APPROVER, SECOND].map(
      (viewer) =>
        [
          `evaluation/${name}/${viewer.role}${viewer.slot === 2 ? '2' : ''}`,
          drawRequest(sample.view({ ...request, evaluation: true }, viewer)),
        ] as const,
    ),
  );
}

function helpdeskCards(requests: Requests): Named {
  // Object.keys loses the key type; HELPDESK_FORMS has exactly the verbs as keys.
  const verbs = Object.keys(HELPDESK_FORMS) as HelpdeskVerb[];
  const seen = Object.entries(requests).map(([name, request]) => [name, sample.view(request, REQUESTER)] as const);
  const forms = (name: string, view: RequestView) =>
    verbs.map((verb) => [`form/${name}/${verb}`, drawHelpdeskForm(view, verb)] as const);
  return [
    ...seen.map(([name, view]) => [`helpdeskNotice/${name}`, drawHelpdeskNotice(view)] as const),
    ...seen.flatMap(([name, view]) => (name === 'held' || name === 'incident' ? forms(name, view) : [])),
  ];
}

/** As they stand in a dialog: with what old clients press, and without a refresh. */
function dialogCards(requests: Requests): Named {
  const statuses = Object.entries(requests).map(
    ([name, request]) => [`dialog/${name}`, dialogCard(drawStatus(sample.view(request, REQUESTER)))] as const,
  );
  return [
    ...statuses,
    ['dialog/openFor', dialogCard(drawOpenFor({ token: 't', address: 'ada@contoso.example', counters: true }))],
    ['dialog/forWhom', dialogCard(drawForWhom())],
  ];
}

/** Cards of the same requests that are no face of theirs: banners, notices of the helpdesk, dialogs, a last reminder. */
export function otherFaces(requests: Requests): Named {
  const ended = Object.entries(requests).filter(([name]) => name === 'failed' || name === 'failedEarly');
  return [
    ...ended.map(
      ([name, request]) => [`stillToEnrol/${name}`, drawStillToEnrol(sample.view(request, EMPLOYEE))] as const,
    ),
    ...waitingCards(requests),
    ...evaluatedCards(requests),
    ...helpdeskCards(requests),
    ...dialogCards(requests),
  ];
}
