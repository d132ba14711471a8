import { AWAY, awayFrom } from '../../recovery/away';
import { createWorld } from '../support/domain-world';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

describe('when it is asked who is away', () => {
  it('says it of each person by themselves, and asks once about each, also at the same time', async () => {
    const world = await createWorld();
    world.directory.away.add(WHO.max);
    const isAway = awayFrom(world.deps, TENANT);
    const asked = [WHO.max, WHO.mona, WHO.max, WHO.mona];
    expect(await Promise.all(asked.map((id) => isAway(id)))).toEqual([true, false, true, false]);
    expect(await isAway(WHO.max)).toBe(true);
    expect(world.ports.count('directory.isAway')).toBe(2);
  });

  it('the request says why somebody else is asked', () => {
    expect(AWAY).toEqual({
      rule: 'manager.away',
      outcome: 'raised',
      sentence: 'The manager’s automatic replies are on, so somebody else is asked first.',
    });
  });

  it.each(['forbidden', 'unlicensed', 'timeout'] as const)('nobody is where it cannot be read: %s', async (code) => {
    const world = await createWorld();
    world.directory.away.add(WHO.max);
    world.ports.fail('directory.isAway', code);
    expect(await awayFrom(world.deps, TENANT)(WHO.max)).toBe(false);
  });
});
