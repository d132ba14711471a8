import { askNext } from './ask-next';
import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import type { EventOf } from './events';
import { isSenior } from './is-senior';
import { next } from './machine';
import { isUnanswered } from './opened-by';
import type { Outcome } from './outcome';
import { done } from './outcome';
import { policyOf } from './policy-tiers';
import type { RecoveryRequest } from './request';
import { SYSTEM } from './step';
import { openersOf } from './story';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface ReleaseInput extends Who {
  readonly requestId: RequestId;
  readonly reason: string;
}

/** Where nobody was found when it was held, or a code was to do: whom to ask now; nothing where there is nobody still. */
async function askSomebody(deps: Deps, request: RecoveryRequest): Promise<EventOf<'approversReplaced'> | undefined> {
  const { slots, reasons } = await askNext(deps, request, []);
  if (slots.length === 0) return undefined;
  const common = { at: deps.clock.now(), by: SYSTEM } as const;
  return { ...common, type: 'approversReplaced', slots, why: 'released', reasons };
}

/** A senior lets a held request go on, with a reason: everybody is asked anew. Never who opened it or attends, never the employee. */
export const releaseRequest = verb('release', async (deps: Deps, input: ReleaseInput): Promise<Outcome> =>
  transact(deps, input, async (stored) => {
    const { request } = stored;
    if (!(await isSenior(deps, input))) return refuse('notFound');
    if (openersOf(request).includes(input.presser)) return refuse('ownRequest', { stored });
    if (request.state === 'awaitingApproval') return answer(done(stored));
    if (request.state !== 'held') return refuse('alreadyDecided', { stored });
    if (input.reason.trim() === '') return refuse('reasonMissing', { stored });
    const at = deps.clock.now();
    const expiresAt = at + policyOf(deps.policy, request).timers.expireMinutes * 60_000;
    const by = { kind: 'person', id: input.presser } as const;
    const reason = input.reason.slice(0, 300);
    const released = { type: 'released', at, by, reason, restartedBy: input.presser, expiresAt } as const;
    // Nobody was chosen before the employee has answered; then somebody is.
    if (request.slots.length > 0 || isUnanswered(request)) return { event: released };
    const asking = await askSomebody(deps, next(request, released));
    return asking === undefined ? refuse('noApprover', { stored }) : { events: [released, asking] };
  }),
);
