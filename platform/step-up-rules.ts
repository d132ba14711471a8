import type { Policy } from './policy-file';
import type { ServedTenant } from './served-tenants';
import type { Settings } from './settings';

/** Whether the policy wants a fresh sign-in of anybody. */
function asksStepUp({ approver, tiers }: Policy): boolean {
  return approver.stepUp !== 'never' || tiers.some(({ overrides }) => overrides.approver?.stepUp !== undefined);
}

function problemOf({ BOT_ID }: Settings, { policy, stepUp, executor }: ServedTenant): string | undefined {
  if (stepUp === undefined) {
    return asksStepUp(policy)
      ? 'stepUpClientId: is missing, and the policy (approver.stepUp) asks approvers for a fresh sign-in: nobody could approve'
      : undefined;
  }
  const application = executor.kind === 'managedIdentity' ? executor.applicationId : undefined;
  const isAnother = [BOT_ID, executor.clientId, application].includes(stepUp.clientId);
  return isAnother ? 'stepUpClientId: must be another identity than the bot and the executor' : undefined;
}

/** A policy that nobody can meet, and a sign-in that would lend somebody else’s rights. */
export function checkStepUp(settings: Settings, tenants: readonly ServedTenant[]): readonly string[] {
  return tenants.flatMap((tenant, at) => {
    const problem = problemOf(settings, tenant);
    return problem === undefined ? [] : [`TENANTS_FILE: tenants[${String(at)}].${problem}`];
  });
}
