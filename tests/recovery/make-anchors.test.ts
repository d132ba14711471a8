import { Anchors } from '../../recovery/anchors';
import type { Deps } from '../../recovery/deps';
import { EffectError } from '../../recovery/errors';
import { prepareStop } from '../../recovery/heed-stop';
import { followAnchors, makeAnchors } from '../../recovery/make-anchors';
import { createWorld, type World } from '../support/domain-world';
import { FakeAnchorStore } from '../support/fake-anchor-store';
import { MINUTE } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

async function anchoring(): Promise<{ world: World; deps: Deps; store: FakeAnchorStore; anchors: Anchors }> {
  const world = await createWorld();
  const store = new FakeAnchorStore();
  const anchors = new Anchors({ store, keys: world.deps.keys, clock: world.clock }, [TENANT]);
  return { world, store, anchors, deps: { ...world.deps, anchors } };
}

/** A request of this process that is to be anchored. */
const commit = (anchors: Anchors, seq: number): void => {
  anchors.of(TENANT)?.chains.committed('A', undefined, { seq, head: `h${String(seq)}` });
};

const unread = ({ world }: { readonly world: World }) => world.cards.unread;

describe('when anchors are made for a tenant', () => {
  it('what has changed is anchored', async () => {
    const { deps, store, anchors } = await anchoring();
    commit(anchors, 1);
    await makeAnchors(deps, TENANT);
    expect(store.texts.size).toBe(1);
  });

  it('without anchors, or for another tenant, nothing is done', async () => {
    const { world, deps, store } = await anchoring();
    await makeAnchors(world.deps, TENANT);
    await makeAnchors(deps, OTHER_TENANT);
    await followAnchors(world.deps, TENANT);
    expect([store.reads, world.log.events()]).toEqual([0, []]);
  });
});

describe('when the second place does not answer', () => {
  it('security is told after a quarter of an hour, once', async () => {
    const it = await anchoring();
    commit(it.anchors, 1);
    it.store.isDown = true;
    for (let minutes = 0; minutes < 15; minutes += 5) {
      await makeAnchors(it.deps, TENANT);
      it.world.clock.advance(5 * MINUTE);
    }
    expect(unread(it)).toEqual([]);
    await makeAnchors(it.deps, TENANT);
    await makeAnchors(it.deps, TENANT);
    expect(unread(it)).toEqual([
      [WHO.sam, 'unavailable'],
      [WHO.sue, 'unavailable'],
    ]);
    expect(it.world.ledger.journaled).toContainEqual(
      expect.objectContaining({ name: 'security.audit_anchors_unread', what: 'unavailable' }),
    );
    expect(it.world.cards.alarms).toEqual([]);
  });

  it('a spell that ended is no part of the next', async () => {
    const it = await anchoring();
    it.store.isDown = true;
    await followAnchors(it.deps, TENANT);
    it.world.clock.advance(14 * MINUTE);
    it.store.isDown = false;
    await followAnchors(it.deps, TENANT);
    it.store.isDown = true;
    it.world.clock.advance(MINUTE);
    await followAnchors(it.deps, TENANT);
    expect(unread(it)).toEqual([]);
  });

  it('one that says no is told of at once', async () => {
    const it = await anchoring();
    jest.spyOn(it.store, 'newest').mockRejectedValue(new EffectError('forbidden', 'no role'));
    await followAnchors(it.deps, TENANT);
    expect(unread(it)).toHaveLength(2);
  });

  it('a store of requests that does not answer is another matter', async () => {
    const it = await anchoring();
    it.world.ports.fail('ledger.ofDay', 'unavailable');
    await makeAnchors(it.deps, TENANT);
    it.world.clock.advance(20 * MINUTE);
    await makeAnchors(it.deps, TENANT);
    expect(unread(it)).toEqual([]);
  });
});

describe('when a start is told of a restore', () => {
  it('what was anchored before binds nobody any more, and the start is held up where that cannot be written', async () => {
    const { deps, store, anchors } = await anchoring();
    commit(anchors, 7);
    await makeAnchors(deps, TENANT);
    expect(anchors.points(TENANT, 'A')).toHaveLength(1);
    store.isDown = true;
    await expect(prepareStop(deps, TENANT, 'restore-1')).rejects.toMatchObject({ code: 'unavailable' });
    expect(deps.stops.known(TENANT)).toBe(false);
    store.isDown = false;
    await prepareStop(deps, TENANT, 'restore-1');
    expect(anchors.points(TENANT, 'A')).toEqual([]);
    commit(anchors, 2);
    await makeAnchors(deps, TENANT);
    await prepareStop(deps, TENANT, 'restore-1');
    expect(anchors.points(TENANT, 'A')).toHaveLength(1);
  });

  it('an ordinary start changes nothing of the anchors', async () => {
    const { deps, store } = await anchoring();
    await prepareStop(deps, TENANT);
    expect(store.texts.size).toBe(0);
  });
});
