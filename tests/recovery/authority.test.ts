import { nextApprovers, readAuthority, type Authority } from '../../recovery/authority';
import type { RecoveryRequest } from '../../recovery/request';
import { createWorld, type World } from '../support/domain-world';
import { HOUR } from '../support/fake-clock';
import { awaiting, OTHER_TENANT, slot, TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

const ADAS = awaiting({ slots: [slot({ candidates: [WHO.max] })] });

const authorityOf = (world: World, request: RecoveryRequest, approvers: readonly string[] = [WHO.max]) =>
  readAuthority(world.deps, request, approvers);

describe('when it is read who may answer', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['the manager who was asked', [WHO.max], []],
    ['somebody who was never asked', [WHO.colin], [WHO.colin]],
    ['one who may and one who may not', [WHO.colin, WHO.max], [WHO.colin]],
    ['nobody', [], []],
  ])('of %s', async (_who, approvers, fallen) => {
    const world = await createWorld();
    expect((await authorityOf(world, ADAS, approvers)).fallen).toEqual(fallen);
  });

  it('a manager who is disabled has fallen away', async () => {
    const world = await createWorld();
    world.directory.change(WHO.max, { accountEnabled: false });
    expect((await authorityOf(world, ADAS)).fallen).toEqual([WHO.max]);
  });

  it.each<readonly [string, Partial<RecoveryRequest>, string]>([
    ['opened it', { requester: WHO.max }, WHO.max],
    ['joined it', { joined: [WHO.max] }, WHO.max],
    ['is the employee', { slots: [slot({ group: 'security', candidates: [WHO.ada] })] }, WHO.ada],
  ])('nobody who %s, though a forged slot names them', async (_part, forged, approver) => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.security, [WHO.ada, WHO.sam]);
    const request = { ...ADAS, ...forged } as RecoveryRequest;
    expect((await authorityOf(world, request, [approver])).fallen).toEqual([approver]);
  });

  it.each<readonly [string, RecoveryRequest, string]>([
    ['a tenant that is not served', { ...ADAS, tenantId: OTHER_TENANT }, 'the tenant is not served'],
    ['an employee who is gone', { ...ADAS, employee: 'gone' }, 'the employee is not in the directory'],
  ])('not of %s', async (_what, request, message) => {
    const world = await createWorld();
    await expect(authorityOf(world, request)).rejects.toMatchObject({ code: 'notFound', message });
  });

  it.each(['forbidden', 'throttled', 'timeout'] as const)(
    'not while the emergency accounts cannot be read (%s): that is no "no" of the rules',
    async (code) => {
      const world = await createWorld();
      world.ports.fail('directory.isMember', code);
      const message = 'it cannot be read whether the rules forbid a recovery';
      await expect(authorityOf(world, ADAS)).rejects.toMatchObject({ code: 'unavailable', message });
    },
  );
});

describe('when others are asked', () => {
  const candidates = async (
    world: World,
    request: RecoveryRequest,
    leaving: readonly string[] = [],
  ): Promise<readonly (readonly string[])[]> => {
    const authority: Authority = await authorityOf(world, request);
    return (await nextApprovers(world.deps, request, authority, leaving)).slots.map((one) => one.candidates);
  };
  const withoutManager = async (): Promise<World> => {
    const world = await createWorld();
    world.directory.change(WHO.max, { accountEnabled: false });
    return world;
  };

  it('one is enough where the rules ask for one', async () => {
    expect(await candidates(await createWorld(), ADAS)).toEqual([[WHO.max]]);
  });

  it('it takes two where the rules ask for two', async () => {
    const world = await createWorld();
    world.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: [] });
    expect(await candidates(world, ADAS)).toEqual([[WHO.max], [WHO.sam, WHO.sue]]);
  });

  it.each<readonly [string, Partial<RecoveryRequest>, readonly string[], readonly string[] | undefined]>([
    ['everybody on duty', {}, [], [WHO.dan, WHO.dora]],
    ['nobody of the group of who opened it', { requester: WHO.dan }, [], undefined],
    ['nobody of the group of who joined it', { joined: [WHO.dora] }, [], undefined],
    ['not who was passed over', { slots: [slot({ candidates: [WHO.max], passedOver: [WHO.dan] })] }, [], [WHO.dora]],
    ['not who let it go on after a hold', { restartedBy: [WHO.dan] }, [], [WHO.dora]],
    ['not who falls away now', {}, [WHO.dora], [WHO.dan]],
  ])('%s', async (_who, facts, leaving, asked) => {
    const request = { ...ADAS, ...facts } as RecoveryRequest;
    expect((await candidates(await withoutManager(), request, leaving))[0]).toEqual(asked);
  });

  it('a card counts once for each request, among those of its employee and of its requester', async () => {
    const world = await createWorld();
    const of = { kind: 'approver', person: WHO.max } as const;
    const one: RecoveryRequest = { ...ADAS, requester: WHO.dan };
    await candidates(world, one);
    await candidates(world, one);
    await candidates(world, { ...one, id: 'another' });
    expect(world.tallies.taken(TENANT, of)).toBe(2);
    const limit = { count: 99, windowMs: HOUR, perCause: { count: 2, windowMs: HOUR } };
    for (const cause of [WHO.ada, WHO.dan]) {
      const more = await world.tallies.look(TENANT, of, limit, { id: 'next', causes: [cause] });
      expect(more).toMatchObject({ kind: 'full', over: 'cause', cause });
    }
  });
});
