import type { Deps } from './deps';
import type { Policy } from './policy-settings';
import { policyOf } from './policy-tiers';
import type { RecoveryRequest } from './request';
import type { ObjectId } from './terms';

type WithPolicy = Pick<Deps, 'tenants' | 'policy'>;

/** The same ports with the policy of this tenant, where it has one of its own. */
export function forTenant<D extends WithPolicy>(deps: D, tenantId: ObjectId): D {
  const policy = deps.tenants.find(tenantId)?.policy;
  return policy === undefined || policy === deps.policy ? deps : { ...deps, policy };
}

/** The policy that a request goes by: its tenant's, with the tiers that were recorded in it. */
export function policyIn(deps: WithPolicy, request: Pick<RecoveryRequest, 'tenantId' | 'tiers'>): Policy {
  return policyOf(forTenant(deps, request.tenantId).policy, request);
}
