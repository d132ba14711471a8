import type { EventOf } from './events';
import type { Reason } from './facts';
import { factsOf, loseApprover, tiersIn } from './machine-facts';
import type { Approved, AwaitingApproval, Revealed } from './request';
import type { ReleaseCodeState } from './run';

/** Nobody is asked: whoever would have been is told, and decides nothing. */
export function verifySelf(request: AwaitingApproval, event: EventOf<'selfVerified'>): Approved {
  return {
    ...factsOf(request),
    ...{ state: 'approved', slots: [], reasons: [...request.reasons, ...event.reasons], ...tiersIn(event) },
    expiresAt: Math.max(request.expiresAt, event.decided.code.deadline),
    decided: event.decided,
  };
}

/** That nobody approves is true no more. */
const saysNobody = ({ rule, outcome }: Reason): boolean => rule === 'selfVerified.number' && outcome === 'ok';

/** As after an approver who no longer stands: a new round, and the code of the earlier one is dead. */
export function requireApproval(request: Approved, event: EventOf<'approvalRequired'>): AwaitingApproval {
  const before = request.reasons.filter((reason) => !saysNobody(reason));
  return loseApprover({ ...request, reasons: before }, event);
}

/** A code that was renewed meanwhile is another one: that has still to go out. */
function noted<R extends Approved | Revealed>(request: R, generation: number, change: Partial<ReleaseCodeState>): R {
  const { code } = request.decided;
  if (code.generation !== generation) return request;
  return { ...request, decided: { ...request.decided, code: { ...code, ...change } } };
}

export function sendCode<R extends Approved | Revealed>(request: R, event: EventOf<'codeSent'>): R {
  return noted(request, event.generation, { sentAt: event.at });
}

export function failCode<R extends Approved | Revealed>(request: R, event: EventOf<'codeSendFailed'>): R {
  return noted(request, event.generation, { sendFailedAt: event.at });
}
