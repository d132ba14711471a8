import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import { isSenior } from './is-senior';
import { isUnanswered } from './opened-by';
import type { Outcome } from './outcome';
import { done } from './outcome';
import { policyOf } from './policy-tiers';
import { openersOf } from './story';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface ReleaseInput extends Who {
  readonly requestId: RequestId;
  readonly reason: string;
}

/** A senior lets a held request go on, with a reason: everybody is asked anew. Never who opened it or attends, never the employee. */
export const releaseRequest = verb('release', async (deps: Deps, input: ReleaseInput): Promise<Outcome> =>
  transact(deps, input, async (stored) => {
    const { request } = stored;
    if (!(await isSenior(deps, input))) return refuse('notFound');
    if (openersOf(request).includes(input.presser)) return refuse('ownRequest', { stored });
    if (request.state === 'awaitingApproval') return answer(done(stored));
    if (request.state !== 'held') return refuse('alreadyDecided', { stored });
    // Nobody was chosen before the employee has answered; then somebody is.
    if (request.slots.length === 0 && !isUnanswered(request)) return refuse('noApprover', { stored });
    if (input.reason.trim() === '') return refuse('reasonMissing', { stored });
    const at = deps.clock.now();
    const expiresAt = at + policyOf(deps.policy, request).timers.expireMinutes * 60_000;
    const by = { kind: 'person', id: input.presser } as const;
    const reason = input.reason.slice(0, 300);
    return { event: { type: 'released', at, by, reason, restartedBy: input.presser, expiresAt } };
  }),
);
