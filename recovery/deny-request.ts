import { refuse, transact } from './commit';
import type { Deps } from './deps';
import { openSlot } from './open-slot';
import type { Outcome } from './outcome';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface DenyInput extends Who {
  readonly requestId: RequestId;
  readonly round?: number;
  /** Code of a sentence in `words/`. */
  readonly reason: string;
}

/** The approver says no, with a reason. Final. */
export const denyRequest = verb('deny', async (deps: Deps, input: DenyInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const slot = openSlot(stored, input);
    if ('answer' in slot) return slot;
    if (input.reason.trim() === '') return refuse('reasonMissing', { stored });
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'denied', at: deps.clock.now(), by, reason: input.reason.slice(0, 100) } };
  }),
);
