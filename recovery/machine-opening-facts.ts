import { beginAnew } from './begun';
import type { EventOf } from './events';
import type { AwaitingApproval } from './request';

export function join(request: AwaitingApproval, event: EventOf<'joined'>): AwaitingApproval {
  return request.joined.includes(event.who) ? request : { ...request, joined: [...request.joined, event.who] };
}

/** Whoever takes it over is the requester from now on, and who was it before has joined. */
export function takeOver(request: AwaitingApproval, event: EventOf<'takenOver'>): AwaitingApproval {
  const { requester, begun } = event;
  const joined = [...request.joined.filter((who) => who !== requester), request.requester];
  if (begun !== undefined) return { ...beginAnew(request, begun, event.at), requester, joined };
  const employeeConfirmed = request.employeeConfirmed || request.delivery.place === 'teams';
  return { ...request, requester, joined, employeeConfirmed };
}

export function confirmEmployee(request: AwaitingApproval, event: EventOf<'employeeConfirmed'>): AwaitingApproval {
  const { at, begun } = event;
  return { ...(begun === undefined ? request : beginAnew(request, begun, at)), employeeConfirmed: true };
}
