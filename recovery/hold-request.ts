import { transact } from './commit';
import type { Deps } from './deps';
import { heldEvent } from './hold-event';
import { openSlot } from './open-slot';
import type { Outcome } from './outcome';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface UnsureInput extends Who {
  readonly requestId: RequestId;
  readonly round?: number;
}

/** "Not sure": the request waits for a senior, nothing is decided and nobody is accused. */
export const markUnsure = verb('unsure', async (deps: Deps, input: UnsureInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const slot = openSlot(stored, input);
    if ('answer' in slot) return slot;
    return { event: heldEvent(deps, stored.request, { kind: 'person', id: input.presser }, 'approverUnsure') };
  }),
);
