import type { Attendance } from './attendance';
import { attendantsOf } from './attendance';
import { RecoveryError } from './errors';
import type { EventOf } from './events';
import type { Approved, AwaitingApproval, Revealed } from './request';

type Attendable = AwaitingApproval | Approved;
/** Where a pass may appear on a device, the first time or again. */
type Shown = Approved | Revealed;

function attendanceOf({ attendance, id }: Attendable | Revealed): Attendance {
  if (attendance !== undefined) return attendance;
  throw new RecoveryError('transitionNotAllowed', `request ${id}: nobody attends to it`);
}

/** Another attendant has to look at the ID again: an earlier check was theirs who looked. */
export function attend<R extends Attendable>(request: R, { attendant, at }: EventOf<'attended'>): R {
  const before = attendantsOf(request).filter((who) => who !== attendant);
  const { qr } = request.attendance ?? {};
  const attendance = { attendant, since: at, before, ...(qr !== undefined && { qr: { endedAt: at, ...qr } }) };
  return { ...request, attendance, employeeConfirmed: false };
}

/**
 * After the approval the code that was said dies as well: whoever approved knew another attendant, and says a new one only
 * once they have heard of this one.
 */
export function relieve(request: Approved, event: EventOf<'attended'>): Approved {
  const { decided } = request;
  const code = { ...decided.code, deadline: 0 };
  // Whoever comes back may be relieved again, and hears of it again.
  const told = request.told.filter((key) => !key.startsWith(`relieved:${event.attendant}:`));
  return { ...attend(request, event), told, decided: { ...decided, code, relievedAt: event.at } };
}

/** At a counter this stands in the place of the employee's own “Yes, this is me”. */
export function checkId<R extends Attendable>(request: R, { document, at }: EventOf<'idChecked'>): R {
  return { ...request, attendance: { ...attendanceOf(request), idCheck: { document, at } }, employeeConfirmed: true };
}

export function showQr<R extends Shown>(request: R, { generation, at }: EventOf<'qrShown'>): R {
  return { ...request, attendance: { ...attendanceOf(request), qr: { generation, shownAt: at } } };
}

export function openQr<R extends Shown>(request: R, { at }: EventOf<'qrOpened'>): R {
  const attendance = attendanceOf(request);
  if (attendance.qr === undefined) throw new RecoveryError('transitionNotAllowed', 'no QR code was shown');
  return { ...request, attendance: { ...attendance, qr: { ...attendance.qr, openedAt: at } } };
}
