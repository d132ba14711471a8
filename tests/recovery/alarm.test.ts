import { advanceRequest } from '../../recovery/advance-request';
import { raiseAlarm } from '../../recovery/alarm';
import type { Deps } from '../../recovery/deps';
import { RecoveryError } from '../../recovery/errors';
import { findRequest } from '../../recovery/find-request';
import type { World } from '../support/domain-world';
import { createWorld, newest } from '../support/domain-world';
import { waitingForApproval } from '../support/domain-stories';
import { failingLedger } from '../support/failing-ledger';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

/** The same world, but every read of a request finds a row that somebody else wrote. */
const tampered = ({ deps }: World): Deps => failingLedger(deps, ['read', 'readVerified'], 'integrity');

async function waiting(): Promise<{ readonly world: World; readonly id: string }> {
  const world = await createWorld();
  await waitingForApproval(world);
  return { world, id: (await newest(world)).request.id };
}

describe('when a stored record does not hold', () => {
  it('stops the worker, touches nothing and tells security', async () => {
    const { world, id } = await waiting();
    const writes = world.account.writes.length;
    await expect(advanceRequest(tampered(world), { tenantId: TENANT, id })).resolves.toEqual({});
    expect(world.account.writes).toHaveLength(writes);
    expect(world.cards.alarms).toContain(WHO.sam);
  });

  it('refuses whoever asks for it, and tells security', async () => {
    const { world, id } = await waiting();
    const outcome = await findRequest(tampered(world), { tenantId: TENANT, presser: WHO.ada, requestId: id });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'integrity' });
    expect(world.cards.alarms).toContain(WHO.sam);
  });

  it('gives the lease back, so that a mended record can be worked on', async () => {
    const { world, id } = await waiting();
    await advanceRequest(tampered(world), { tenantId: TENANT, id });
    await expect(advanceRequest(world.deps, { tenantId: TENANT, id })).resolves.toHaveProperty('againMs');
  });
});

describe('when nobody of security can be told', () => {
  it('does not throw: the alarm is in the journal and in the log', async () => {
    const { world, id } = await waiting();
    const deps = {
      ...world.deps,
      cards: {
        ...world.deps.cards,
        alarm: () => Promise.reject(new RecoveryError('integrity', 'the row does not hold')),
      },
    };
    await expect(raiseAlarm(deps, TENANT, id)).resolves.toBeUndefined();
    await expect(raiseAlarm(deps, WHO.ada)).resolves.toBeUndefined();
  });
});
