import { refuse, transact } from './commit';
import type { Deps } from './deps';
import { openSlot } from './open-slot';
import type { Outcome } from './outcome';
import { mustFail } from './run-state';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface DenyInput extends Who {
  readonly requestId: RequestId;
  readonly round?: number;
  /** Code of a sentence in `words/`. */
  readonly reason: string;
}

/** The approver says no, with a reason. Final; only where something was done to the account already, people take over. */
export const denyRequest = verb('deny', async (deps: Deps, input: DenyInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const slot = openSlot(stored, input);
    if ('answer' in slot) return slot;
    if (input.reason.trim() === '') return refuse('reasonMissing', { stored });
    const by = { kind: 'person', id: input.presser } as const;
    const [at, reason] = [deps.clock.now(), input.reason.slice(0, 100)];
    if (mustFail(stored.request)) return { event: { type: 'failed', at, by, why: reason } };
    return { event: { type: 'denied', at, by, reason } };
  }),
);
