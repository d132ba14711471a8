import { answer, commitEvent, refuse, transact, WAKE_DELAY_MS } from '../../recovery/commit';
import { RecoveryError } from '../../recovery/errors';
import type { EventOf } from '../../recovery/events';
import { done } from '../../recovery/outcome';
import type { Stored } from '../../recovery/ports';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { awaiting, EMPLOYEE, openedEvent, TENANT } from '../support/request-builder';

const REMINDED: EventOf<'reminded'> = { type: 'reminded', at: 5, by: { kind: 'system' } };
const CANCELLED: EventOf<'cancelled'> = {
  type: 'cancelled',
  at: 6,
  by: { kind: 'person', id: EMPLOYEE },
  reason: 'cancelled',
};

async function opened(world: World): Promise<Stored> {
  const request = awaiting();
  const result = await world.ledger.open(request, openedEvent(request));
  if (result.kind !== 'opened') throw new Error('not opened');
  return result.stored;
}

describe('when an event is committed', () => {
  it('wakes first, commits second, starts the work third', async () => {
    const world = await createWorld();
    const stored = await opened(world);
    const committed = await commitEvent(world.deps, stored, REMINDED);
    expect(committed).toMatchObject({ seq: 2, request: { remindedAt: 5 } });
    expect(world.ports.calls).toEqual(['queue.wake', 'ledger.commit']);
    expect(world.queue.wakes).toEqual([{ id: stored.request.id, delayMs: WAKE_DELAY_MS }]);
    expect(world.started).toEqual([stored.request.id]);
  });

  it('a crash between leaves the message, and no state without its entry', async () => {
    const world = await createWorld();
    const stored = await opened(world);
    world.ports.crashAt(2);
    await expect(commitEvent(world.deps, stored, REMINDED)).rejects.toThrow('the process dies here');
    expect(world.queue.wakes).toHaveLength(1);
    expect((await world.ledger.read(TENANT, stored.request.id))?.seq).toBe(1);
  });

  it('the slower one of two loses and starts nothing', async () => {
    const world = await createWorld();
    const stored = await opened(world);
    await commitEvent(world.deps, stored, REMINDED);
    expect(await commitEvent(world.deps, stored, CANCELLED)).toBe('conflict');
    expect(world.started).toHaveLength(1);
  });

  it('what the machine has no row for is thrown before anything is written', async () => {
    const world = await createWorld();
    const stored = await opened(world);
    await expect(commitEvent(world.deps, stored, { type: 'contained', at: 1, by: { kind: 'system' } })).rejects.toThrow(
      RecoveryError,
    );
    expect(world.ports.calls).toEqual([]);
  });
});

describe('when a verb decides', () => {
  it('knows nothing of a request that is not there', async () => {
    const world = await createWorld();
    const outcome = await transact(world.deps, { tenantId: TENANT, requestId: '01NONE' }, () => ({ event: REMINDED }));
    expect(outcome).toEqual({ kind: 'refused', code: 'notFound' });
  });

  it('may answer without an event', async () => {
    const world = await createWorld();
    const stored = await opened(world);
    const key = { tenantId: TENANT, requestId: stored.request.id };
    expect(await transact(world.deps, key, (now) => answer(done(now)))).toEqual({ kind: 'done', stored });
    expect(await transact(world.deps, key, () => refuse('notYours'))).toEqual({ kind: 'refused', code: 'notYours' });
    expect(world.ports.count('ledger.commit')).toBe(0);
  });

  it('decides again on the new truth after a lost race', async () => {
    const world = await createWorld();
    const stored = await opened(world);
    const seen: number[] = [];
    world.ledger.beforeCommit = async (event) => {
      if (event.type !== 'cancelled') return;
      world.ledger.beforeCommit = undefined;
      await commitEvent(world.deps, stored, REMINDED);
    };
    const outcome = await transact(world.deps, { tenantId: TENANT, requestId: stored.request.id }, (now) => {
      seen.push(now.seq);
      return { event: CANCELLED };
    });
    expect(seen).toEqual([1, 2]);
    expect(outcome).toMatchObject({ kind: 'done', stored: { seq: 3, request: { state: 'cancelled', remindedAt: 5 } } });
  });

  it('answers with the true face when somebody decided otherwise meanwhile', async () => {
    const world = await createWorld();
    const stored = await opened(world);
    world.ledger.beforeCommit = async () => {
      world.ledger.beforeCommit = undefined;
      await commitEvent(world.deps, stored, CANCELLED);
    };
    const key = { tenantId: TENANT, requestId: stored.request.id };
    const outcome = await transact(world.deps, key, () => ({ event: REMINDED }));
    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'alreadyDecided',
      stored: { request: { state: 'cancelled' } },
    });
  });

  it('gives up where somebody else always wins', async () => {
    const world = await createWorld();
    const stored = await opened(world);
    world.ledger.beforeCommit = async (event) => {
      if (event.at !== 5) return;
      const now = await world.ledger.read(TENANT, stored.request.id);
      if (now !== undefined) await commitEvent(world.deps, now, { ...REMINDED, at: 7 });
    };
    const key = { tenantId: TENANT, requestId: stored.request.id };
    await expect(transact(world.deps, key, () => ({ event: REMINDED }))).rejects.toMatchObject({ code: 'conflict' });
  });
});
