import { nextApprovers } from './authority';
import { refuse, transact } from './commit';
import type { Deps } from './deps';
import { readEmployee } from './employee-facts';
import { refuseEarly } from './draft-request';
import { restartedBy } from './machine-facts';
import type { Outcome } from './outcome';
import { refused } from './outcome';
import type { Failed } from './request';
import type { RequestId } from './terms';
import { isTrustedMember } from './trusted-member';
import type { Who } from './verb';
import { verb } from './verb';

export interface RetryInput extends Who {
  readonly requestId: RequestId;
}

/** A gap was cut short and nothing was put in its place yet: first the worker sees to it that something stands. */
function isUncovered({ decided, placeholder }: Failed): boolean {
  return decided?.gap === 'open' && placeholder === undefined;
}

/** A failed case starts over with a new approval: an earlier one is never used twice. For the employee and the helpdesk. */
export const retryRequest = verb('retry', async (deps: Deps, input: RetryInput): Promise<Outcome> =>
  transact(deps, input, async (stored) => {
    const { request } = stored;
    const tenant = deps.tenants.find(request.tenantId);
    if (tenant === undefined) return refuse('notSetUp');
    const helps =
      input.presser === request.employee ||
      (await isTrustedMember(deps, request.tenantId, input.presser, tenant.helpdeskGroupId));
    if (!helps) return refuse('notFound');
    if (request.state !== 'failed') return refuse('alreadyDecided', { stored });
    if (isUncovered(request)) return refuse('stillWorking', { stored });
    const employee = await deps.directory.person(request.tenantId, request.employee);
    if (employee === undefined) return refuse('personNotFound', { stored });
    const facts = await readEmployee(deps, tenant, employee, request);
    const early = refuseEarly(facts, request.scenario, request.chosenMethods);
    const mayBeEmpty = early?.code === 'nothingToRemove' && request.placeholder !== undefined;
    if (early !== undefined && !mayBeEmpty) return { answer: { ...early, stored } };
    const letGoOn = input.presser === request.employee ? {} : { restartedBy: input.presser };
    const goingOn = { ...request, ...restartedBy(request, letGoOn) };
    const next = await nextApprovers(deps, goingOn, { tenant, employee, facts }, []);
    if (next.slots.length === 0) return { answer: refused('noApprover', { stored }) };
    const at = deps.clock.now();
    const reasons = [...facts.route.reasons, ...next.reasons];
    const expiresAt = at + facts.policy.timers.expireMinutes * 60_000;
    const tiers = facts.signals.tiers && { tiers: facts.signals.tiers.names };
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'retried', at, by, ...letGoOn, slots: next.slots, reasons, ...tiers, expiresAt } };
  }),
);
