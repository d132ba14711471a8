import { lostAuthority } from '../../recovery/lost-authority';
import { approvedAtCounter } from '../support/counter-stories';
import type { World } from '../support/domain-world';
import { newestIn } from '../support/domain-world';
import { GROUPS, WHO } from '../support/sample-people';
import { codeTexted, selfWorld } from '../support/self-verified-stories';

describe('when something else than an approver stands behind an approval (T10, T23)', () => {
  const lost = async (world: World) => lostAuthority(world.deps, await newestIn(world, 'approved'));

  it('at a counter it stands on the attendant as well', async () => {
    const world = await approvedAtCounter();
    expect(await lost(world)).toBeUndefined();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen]);
    expect(await lost(world)).toMatchObject({ type: 'held', why: 'attendantNoLongerStands' });
  });

  it('where a code took their place, on everything that was looked at for that', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    expect(await lost(world)).toBeUndefined();
    world.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: [] });
    expect(await lost(world)).toMatchObject({ type: 'approvalRequired', why: 'notSelfVerified' });
  });
});
