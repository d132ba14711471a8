import { refuse, transact } from './commit';
import type { Deps } from './deps';
import { signedSlot } from './guards';
import type { Outcome } from './outcome';
import { hasBegun, isMinting } from './run-state';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';
import { viewerFor } from './viewers';

export interface WithdrawInput extends Who {
  readonly requestId: RequestId;
}

/**
 * An approver takes the approval back before the reveal. Where methods were removed at approval already, the case goes
 * to people as `failed`, because nothing can be undone.
 */
export const withdrawApproval = verb('withdraw', async (deps: Deps, input: WithdrawInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const { request } = stored;
    if (viewerFor(request, input.presser) === undefined) return refuse('notFound');
    if (signedSlot(request, input.presser) === undefined) return refuse('notYours', { stored });
    if (request.state !== 'approved') return refuse('alreadyDecided', { stored });
    const at = deps.clock.now();
    if (isMinting(request.decided, at)) return refuse('stillWorking', { stored });
    const by = { kind: 'person', id: input.presser } as const;
    if (hasBegun(request)) return { event: { type: 'failed', at, by, why: 'withdrawn' } };
    return { event: { type: 'withdrawn', at, by } };
  }),
);
