import { AWAY, AWAY_UNREAD, presenceFrom } from '../../recovery/away';
import { createWorld } from '../support/domain-world';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

describe('when it is asked who is away', () => {
  it('says it of each person by themselves, and asks once about each, also at the same time', async () => {
    const world = await createWorld();
    world.directory.away.add(WHO.max);
    const presence = presenceFrom(world.deps, TENANT);
    const asked = [WHO.max, WHO.mona, WHO.max, WHO.mona];
    expect(await Promise.all(asked.map((id) => presence(id)))).toEqual(['away', 'here', 'away', 'here']);
    expect(await presence(WHO.max)).toBe('away');
    expect(world.ports.count('directory.isAway')).toBe(2);
  });

  it('the request says why somebody else is asked', () => {
    expect(AWAY).toEqual({
      rule: 'manager.away',
      outcome: 'raised',
      sentence: 'The manager’s automatic replies are on, so somebody else is asked first.',
    });
  });

  it('the request says so where it could not be read and the manager is asked', () => {
    expect(AWAY_UNREAD).toEqual({
      rule: 'manager.away',
      outcome: 'unknown',
      sentence: 'It could not be read whether the manager’s automatic replies are on, so they are asked as usual.',
    });
  });

  it.each(['forbidden', 'unlicensed', 'timeout'] as const)('nobody is where it cannot be read: %s', async (code) => {
    const world = await createWorld();
    world.directory.away.add(WHO.max);
    world.ports.fail('directory.isAway', code);
    expect(await presenceFrom(world.deps, TENANT)(WHO.max)).toBe('unread');
  });
});
