import { readAuthority } from './authority';
import { refuse, transact } from './commit';
import type { Deps } from './deps';
import type { Outcome } from './outcome';
import { hasBegun, isMinting } from './run-state';
import { requireApproval } from './self-authority';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';
import { LOST } from './verify-self';

export interface AskApproverInput extends Who {
  readonly requestId: RequestId;
}

/** The employee cannot use the code that went by text message, or would rather not: an approver is asked as for any request. */
export const askApprover = verb('askApprover', async (deps: Deps, input: AskApproverInput): Promise<Outcome> =>
  transact(deps, input, async (stored) => {
    const { request } = stored;
    if (request.employee !== input.presser) return refuse('notFound');
    if (request.state !== 'approved' || request.decided.selfVerified === undefined)
      return refuse('alreadyDecided', { stored });
    if (hasBegun(request) || isMinting(request.decided, deps.clock.now())) return refuse('stillWorking', { stored });
    const by = { kind: 'person', id: input.presser } as const;
    const authority = await readAuthority(deps, request, []);
    const blocked = request.decided.code.voided ? { reason: LOST.blocked } : {};
    return { event: await requireApproval(deps, request, authority, { why: 'askedFor', by, ...blocked }) };
  }),
);
