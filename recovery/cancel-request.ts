import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import type { Outcome } from './outcome';
import { done } from './outcome';
import type { RecoveryRequest } from './request';
import { hasBegun, isMinting } from './run-state';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';
import { viewerFor } from './viewers';

export interface CancelInput extends Who {
  readonly requestId: RequestId;
}

function tooLate(request: RecoveryRequest, now: number): boolean {
  if (request.state === 'awaitingApproval' || request.state === 'held') return request.placeholder !== undefined;
  return request.state !== 'approved' || hasBegun(request) || isMinting(request.decided, now);
}

/** The employee or who opened it stops the request, as long as nothing was done to the account. */
export const cancelRequest = verb('cancel', async (deps: Deps, input: CancelInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const { request } = stored;
    const viewer = viewerFor(request, input.presser);
    if (viewer === undefined) return refuse('notFound');
    if (input.presser !== request.employee && input.presser !== request.requester)
      return refuse('notYours', { stored });
    if (request.state === 'cancelled') return answer(done(stored));
    const at = deps.clock.now();
    if (tooLate(request, at)) return refuse('tooLateToCancel', { stored });
    return { event: { type: 'cancelled', at, by: { kind: 'person', id: input.presser }, reason: 'cancelled' } };
  }),
);
