import type { Card } from '../../cards/card';
import { drawNotice } from '../../cards/draw-notice';
import { drawQr } from '../../cards/draw-qr';
import { drawRequest } from '../../cards/draw-request';
import { drawStatus, verbsForHelpdesk } from '../../cards/draw-status';
import type { Secret } from '../../platform/secret';
import type { Attendance } from '../../recovery/attendance';
import type { Decided } from '../../recovery/run';
import type { RecoveryRequest, RequestFacts } from '../../recovery/request';
import * as sample from './sample-requests';

const { ADA, GRACE, KAY, LIN, MINUTE, NOW, SAM } = sample;
export const ATTENDANT = { person: LIN, role: 'attendant' } as const;
export const ATTENDS: Attendance = { attendant: LIN, since: NOW - MINUTE, before: [] };
export const CHECKED: Attendance = { ...ATTENDS, idCheck: { document: 'companyBadge', at: NOW } };
const signed = [
  sample.slot({ approval: sample.APPROVAL }),
  { ...sample.SECURITY_SLOT, approval: { ...sample.APPROVAL, approver: SAM, verifiedBy: 'inPerson' } },
] as const;
const slots = [sample.slot(), { ...sample.SECURITY_SLOT, candidates: [SAM], asked: [SAM] }];

/** A case of the counter that Kay opened and Lin attends to. */
function atCounter(attendance: Attendance | undefined, change: Partial<RequestFacts> = {}): RequestFacts {
  return sample.facts({
    ...{ requester: KAY, delivery: { place: 'inPerson' }, route: 'dualApproval', slots },
    ...{ employeeConfirmed: attendance?.idCheck !== undefined, ...(attendance && { attendance }), ...change },
  });
}

export const waitingAt = (attendance?: Attendance): RecoveryRequest => ({
  ...{ state: 'awaitingApproval', ...atCounter(attendance) },
});
export const approvedAt = (attendance: Attendance): RecoveryRequest => ({
  ...{ state: 'approved', ...atCounter(attendance), decided: sample.decided() },
});
export const revealedAt = (attendance: Attendance): RecoveryRequest => ({
  ...{ state: 'revealed', ...atCounter(attendance), decided: sample.decided({ pass: sample.PASS }) },
});

/** The same, once another attendant took over. */
export const relievedAt = (attendance: Attendance, change: Partial<Decided> = {}): RecoveryRequest => ({
  ...{ state: 'approved', ...atCounter(attendance, { slots: signed }) },
  decided: sample.decided({
    ...{ relievedAt: NOW - MINUTE, code: { generation: 1, deadline: 0, voided: false } },
    ...change,
  }),
});

/** What everybody sees of a case of the counter, without any number. */
export function counterCards(): readonly (readonly [string, Card])[] {
  const seen = (request: RecoveryRequest) => drawRequest(sample.view(request, ATTENDANT));
  return [
    ['counter/check', seen(waitingAt(ATTENDS))],
    ['counter/numbers', seen(waitingAt(CHECKED))],
    ['counter/approved', seen(approvedAt(CHECKED))],
    ['counter/relieved', seen(relievedAt(ATTENDS))],
    ['counter/relievedAndSeen', seen(relievedAt(CHECKED))],
    [
      'counter/approverRelieved',
      drawRequest(sample.view(relievedAt(CHECKED), { person: GRACE, role: 'approver', slot: 1 })),
    ],
    ['counter/revealed', seen(revealedAt(CHECKED))],
    ['counter/told', drawNotice(sample.view(approvedAt(CHECKED), ATTENDANT), 'approved')],
    ['counter/requester', drawRequest(sample.view(waitingAt(), { person: KAY, role: 'requester' }))],
    ['counter/approver', drawRequest(sample.view(waitingAt(CHECKED), { person: GRACE, role: 'approver', slot: 1 }))],
    ['counter/employee', drawRequest(sample.view(waitingAt(), { person: ADA, role: 'employee' }))],
    ['counter/status', drawStatus(sample.view(waitingAt(), sample.REQUESTER), verbsForHelpdesk(waitingAt()))],
  ];
}

/** The card that shows the QR code: as an answer to a press, and nowhere else. */
export function qrCard(link: Secret): Card {
  return drawQr(sample.view(approvedAt(CHECKED), ATTENDANT), { link, until: NOW + 2 * MINUTE });
}
