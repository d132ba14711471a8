import { attendantsOf, isAttendant } from './attendance';
import type { RecoveryRequest } from './request';
import type { ObjectId } from './terms';

/** In which part somebody sees a request. The employee who opened it themselves is `employee` only. */
export type ViewerRole = 'employee' | 'requester' | 'attendant' | 'approver';

export interface Viewer {
  readonly person: ObjectId;
  readonly role: ViewerRole;
  /** The slot that an approver answers for. */
  readonly slot?: 1 | 2;
  /** Was asked, or attended, and is out of it now: a card they hold is redrawn, but none is sent and nothing can be pressed. */
  readonly former?: true;
}

/** Everybody who gets a card of this request: the employee, who opened, joined or attends to it, and who was asked to approve. */
export function viewersOf(request: RecoveryRequest): readonly Viewer[] {
  const employee: Viewer = { person: request.employee, role: 'employee' };
  const openers = [request.requester, ...request.joined].filter((who) => who !== request.employee);
  const requesters = [...new Set(openers)].map((person): Viewer => ({ person, role: 'requester' }));
  const approvers = request.slots.flatMap((slot) =>
    [...new Set([...slot.candidates, ...slot.asked])].map((person): Viewer => ({
      person,
      role: 'approver',
      slot: slot.slot,
    })),
  );
  const attendants = attendantsOf(request).map((person): Viewer =>
    isAttendant(request, person) ? { person, role: 'attendant' } : { person, role: 'attendant', former: true },
  );
  const present = new Set(approvers.map(({ person }) => person));
  const former = [...new Set(request.slots.flatMap(({ passedOver }) => passedOver))]
    .filter((person) => !present.has(person))
    .map((person): Viewer => ({ person, role: 'approver', former: true }));
  // Whoever has the card of a chat whose time is over reads there where the pass went.
  const inChat = request.delivery.place === 'teams' || request.movedAt !== undefined;
  const delivered = inChat ? [employee] : [];
  return [...delivered, ...requesters, ...attendants, ...approvers, ...former];
}

/** How this person sees the request; `undefined` when they are no part of it. */
export function viewerFor(request: RecoveryRequest, person: ObjectId): Viewer | undefined {
  if (person === request.employee) return { person, role: 'employee' };
  return viewersOf(request).find((one) => one.person === person);
}
