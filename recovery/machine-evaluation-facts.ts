import type { EventOf } from './events';
import { ended, factsOf, signSlot, tiersIn } from './machine-facts';
import type { Approved, AwaitingApproval, EndedRequest } from './request';

/** Nothing was done and nothing will be; who signed, and what the rules said, stays known. */
export function evaluate(request: AwaitingApproval | Approved, event: EventOf<'evaluated'>): EndedRequest {
  const { signature, reasons } = event;
  const slots = signature === undefined ? request.slots : signSlot(request.slots, signature, event.at);
  return {
    ...factsOf(request),
    ...{ state: 'cancelled', slots, reasons: [...request.reasons, ...reasons], ...tiersIn(event) },
    ended: ended(event, 'evaluated'),
  };
}
