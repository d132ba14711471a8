import type { Deps } from './deps';
import type { Method } from './methods';
import { ownKeys } from './own-keys';
import { methodKey, standingStrong } from './plan';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';
import { asIfLanded } from './run-state';

/** What stands against asking for a new password; each is a refusal with its own sentence. */
export type PasswordObstacle = 'personNotFound' | 'passwordOnPremises' | 'passwordNotGranted' | 'passwordNoWayIn';

type Reading = Pick<Deps, 'directory' | 'accounts' | 'methods' | 'keys' | 'clock'>;

/** Whether the product may ask for it on this account at all. Throws `EffectError` where that cannot be read. */
export async function passwordForbidden(
  deps: Pick<Reading, 'directory' | 'accounts'>,
  { tenantId, employee }: RecoveryRequest,
): Promise<PasswordObstacle | undefined> {
  const person = await deps.directory.person(tenantId, employee);
  if (person === undefined) return 'personNotFound';
  if (person.onPremisesSynced) return 'passwordOnPremises';
  return (await deps.accounts.mayRequirePasswordChange(tenantId)) ? undefined : 'passwordNotGranted';
}

/** In an incident only what stood at the approval: whatever came since may be the intruder's. */
function waysIn({ keys, clock }: Reading, request: RecoveryRequest, listed: readonly Method[]): readonly Method[] {
  const own = ownKeys(keys, request);
  if (request.state !== 'incident') return standingStrong(own, decidedOf(request), listed);
  const { decided } = asIfLanded(request, clock.now());
  const known = decided?.known ?? [];
  return standingStrong(own, decided, listed).filter((method) => known.includes(methodKey(own, method)));
}

/**
 * The same, and whether the employee has a strong method of their own. A pass does not count: nobody outside Microsoft
 * knows whether a sign-in with one is asked for the old password first, and whoever forgot it would stand outside.
 */
export async function passwordObstacle(deps: Reading, request: RecoveryRequest): Promise<PasswordObstacle | undefined> {
  const forbidden = await passwordForbidden(deps, request);
  if (forbidden !== undefined) return forbidden;
  const listed = await deps.methods.list(request.tenantId, request.employee);
  return waysIn(deps, request, listed).length === 0 ? 'passwordNoWayIn' : undefined;
}
