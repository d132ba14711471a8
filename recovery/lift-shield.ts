import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import type { Outcome } from './outcome';
import { done } from './outcome';
import type { RequestId } from './terms';
import { uninvolvedSenior } from './uninvolved-senior';
import type { Who } from './verb';
import { verb } from './verb';

export interface LiftInput extends Who {
  readonly requestId: RequestId;
  readonly reason: string;
}

/**
 * Ends the block that an incident put on the employee, with a reason. It closes nothing: an incident stays open, and in
 * the list, until its tasks are filled and somebody closes it.
 */
export const liftShield = verb('liftShield', async (deps: Deps, input: LiftInput): Promise<Outcome> =>
  transact(deps, input, async (stored) => {
    const guarded = await uninvolvedSenior(deps, input, stored);
    if ('answer' in guarded) return guarded;
    if (guarded.request.incident.shieldLiftedAt !== undefined) return answer(done(stored));
    if (input.reason.trim() === '') return refuse('reasonMissing', { stored });
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'shieldLifted', at: deps.clock.now(), by, reason: input.reason.slice(0, 300) } };
  }),
);
