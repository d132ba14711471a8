import type { ServedTenant } from './served-tenants';
import type { Settings } from './settings';

/** A policy that nobody can meet: the code has no way to go out. */
export function checkSelfVerified(
  { SMS_CONNECTION_STRING: sms }: Settings,
  tenants: readonly ServedTenant[],
): readonly string[] {
  if (sms !== undefined) return [];
  return tenants.flatMap(({ policy }, at) =>
    policy.selfVerified.scenarios.length === 0
      ? []
      : [
          `SMS_CONNECTION_STRING: is missing, and the policy of tenants[${String(at)}] (selfVerified.scenarios) sends codes by text message`,
        ],
  );
}
