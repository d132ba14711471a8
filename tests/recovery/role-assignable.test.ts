import { tellOfOpenGroups, warnOfOpenGroups } from '../../recovery/role-assignable';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { DAY } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

async function withOpen(...groups: readonly (keyof typeof GROUPS)[]): Promise<World> {
  const world = await createWorld();
  for (const group of groups) world.directory.openGroups.add(GROUPS[group]);
  return world;
}

describe('when a group that has a say is not role-assignable (T16)', () => {
  it('the start says so for each', async () => {
    const world = await withOpen('helpdesk', 'security');
    await warnOfOpenGroups(world.deps, TENANT);
    expect(world.log.lines).toMatchObject([
      { event: 'group.notRoleAssignable', fields: { tenantId: TENANT, operation: 'helpdesk' } },
      { event: 'group.notRoleAssignable', fields: { operation: 'security' } },
    ]);
  });

  it('helpdesk and security are told once, and the journal says so', async () => {
    const world = await withOpen('duty');
    for (let days = 0; days < 3; days += 1) {
      await tellOfOpenGroups(world.deps, TENANT);
      world.clock.advance(DAY);
    }
    expect([...world.cards.alarms].sort()).toEqual([WHO.helen, WHO.sam, WHO.sue].sort());
    expect(world.ledger.journaled).toMatchObject([{ name: 'security.group_not_role_assignable', what: 'duty' }]);
  });

  it('of instances that start together one tells', async () => {
    const world = await withOpen('duty');
    await Promise.all([tellOfOpenGroups(world.deps, TENANT), tellOfOpenGroups(world.deps, TENANT)]);
    expect(world.cards.alarms).toHaveLength(3);
  });

  it('another group is told of by itself', async () => {
    const world = await withOpen('duty');
    await tellOfOpenGroups(world.deps, TENANT);
    world.directory.openGroups.add(GROUPS.security);
    await tellOfOpenGroups(world.deps, TENANT);
    expect(world.ledger.journaled.map(({ what }) => what)).toEqual(['duty', 'security']);
  });

  it('while nobody can be reached, it is tried again', async () => {
    const world = await withOpen('duty');
    for (const who of [WHO.helen, WHO.sam, WHO.sue]) world.cards.unreachable.add(who);
    await tellOfOpenGroups(world.deps, TENANT);
    expect(world.ledger.journaled).toEqual([]);
    world.cards.unreachable.delete(WHO.sue);
    await tellOfOpenGroups(world.deps, TENANT);
    expect(world.cards.alarms).toEqual([WHO.sue]);
  });
});

describe('when it cannot be read, or all is well', () => {
  it('the start says that it is not known, and nobody is told', async () => {
    const world = await createWorld();
    world.ports.fail('directory.isRoleAssignable', 'forbidden');
    await warnOfOpenGroups(world.deps, TENANT);
    await tellOfOpenGroups(world.deps, TENANT);
    expect(world.log.lines).toMatchObject([
      { event: 'group.roleAssignableUnknown', fields: { operation: 'helpdesk', code: 'forbidden' } },
      { event: 'group.roleAssignableUnknown', fields: { operation: 'duty' } },
      { event: 'group.roleAssignableUnknown', fields: { operation: 'security' } },
    ]);
    expect(world.cards.alarms).toEqual([]);
  });

  it('nothing is said of groups that are role-assignable, and nothing of tenants that are not served', async () => {
    const world = await createWorld();
    for (const tenantId of [TENANT, OTHER_TENANT]) {
      await warnOfOpenGroups(world.deps, tenantId);
      await tellOfOpenGroups(world.deps, tenantId);
    }
    expect([world.log.lines, world.cards.alarms]).toEqual([[], []]);
  });
});
