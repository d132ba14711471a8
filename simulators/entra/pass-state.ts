import type { SimPass } from './sim-user';
import type { SimTenant } from './tenant';

const MINUTE = 60_000;

/** Graph's `methodUsabilityReason`. */
export type PassUsability = 'EnabledByPolicy' | 'DisabledByPolicy' | 'Expired' | 'NotYetValid' | 'OneTimeUsed';

export function passEndsAt(pass: SimPass): number {
  return pass.startsAt + pass.lifetimeInMinutes * MINUTE;
}

export function passUsability(tenant: SimTenant, pass: SimPass): PassUsability {
  const now = tenant.clock.now();
  if (tenant.passPolicy.state === 'disabled') return 'DisabledByPolicy';
  if (now >= passEndsAt(pass)) return 'Expired';
  if (pass.isUsableOnce && pass.usedAt !== undefined) return 'OneTimeUsed';
  return now < pass.startsAt ? 'NotYetValid' : 'EnabledByPolicy';
}

/** A pass whose time has not come yet counts: it will let its owner in. */
export function passIsUsable(tenant: SimTenant, pass: SimPass | undefined): boolean {
  if (pass === undefined) return false;
  const usability = passUsability(tenant, pass);
  return usability === 'EnabledByPolicy' || usability === 'NotYetValid';
}

/** False while a new pass has not reached every part of the service. */
export function passHasReplicated(tenant: SimTenant, pass: SimPass): boolean {
  return tenant.clock.now() >= pass.createdAt + tenant.switches.passLagMs;
}
