import { refuse, transact, answer } from './commit';
import type { Deps } from './deps';
import type { Outcome } from './outcome';
import { done } from './outcome';
import type { Who } from './verb';
import { verb } from './verb';
import type { RequestId } from './terms';

export interface ConfirmInput extends Who {
  readonly requestId: RequestId;
}

/** "Yes, this is me": only the employee, and only then the match number is shown to them. Pressing twice is harmless. */
export const confirmIdentity = verb('confirmIdentity', async (deps: Deps, input: ConfirmInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const { request } = stored;
    if (request.employee !== input.presser) return refuse('notFound');
    // Whose session it is nobody knows; at a counter somebody looks at an ID.
    if (request.delivery.place === 'inPerson') return refuse('counterOnly', { stored });
    if (request.employeeConfirmed) return answer(done(stored));
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'employeeConfirmed', at: deps.clock.now(), by } };
  }),
);
