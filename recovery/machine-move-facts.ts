import type { EventOf } from './events';
import { loseApprover, toldKey } from './machine-facts';
import type { Approved, AwaitingApproval } from './request';

/**
 * The code that was said dies by any clock, because whoever approved knew another place: they say a new one only once they
 * have read of this one. A code that was blocked stays so.
 */
export function toLink(request: Approved, { delivery, expiresAt, at }: EventOf<'revealMoved'>): Approved {
  const { generation, voided } = request.decided.code;
  const code = { generation: generation + 1, deadline: at - 1, voided };
  return { ...request, delivery, expiresAt, movedAt: at, decided: { ...request.decided, code } };
}

/** A counter asks for two people and an ID: everything is decided anew. Nobody hears again that it was opened. */
export function toCounter(request: Approved, event: EventOf<'movedToCounter'>): AwaitingApproval {
  const { employee } = request;
  return {
    ...loseApprover(request, event),
    delivery: { place: 'inPerson' },
    employeeConfirmed: false,
    reasons: event.reasons,
    movedAt: event.at,
    told: [...request.told, toldKey({ notice: 'opened', who: employee, channel: 'teams' })],
  };
}
