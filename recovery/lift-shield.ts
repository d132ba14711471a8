import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import type { Outcome } from './outcome';
import { done } from './outcome';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface LiftInput extends Who {
  readonly requestId: RequestId;
  readonly reason: string;
}

/** Ends the block that an incident put on the employee. Security only, never who opened or reported it, with a reason. */
export const liftShield = verb('liftShield', async (deps: Deps, input: LiftInput): Promise<Outcome> =>
  transact(deps, input, async (stored) => {
    const { request } = stored;
    const tenant = deps.tenants.find(request.tenantId);
    const senior =
      tenant !== undefined && (await deps.directory.isMember(tenant.tenantId, input.presser, tenant.securityGroupId));
    if (!senior) return refuse('notFound');
    if (request.state !== 'incident') return refuse('alreadyDecided', { stored });
    const involved = [request.employee, request.requester, request.incident.reportedBy];
    if (involved.includes(input.presser)) return refuse('ownRequest', { stored });
    if (request.incident.shieldLiftedAt !== undefined) return answer(done(stored));
    if (input.reason.trim() === '') return refuse('reasonMissing', { stored });
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'shieldLifted', at: deps.clock.now(), by, reason: input.reason.slice(0, 300) } };
  }),
);
