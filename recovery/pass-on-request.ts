import { nextApprovers } from './authority';
import { transact } from './commit';
import type { Deps } from './deps';
import { readEmployee } from './employee-facts';
import { heldEvent } from './hold-event';
import { openSlot } from './open-slot';
import type { Outcome } from './outcome';
import { refused } from './outcome';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface PassOnInput extends Who {
  readonly requestId: RequestId;
  readonly round?: number;
}

/** "Not mine": the next approver of the server's own chain is asked. Where there is none, the request is held. */
export const passOn = verb('passOn', async (deps: Deps, input: PassOnInput): Promise<Outcome> =>
  transact(deps, input, async (stored) => {
    const slot = openSlot(stored, input);
    if ('answer' in slot) return slot;
    const { request } = stored;
    const tenant = deps.tenants.find(request.tenantId);
    const employee = await deps.directory.person(request.tenantId, request.employee);
    if (tenant === undefined || employee === undefined) return { answer: refused('personNotFound', { stored }) };
    const facts = await readEmployee(deps, tenant, employee, request);
    const next = await nextApprovers(deps, request, { tenant, employee, facts }, [input.presser]);
    const by = { kind: 'person', id: input.presser } as const;
    if (next.slots.length === 0) return { event: heldEvent(deps, request, by, 'noApprover') };
    const reasons = [...facts.route.reasons, ...next.reasons];
    return {
      event: { type: 'approversReplaced', at: deps.clock.now(), by, slots: next.slots, why: 'notMine', reasons },
    };
  }),
);
