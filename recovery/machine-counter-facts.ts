import type { Attendance } from './attendance';
import { attendantsOf } from './attendance';
import { RecoveryError } from './errors';
import type { EventOf } from './events';
import type { Approved, AwaitingApproval } from './request';

function attendanceOf({ attendance, id }: AwaitingApproval | Approved): Attendance {
  if (attendance !== undefined) return attendance;
  throw new RecoveryError('transitionNotAllowed', `request ${id}: nobody attends to it`);
}

/** Another attendant has to look at the ID again: an earlier check was theirs who looked. */
export function attend(request: AwaitingApproval, { attendant, at }: EventOf<'attended'>): AwaitingApproval {
  const before = attendantsOf(request).filter((who) => who !== attendant);
  const { qr } = request.attendance ?? {};
  const attendance = { attendant, since: at, before, ...(qr !== undefined && { qr }) };
  return { ...request, attendance, employeeConfirmed: false };
}

/** At a counter this stands in the place of the employee's own “Yes, this is me”. */
export function checkId(request: AwaitingApproval, { document, at }: EventOf<'idChecked'>): AwaitingApproval {
  return { ...request, attendance: { ...attendanceOf(request), idCheck: { document, at } }, employeeConfirmed: true };
}

export function showQr(request: Approved, { generation, at }: EventOf<'qrShown'>): Approved {
  return { ...request, attendance: { ...attendanceOf(request), qr: { generation, shownAt: at } } };
}

export function openQr(request: Approved, { at }: EventOf<'qrOpened'>): Approved {
  const attendance = attendanceOf(request);
  if (attendance.qr === undefined) throw new RecoveryError('transitionNotAllowed', 'no QR code was shown');
  return { ...request, attendance: { ...attendance, qr: { ...attendance.qr, openedAt: at } } };
}
