import { encodeTime } from 'ulid';
import type { EventOf } from '../../recovery/events';
import type { Slot } from '../../recovery/facts';
import type { Approved, AwaitingApproval, EndedRequest } from '../../recovery/request';
import type { Decided } from '../../recovery/run';
import type { ObjectId, RequestId, ShortCode } from '../../recovery/terms';

/** A Tuesday in May 2026, at noon. */
export const NOON = Date.UTC(2026, 4, 5, 12);
const MINUTE = 60_000;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The object id of person number `n`. */
export const person = (n: number): ObjectId => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const TENANT: ObjectId = 'c0ffee00-0000-4000-8000-000000000001';
export const OTHER_TENANT: ObjectId = 'c0ffee00-0000-4000-8000-000000000002';
export const EMPLOYEE = person(1);
export const MANAGER = person(2);
export const SECOND_APPROVER = person(3);

let built = 0;

const base32 = (value: number, length: number): string =>
  Array.from({ length }, (_, at) => ALPHABET.charAt(Math.floor(value / 32 ** (length - 1 - at)) % 32)).join('');

/** A ULID of its own for every call; later calls sort later when `at` is the same. */
export function requestId(at: number = NOON): RequestId {
  built += 1;
  return encodeTime(at, 10) + base32(built, 16);
}

/** A short code of its own for every call. */
export function shortCode(): ShortCode {
  built += 1;
  return `LK-${base32(built, 6)}`;
}

export const slot = (overrides: Partial<Slot> = {}): Slot => ({
  slot: 1,
  group: 'manager',
  candidates: [MANAGER],
  asked: [],
  passedOver: [],
  ...overrides,
});

/** A request as the employee opened it a moment ago: lost phone, one approval by the manager. */
export function awaiting(overrides: Partial<AwaitingApproval> = {}): AwaitingApproval {
  const openedAt = overrides.openedAt ?? NOON;
  return {
    state: 'awaitingApproval',
    id: requestId(openedAt),
    tenantId: TENANT,
    shortCode: shortCode(),
    employee: EMPLOYEE,
    requester: overrides.employee ?? EMPLOYEE,
    joined: [],
    scenario: 'lostPhone',
    chosenMethods: [],
    delivery: { place: 'teams' },
    employeeConfirmed: true,
    route: 'approval',
    reasons: [],
    round: 1,
    slots: [slot()],
    openedAt,
    expiresAt: openedAt + 240 * MINUTE,
    told: [],
    ...overrides,
  };
}

export function decided(overrides: Partial<Decided> = {}): Decided {
  return {
    at: NOON + MINUTE,
    secureOn: 'reveal',
    plan: [],
    known: [],
    lifetimeInMinutes: 30,
    placeholderMinutes: 480,
    code: { generation: 1, deadline: NOON + 16 * MINUTE, voided: false },
    reveals: 0,
    gap: 'none',
    ...overrides,
  };
}

/** The same request after its first slot's first candidate approved it on a video call. */
export function approved(request: AwaitingApproval, overrides: Partial<Decided> = {}): Approved {
  const slots = request.slots.map((one) => ({
    ...one,
    approval: { approver: one.candidates[0] ?? MANAGER, verifiedBy: 'videoCall' as const, at: NOON + MINUTE },
  }));
  return { ...request, state: 'approved', slots, decided: decided(overrides) };
}

export function ended(request: AwaitingApproval, state: EndedRequest['state'] = 'cancelled'): EndedRequest {
  return { ...request, state, ended: { at: NOON + MINUTE, by: request.requester, reason: `${state}.test` } };
}

export function openedEvent(request: AwaitingApproval): EventOf<'opened'> {
  return { type: 'opened', at: request.openedAt, by: { kind: 'person', id: request.requester }, request };
}

/** An event that leaves the request as it is, for tests that only need one to happen. */
export function remindedEvent(at: number = NOON + 10 * MINUTE): EventOf<'reminded'> {
  return { type: 'reminded', at, by: { kind: 'system' } };
}

export function cancelledEvent(by: ObjectId = EMPLOYEE): EventOf<'cancelled'> {
  return { type: 'cancelled', at: NOON + MINUTE, by: { kind: 'person', id: by }, reason: 'cancelled.test' };
}
