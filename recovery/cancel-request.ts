import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import type { Outcome } from './outcome';
import { done } from './outcome';
import type { RecoveryRequest } from './request';
import { hasBegun, isMinting } from './run-state';
import { journalSolved } from './note-solved';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';
import { viewerFor } from './viewers';

export interface CancelInput extends Who {
  readonly requestId: RequestId;
  /** "That worked": the employee got in with another method, and wants no reset. */
  readonly solved?: true;
}

/** `first`: this press, and no earlier one, ended it as solved. */
export type Cancelled = Outcome & { readonly first?: true };

function tooLate(request: RecoveryRequest, now: number): boolean {
  if (request.state === 'awaitingApproval' || request.state === 'held') return request.placeholder !== undefined;
  return request.state !== 'approved' || hasBegun(request) || isMinting(request.decided, now);
}

/** The employee or who opened it stops the request, as long as nothing was done to the account. */
export const cancelRequest = verb('cancel', async (deps: Deps, input: CancelInput): Promise<Cancelled> => {
  let ends = false;
  const outcome = await transact(deps, input, (stored) => {
    ends = false;
    const { request } = stored;
    const viewer = viewerFor(request, input.presser);
    if (viewer === undefined) return refuse('notFound');
    if (input.presser !== request.employee && input.presser !== request.requester)
      return refuse('notYours', { stored });
    if (input.solved === true && input.presser !== request.employee) return refuse('notYours', { stored });
    if (request.state === 'cancelled') return answer(done(stored));
    const at = deps.clock.now();
    if (tooLate(request, at)) return refuse('tooLateToCancel', { stored });
    ends = true;
    const reason = input.solved === true ? 'solved' : 'cancelled';
    return { event: { type: 'cancelled', at, by: { kind: 'person', id: input.presser }, reason } };
  });
  if (outcome.kind === 'refused' || !ends || input.solved !== true) return outcome;
  await journalSolved(deps, input, outcome.stored.request.scenario);
  return { ...outcome, first: true };
});
