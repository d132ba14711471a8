import { METHOD_TYPES } from './method-types';
import { passIsUsable } from './pass-state';
import type { SimUser } from './sim-user';
import type { SimTenant, SimWrite } from './tenant';

/** Who changes the tenant, and how it would read on the wire. */
export interface WriteOrigin {
  /** App id of the caller, or `user:<id>` or `admin` for what happens outside the API. */
  readonly by: string;
  readonly method: string;
  readonly path: string;
  readonly requestId?: string;
}

/** What somebody does in a portal of Microsoft's, outside the API. */
export const ADMIN: Pick<WriteOrigin, 'by' | 'method'> = { by: 'admin', method: 'PORTAL' };

/** True while the account has a second factor of its own or a pass that works now or soon. */
export function hasMethodOrPass(tenant: SimTenant, user: SimUser): boolean {
  return user.methods.some(({ type }) => METHOD_TYPES[type].strong) || passIsUsable(tenant, user.pass);
}

/**
 * Makes a change, writes it down, and notes when it left an enabled account with neither method nor pass.
 * Every change of the tenant goes through here.
 */
export function recordWrite<T>(tenant: SimTenant, origin: WriteOrigin, user: SimUser | undefined, change: () => T): T {
  const coveredBefore = user === undefined || isCovered(tenant, user);
  const result = change();
  const write: SimWrite = { requestId: undefined, ...origin, at: tenant.clock.now(), userId: user?.id };
  tenant.writes.push(write);
  if (user !== undefined && coveredBefore && !isCovered(tenant, user)) {
    tenant.zeroMoments.push({ userId: user.id, after: write });
  }
  for (const observe of tenant.observers) observe(write);
  return result;
}

/** A disabled account may stand with nothing: nobody can sign in to it. */
function isCovered(tenant: SimTenant, user: SimUser): boolean {
  return !user.accountEnabled || hasMethodOrPass(tenant, user);
}
