import { Anchors } from '../../recovery/anchors';
import { tendInBackground, tendTenant } from '../../recovery/tend-tenant';
import type { Deps } from '../../recovery/deps';
import { open } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { FakeAnchorStore } from '../support/fake-anchor-store';
import { TENANT } from '../support/request-builder';
import { GROUPS } from '../support/sample-people';

/** Nobody has a manager: the baseline is taken at once. */
function withoutManagers({ deps, directory }: World): Deps {
  const none: Deps['directory']['managerPairs'] = async function* () {
    yield [];
  };
  return { ...deps, directory: Object.assign(directory, { managerPairs: none }) };
}

describe('when a tenant is tended', () => {
  it('looks at its requests, takes the baseline and remembers whom to tell', async () => {
    const world = await createWorld();
    await open(world);
    const before = world.started.length;
    await tendTenant(withoutManagers(world), TENANT);
    expect(world.started).toHaveLength(before + 1);
    expect(world.log.events()).toContain('baseline.taken');
    expect([...world.lastMembers.groups.keys()]).toEqual([
      `${TENANT}|${GROUPS.helpdesk}`,
      `${TENANT}|${GROUPS.security}`,
    ]);
  });

  it('anchors what has changed', async () => {
    const world = await createWorld();
    const [store, { keys }] = [new FakeAnchorStore(), world.deps];
    const anchors = new Anchors({ store, keys, clock: world.clock }, [TENANT]);
    anchors.of(TENANT)?.chains.committed('A', undefined, { seq: 1, head: 'h' });
    await tendTenant({ ...withoutManagers(world), anchors }, TENANT);
    expect(store.texts.size).toBe(1);
  });

  it('one chore that fails stops no other', async () => {
    const world = await createWorld();
    world.ports.fail('ledger.findLive', 'unavailable');
    world.ports.fail('sightings.about', 'unavailable');
    await tendTenant(withoutManagers(world), TENANT);
    expect(world.log.events()).toEqual(['sweep.failed', 'baseline.failed']);
    expect(world.lastMembers.groups.size).toBe(2);
  });
});

describe('when a tenant is looked at in the background', () => {
  it('what fails is logged, and is no reason to stop', async () => {
    const world = await createWorld();
    world.ports.fail('contactRoster.begin', 'forbidden');
    await expect(tendInBackground(world.deps, TENANT)).resolves.toBeUndefined();
    expect(world.log.events()).toEqual(['contactSnapshot.failed']);
  });
});
