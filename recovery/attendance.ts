import { peopleIn } from './asked-before';
import type { Slot } from './facts';
import type { Millis, ObjectId } from './terms';

/** What counts as an ID at a counter: a face on something that was issued. Chat, birthdays and codes to a mailbox do not. */
export const ID_DOCUMENTS = ['companyBadge', 'identityDocument', 'drivingLicence'] as const;
export type IdDocument = (typeof ID_DOCUMENTS)[number];

/** The newest QR code of a request; every earlier one is dead. */
export interface ShownQr {
  /** Rises with every QR code that is shown. */
  readonly generation: number;
  readonly shownAt: Millis;
  /** Some device has opened it: it opens on no other. */
  readonly openedAt?: Millis;
  /** Whoever showed it was relieved: it opens nothing, and neither does the page that it opened. */
  readonly endedAt?: Millis;
}

/** What happens at the counter. */
export interface Attendance {
  readonly attendant: ObjectId;
  readonly since: Millis;
  /** Who attended before: they have seen its numbers, and approve nothing. */
  readonly before: readonly ObjectId[];
  /** By the attendant of now; absent until it is recorded. */
  readonly idCheck?: { readonly document: IdDocument; readonly at: Millis };
  readonly qr?: ShownQr;
}

interface Attended {
  readonly attendance?: Attendance;
}

/** Who attends, and whoever did before. */
export function attendantsOf({ attendance }: Attended): readonly ObjectId[] {
  return attendance === undefined ? [] : [attendance.attendant, ...attendance.before];
}

/** True for the attendant of now, and for nobody who attended before. */
export function isAttendant({ attendance }: Attended, person: ObjectId): boolean {
  return attendance?.attendant === person;
}

/** True where some device has opened the newest QR code, and whoever showed it attends still. */
export function isQrOpen({ attendance }: Attended): boolean {
  return attendance?.qr?.openedAt !== undefined && attendance.qr.endedAt === undefined;
}

interface Parts extends Attended {
  readonly employee: ObjectId;
  readonly requester: ObjectId;
  readonly joined: readonly ObjectId[];
  readonly slots: readonly Slot[];
  readonly askedBefore?: readonly ObjectId[];
}

/** Who may not attend: the employee, who opened or joined it, and whoever was asked to approve or is stood in for, also before. */
export function hasOtherPart(parts: Parts, person: ObjectId): boolean {
  const { employee, requester, joined, slots, askedBefore = [] } = parts;
  return [employee, requester, ...joined, ...peopleIn(slots), ...askedBefore].includes(person);
}

/** After a hold and after a failure the person who comes may be another one: their ID is looked at anew. */
export function withoutIdCheck<R extends Attended & { readonly employeeConfirmed: boolean }>(request: R): R {
  if (request.attendance === undefined) return request;
  const { idCheck: _seen, ...attendance } = request.attendance;
  return { ...request, attendance, employeeConfirmed: false };
}
