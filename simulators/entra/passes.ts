import { announcePass } from '../announce';
import { recordAudit, type Initiator } from './audit-log';
import { passUsability } from './pass-state';
import type { SimPass, SimUser } from './sim-user';
import type { SimTenant } from './tenant';
import { belongsTo } from './membership';
import { recordWrite, type WriteOrigin } from './write-log';

export interface PassWish {
  readonly lifetimeInMinutes: number;
  readonly isUsableOnce: boolean;
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
}

/** Whether tenant policy lets this person have a pass: policy on, person included, not excluded. */
export function passIsAllowed(tenant: SimTenant, user: SimUser): boolean {
  const { state, includeTargets, excludeTargets } = tenant.passPolicy;
  const hits = ({ id }: { readonly id: string }) => id === 'all_users' || belongsTo(tenant, user.id, id);
  return state === 'enabled' && includeTargets.some(hits) && !excludeTargets.some(hits);
}

/** Puts a new pass in the place of whatever pass there was. */
export function issuePass(
  tenant: SimTenant,
  user: SimUser,
  { wish, origin, initiator }: { wish: PassWish; origin: WriteOrigin; initiator: Initiator },
): SimPass {
  const { ids, clock, passPolicy } = tenant;
  const pass: SimPass = {
    ...wish,
    id: ids.guid(),
    secret: ids.pass(passPolicy.defaultLength),
    createdAt: clock.now(),
  };
  announcePass(pass.secret);
  recordWrite(tenant, origin, user, () => {
    user.pass = pass;
  });
  const usage = pass.isUsableOnce ? 'OneTime' : 'Multiple';
  const modified = [{ displayName: 'AccessPassUsage', oldValue: '[]', newValue: `["${usage}"]` }];
  recordAudit(tenant, { ...passActivity('registered', initiator), target: user, initiator, modified });
  return pass;
}

export function removePass(
  tenant: SimTenant,
  user: SimUser,
  { origin, initiator }: { origin: WriteOrigin; initiator: Initiator },
): void {
  recordWrite(tenant, origin, user, () => {
    user.pass = undefined;
  });
  recordAudit(tenant, { ...passActivity('deleted', initiator), target: user, initiator });
}

/** A trap of the real log: what an app does here reads as if the user had done it, apart from `initiatedBy`. */
function passActivity(verb: 'registered' | 'deleted', initiator: Initiator) {
  const isApp = 'app' in initiator;
  const actor = isApp ? 'User' : 'Admin';
  const reason = `${actor} ${verb} temporary access pass method${isApp ? '' : ' for user'}`;
  return { activity: `${actor} ${verb} security info`, reason };
}

/** Graph's view of a pass; the secret is for the answer to its creation alone. */
export function passFields(tenant: SimTenant, pass: SimPass): Readonly<Record<string, unknown>> {
  const usability = passUsability(tenant, pass);
  return {
    id: pass.id,
    temporaryAccessPass: null,
    createdDateTime: new Date(pass.createdAt).toISOString(),
    startDateTime: new Date(pass.startsAt).toISOString(),
    lifetimeInMinutes: pass.lifetimeInMinutes,
    isUsableOnce: pass.isUsableOnce,
    isUsable: usability === 'EnabledByPolicy',
    methodUsabilityReason: usability,
  };
}
