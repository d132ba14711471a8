import { managerChain } from '../../recovery/manager-chain';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { DAY, MINUTE, START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { samplePerson, WHO } from '../support/sample-people';

const FOR_ADA = { employee: samplePerson(WHO.ada), openers: [WHO.ada] };

const upTo = (world: World, last?: string) => managerChain(world.deps, TENANT, FOR_ADA, (id) => id === last);
const people = async (world: World, last?: string) => (await upTo(world, last)).people;
const knownFor = (world: World, person: string, manager: string, daysAgo: number) =>
  world.sightings.record(TENANT, person, 'manager', manager, START - daysAgo * DAY, true);

describe('when managers are looked for, from below', () => {
  it('three levels are asked and no more, however well the next one is known', async () => {
    const world = await createWorld();
    world.directory.managers.set(WHO.olga, WHO.colin);
    await knownFor(world, WHO.olga, WHO.colin, 90);
    expect(await people(world)).toEqual([WHO.max, WHO.mona, WHO.olga]);
  });

  it('nobody above is asked once somebody is enough', async () => {
    const world = await createWorld();
    expect(await people(world, WHO.max)).toEqual([WHO.max]);
  });

  it('the employee never vouches for themselves, though they are well known as somebody’s manager', async () => {
    const world = await createWorld();
    world.directory.managers.set(WHO.mona, WHO.ada);
    await knownFor(world, WHO.mona, WHO.ada, 90);
    expect(await people(world)).toEqual([WHO.max, WHO.mona]);
  });

  it('nor as the manager before the one of today', async () => {
    const world = await createWorld();
    world.directory.managers.set(WHO.ada, WHO.colin);
    await knownFor(world, WHO.ada, WHO.ada, 40);
    expect(await people(world)).toEqual([]);
  });

  it('only the employee’s own manager before stands in: further up an untrusted one ends it', async () => {
    const world = await createWorld();
    world.directory.managers.set(WHO.max, WHO.colin);
    expect(await people(world)).toEqual([WHO.max]);
  });

  it('it is said that there is none', async () => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.ada);
    expect((await upTo(world)).reasons).toEqual([
      { rule: 'manager.missing', outcome: 'raised', sentence: 'The directory names no manager.' },
    ]);
  });
});

describe('when it is written down who the manager is', () => {
  const writes = async (seen: readonly (readonly [manager: string, minutesAgo: number])[]): Promise<number> => {
    const world = await createWorld();
    for (const [manager, minutesAgo] of seen) {
      await world.sightings.record(TENANT, WHO.ada, 'manager', manager, START - minutesAgo * MINUTE, false);
    }
    await people(world, WHO.max);
    return world.ports.count('sightings.record');
  };

  it.each<readonly [string, readonly (readonly [string, number])[], number]>([
    ['not again where they were seen a moment ago', [[WHO.max, 1]], 0],
    ['again a quarter of an hour later', [[WHO.max, 15]], 1],
    [
      'again where another one was seen since',
      [
        [WHO.max, 5],
        [WHO.colin, 2],
      ],
      1,
    ],
    [
      'again where another one was seen at the same moment',
      [
        [WHO.max, 5],
        [WHO.colin, 5],
      ],
      1,
    ],
    [
      'not again where another one was seen before',
      [
        [WHO.colin, 20],
        [WHO.max, 5],
      ],
      0,
    ],
    ['again where only another one was seen', [[WHO.colin, 5]], 1],
  ])('%s', async (_when, seen, expected) => {
    expect(await writes(seen)).toBe(expected);
  });
});
