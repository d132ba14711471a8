import type { Deps } from './deps';
import { makeAnchors } from './make-anchors';
import { tellOfOpenGroups } from './role-assignable';
import { watchGroups } from './standstill';
import { snapshotContacts } from './snapshot-contacts';
import { sweep } from './sweep';
import { takeBaseline } from './take-baseline';
import { tendContacts } from './tend-contacts';
import type { ObjectId } from './terms';

const CHORES = {
  sweep,
  baseline: takeBaseline,
  groups: watchGroups,
  openGroups: tellOfOpenGroups,
  contacts: tendContacts,
  anchors: makeAnchors,
} as const;

/** What is done for a tenant at every start and every few minutes. What fails is logged, stops nothing else, and is tried again. */
export async function tendTenant(deps: Deps, tenantId: ObjectId): Promise<void> {
  for (const [name, chore] of Object.entries(CHORES)) {
    try {
      await chore(deps, tenantId);
    } catch (error) {
      deps.log.error(`${name}.failed`, { tenantId, error });
    }
  }
}

/**
 * What waits for Graph for long and nobody waits for: after all tenants were tended, so that it holds up none of them, and
 * not at a start. What fails is logged and tried at the next round.
 */
export async function tendInBackground(deps: Deps, tenantId: ObjectId): Promise<void> {
  try {
    await snapshotContacts(deps, tenantId);
  } catch (error) {
    deps.log.error('contactSnapshot.failed', { tenantId, error });
  }
}
