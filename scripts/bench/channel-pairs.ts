import { hashesOf } from '../../recovery/contact-hash';
import { giveMethod } from '../../simulators/entra/methods';
import { fido2Key } from '../../simulators/entra/new-methods';
import { setManager } from '../../simulators/entra/people';
import type { SimTenant } from '../../simulators/entra/tenant';
import type { Persona } from '../../simulators/teams/persona';
import type { BenchCloud } from './bench-cloud';
import { NO_CAP } from './packed-settings';

/** One person asks for others all day, and a code may stand in for an approver. */
export const CHANNEL_POLICY = {
  caps: { perApprover: NO_CAP, perTenant: NO_CAP, perRequester: NO_CAP, perAgent: NO_CAP },
  selfVerified: { scenarios: ['lostKey'] },
};

const YEAR_MS = 365 * 24 * 3_600_000;

/** An employee who has lost a security key, with the manager. */
export interface Pair {
  readonly employee: Persona;
  readonly manager: Persona;
}

export function pairsOf(crowd: readonly Persona[]): readonly Pair[] {
  const half = crowd.length / 2;
  return crowd.slice(0, half).flatMap((employee, number) => {
    const manager = crowd[half + number];
    return manager === undefined ? [] : [{ employee, manager }];
  });
}

/** One person who opens for others, and one who approves them all, would be odd: everybody has an own manager here. */
export function arrange(tenant: SimTenant, crowd: readonly Persona[]): void {
  for (const { employee, manager } of pairsOf(crowd)) {
    giveMethod(tenant, employee.objectId, fido2Key('Blue key'), tenant.clock.now() - YEAR_MS);
    setManager(tenant, employee.objectId, { kind: 'user', id: manager.objectId });
  }
  // It was so for long: no log tells of it.
  tenant.audits.length = 0;
}

/** The product has known their numbers for long. */
export async function seeContacts({ cloud, preparing, crowd }: BenchCloud): Promise<void> {
  const { tenantId } = cloud.settings;
  const { methods, sightings, keys } = preparing.deps;
  for (const { employee } of pairsOf(crowd)) {
    const registered = await methods.list(tenantId, employee.objectId);
    const seen = registered.flatMap(({ contact }) => (contact === undefined ? [] : hashesOf(keys, contact)));
    await sightings.recordLook(tenantId, employee.objectId, 'contact', seen, cloud.tenant.clock.now() - YEAR_MS);
  }
}
