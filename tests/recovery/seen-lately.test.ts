import { managerChain } from '../../recovery/manager-chain';
import { readEmployee } from '../../recovery/employee-facts';
import { seenLately } from '../../recovery/seen-lately';
import { createWorld } from '../support/domain-world';
import { MINUTE, START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { samplePerson, SETTINGS, WHO } from '../support/sample-people';

const ADA = samplePerson(WHO.ada);
const sighting = (value: string, lastSeen: number) => ({ value, firstSeen: 0, lastSeen, baseline: false });

describe('when something was seen before', () => {
  it.each([
    ['a moment ago', 0, true],
    ['a quarter of an hour ago, nearly', 15 * MINUTE - 1, true],
    ['a quarter of an hour ago', 15 * MINUTE, false],
    ['in the future, by a clock that was wrong', -1, false],
  ])('%s', (_when, ago, lately) => {
    expect(seenLately([sighting('x', START - ago), sighting('y', START - 20 * MINUTE)], 'x', START)).toBe(lately);
  });

  it('by another value only', () => {
    expect(seenLately([sighting('y', START)], 'x', START)).toBe(false);
  });
});

describe('when the guards read somebody’s contacts twice', () => {
  it('writes them down once in a quarter of an hour', async () => {
    const world = await createWorld();
    const look = () => readEmployee(world.deps, SETTINGS, ADA, { scenario: 'lostPhone' });
    await look();
    const contacts = world.ports.count('sightings.recordLook');
    expect(contacts).toBeGreaterThan(0);
    world.clock.advance(14 * MINUTE);
    await look();
    expect(world.ports.count('sightings.recordLook')).toBe(contacts);
    world.clock.advance(MINUTE);
    await look();
    expect(world.ports.count('sightings.recordLook')).toBe(2 * contacts);
  });
});

describe('when the guards read somebody’s manager twice', () => {
  it('writes the manager down once in a quarter of an hour', async () => {
    const world = await createWorld();
    const look = () => managerChain(world.deps, TENANT, { employee: ADA, openers: [WHO.ada] }, (id) => id === WHO.max);
    await look();
    await look();
    expect(world.ports.count('sightings.record')).toBe(1);
  });

  it('writes down every change of manager, there and back, however quick', async () => {
    const world = await createWorld();
    const look = () => managerChain(world.deps, TENANT, { employee: ADA, openers: [WHO.ada] }, () => true);
    const under = (manager: string) => world.directory.managers.set(WHO.ada, manager);
    await look();
    under(WHO.mona);
    world.clock.advance(1);
    await look();
    under(WHO.max);
    world.clock.advance(1);
    await look();
    const seen = (await world.sightings.about(TENANT, WHO.ada)).manager;
    const order = [...seen].sort((one, other) => other.lastSeen - one.lastSeen).map(({ value }) => value);
    expect(order).toEqual([WHO.max, WHO.mona]);
    expect((await look()).people).not.toContain(WHO.max);
  });
});
