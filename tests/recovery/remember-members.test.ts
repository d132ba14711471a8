import { RecoveryError } from '../../recovery/errors';
import { membersLately } from '../../recovery/last-members';
import { rememberMembers } from '../../recovery/remember-members';
import { createWorld } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { person, TENANT } from '../support/request-builder';
import { GROUPS, samplePerson, WHO } from '../support/sample-people';

const forged = (): Promise<never> => Promise.reject(new RecoveryError('integrity', 'the row does not hold'));

describe('when the members of a group are remembered', () => {
  it('no more of them than are told, and no more often than it takes', async () => {
    const world = await createWorld();
    const many = Array.from({ length: 9 }, (_one, at) => person(50 + at));
    for (const id of many) world.directory.people.set(id, samplePerson(id));
    world.directory.groups.set(GROUPS.helpdesk, many);
    await rememberMembers(world.deps, TENANT, GROUPS.helpdesk);
    await rememberMembers(world.deps, TENANT, GROUPS.helpdesk);
    expect(await membersLately(world.deps, TENANT, GROUPS.helpdesk)).toEqual(many.slice(0, 5));
    expect(world.ports.count('lastMembers.save')).toBe(1);
    world.clock.advance(60 * MINUTE);
    await rememberMembers(world.deps, TENANT, GROUPS.helpdesk);
    expect(world.ports.count('lastMembers.save')).toBe(2);
  });

  it('nobody is known of a group that was never read', async () => {
    const { deps } = await createWorld();
    expect(await membersLately(deps, TENANT, GROUPS.helpdesk)).toEqual([]);
  });
});

describe('when the record of the members does not hold', () => {
  it('nobody is told on its word', async () => {
    const { deps, log } = await createWorld();
    const lastMembers = { ...deps.lastMembers, last: forged };
    expect(await membersLately({ ...deps, lastMembers }, TENANT, GROUPS.helpdesk)).toEqual([]);
    expect(log.events()).toContain('members.unknown');
  });

  it('security is told, and it is written anew', async () => {
    const world = await createWorld();
    const { lastMembers } = world.deps;
    const deps = { ...world.deps, lastMembers: { last: forged, save: lastMembers.save.bind(lastMembers) } };
    await rememberMembers(deps, TENANT, GROUPS.helpdesk);
    expect(world.cards.alarms).toEqual([WHO.sam, WHO.sue]);
    expect(await membersLately(world.deps, TENANT, GROUPS.helpdesk)).toEqual([WHO.helen]);
  });
});
