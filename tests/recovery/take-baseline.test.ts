import type { Directory } from '../../recovery/ports';
import { takeBaseline } from '../../recovery/take-baseline';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { DAY, START } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

type Page = readonly { readonly id: string; readonly manager?: string }[];

/** A directory that lists these pages and fails after the last one when `breaks`. */
function listing(
  world: World,
  pages: readonly Page[],
  breaks = false,
): Pick<World['deps'], 'directory' | 'sightings' | 'clock' | 'log'> {
  async function* managerPairs(): AsyncIterable<Page> {
    for (const page of pages) yield await Promise.resolve(page);
    if (breaks) throw new Error('Graph went away');
  }
  // Only this method of the directory is used here.
  const directory = { managerPairs } as unknown as Directory;
  return { ...world.deps, directory };
}

describe('when the managers are remembered at installation', () => {
  const PAGES: readonly Page[] = [
    [{ id: WHO.dan, manager: WHO.olga }, { id: WHO.olga }],
    [{ id: WHO.sam, manager: WHO.dan }],
  ];

  it('each relation counts as old from then on, once per tenant', async () => {
    const world = await createWorld();
    expect(await takeBaseline(listing(world, PAGES), TENANT)).toBe('taken');
    const seen = { value: WHO.olga, firstSeen: START, lastSeen: START, baseline: true };
    expect((await world.sightings.about(TENANT, WHO.dan)).manager).toEqual([seen]);
    expect((await world.sightings.about(TENANT, WHO.olga)).manager).toEqual([]);
    expect(await takeBaseline(listing(world, PAGES), TENANT)).toBe('wasTaken');
    expect(await takeBaseline(listing(world, PAGES), OTHER_TENANT)).toBe('taken');
  });

  it('one that was cut short starts over; a manager changed meanwhile is no baseline', async () => {
    const world = await createWorld();
    await expect(takeBaseline(listing(world, PAGES.slice(0, 1), true), TENANT)).rejects.toThrow('Graph went away');
    world.clock.advance(DAY);
    expect(await takeBaseline(listing(world, PAGES), TENANT)).toBe('taken');
    expect((await world.sightings.about(TENANT, WHO.dan)).manager[0]).toMatchObject({ firstSeen: START });
    expect((await world.sightings.about(TENANT, WHO.sam)).manager).toHaveLength(1);
  });
});
