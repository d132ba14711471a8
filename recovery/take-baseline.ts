import type { Deps } from './deps';
import type { ObjectId } from './terms';

/** Under this subject the sightings remember that a tenant's baseline was taken. */
const MARK = 'baseline-taken';

type Reading = Pick<Deps, 'directory' | 'sightings' | 'clock' | 'log'>;

/**
 * Remembers everybody's manager as they are at installation: these relations count as old. Taken once per tenant; a run
 * that was cut short starts over, and what it recorded already stays as it was.
 */
export async function takeBaseline(deps: Reading, tenantId: ObjectId): Promise<'taken' | 'wasTaken'> {
  const { manager: marks } = await deps.sightings.about(tenantId, tenantId);
  if (marks.some(({ value }) => value === MARK)) return 'wasTaken';
  for await (const page of deps.directory.managerPairs(tenantId)) {
    for (const { id, manager } of page) {
      if (manager !== undefined) await deps.sightings.record(tenantId, id, 'manager', manager, deps.clock.now(), true);
    }
  }
  await deps.sightings.record(tenantId, tenantId, 'manager', MARK, deps.clock.now(), true);
  deps.log.info('baseline.taken', { tenantId });
  return 'taken';
}
