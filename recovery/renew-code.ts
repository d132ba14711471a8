import { refuse, transact } from './commit';
import type { Deps } from './deps';
import { signedSlot } from './guards';
import type { Outcome } from './outcome';
import { policyOf } from './policy-tiers';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';
import { viewerFor } from './viewers';

export interface RenewInput extends Who {
  readonly requestId: RequestId;
}

/** A new release code, asked for by an approver who signed; the old one is dead. The request's own end does not move. */
export const renewCode = verb('renewCode', async (deps: Deps, input: RenewInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const { request } = stored;
    if (viewerFor(request, input.presser) === undefined) return refuse('notFound');
    if (signedSlot(request, input.presser) === undefined) return refuse('notYours', { stored });
    if (request.state !== 'approved' && request.state !== 'revealed') return refuse('requestEnded', { stored });
    const at = deps.clock.now();
    const deadline = at + policyOf(deps.policy, request).timers.releaseCodeMinutes * 60_000;
    const generation = request.decided.code.generation + 1;
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'codeRenewed', at, by, generation, deadline } };
  }),
);
