import { advanceRequest } from '../../recovery/advance-request';
import type { Deps } from '../../recovery/deps';
import { findRequest } from '../../recovery/find-request';
import type { Ledger } from '../../recovery/ports';
import { waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { failingLedger } from '../support/failing-ledger';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

/** The same world, seen by an instance that is too old for what these calls of the ledger read. */
const tooOld = ({ deps }: World, calls: readonly (keyof Ledger)[]): Deps => failingLedger(deps, calls, 'newer');

async function waiting(): Promise<{ readonly world: World; readonly id: string }> {
  const world = await createWorld();
  await waitingForApproval(world);
  return { world, id: (await newest(world)).request.id };
}

describe('when an instance is too old for a record', () => {
  it.each([['readVerified' as const], ['lease' as const]])(
    'leaves the work to others (%s): no effect, no alarm, and the message goes back to the queue',
    async (call) => {
      const { world, id } = await waiting();
      const [writes, entries] = [world.account.writes.length, world.ledger.journaled.length];
      const result = await advanceRequest(tooOld(world, [call]), { tenantId: TENANT, id });
      expect(result).toEqual({ againMs: MINUTE });
      expect([world.account.writes.length, world.ledger.journaled.length]).toEqual([writes, entries]);
      expect(world.cards.alarms).toEqual([]);
      expect(await advanceRequest(world.deps, { tenantId: TENANT, id })).not.toEqual({ againMs: MINUTE });
    },
  );

  it('asks whoever presses for patience, and alarms nobody', async () => {
    const { world, id } = await waiting();
    const deps = tooOld(world, ['read', 'readVerified']);
    const outcome = await findRequest(deps, { tenantId: TENANT, presser: WHO.ada, requestId: id });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'updating' });
    expect(world.cards.alarms).toEqual([]);
  });
});
