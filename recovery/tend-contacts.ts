import type { Deps } from './deps';
import { EffectError } from './errors';
import { forTenant } from './for-tenant';
import { LOOK_AGAIN_MS, noteContacts } from './note-contacts';
import { SWEEP_MS } from './report-parked';
import type { ObjectId } from './terms';

/** So many people a sweep: one read of Graph each. */
const MOST = 20;

async function lookAgain(deps: Deps, tenantId: ObjectId, person: ObjectId): Promise<void> {
  try {
    const [methods, { contact: sightings }] = await Promise.all([
      deps.methods.list(tenantId, person),
      deps.sightings.about(tenantId, person),
    ]);
    await noteContacts(deps, tenantId, person, { methods, sightings });
  } catch (error) {
    if (!(error instanceof EffectError) || error.code !== 'notFound') throw error;
    await deps.keptContacts.remove(tenantId, person);
  }
}

/**
 * Looks once a day at the contacts of people whose contacts are kept: marks those that were replaced, drops what is kept
 * no longer, and seals the rest under the current key. Of whoever has left nothing is kept.
 */
export async function tendContacts(given: Deps, tenantId: ObjectId): Promise<void> {
  const deps = forTenant(given, tenantId);
  const now = deps.clock.now();
  const turn = Math.floor(now / SWEEP_MS);
  const people = await deps.keptContacts.due(tenantId, { turn, before: now - LOOK_AGAIN_MS, most: MOST });
  for (const person of people) await lookAgain(deps, tenantId, person);
}
