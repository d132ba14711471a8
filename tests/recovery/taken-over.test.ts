import { commitEvent } from '../../recovery/commit';
import { confirmIdentity } from '../../recovery/confirm-identity';
import type { Policy } from '../../recovery/policy-settings';
import { releaseRequest } from '../../recovery/release-request';
import { codeOf, expectSoundness, open } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY, newest, work } from '../support/domain-world';
import { DAY } from '../support/fake-clock';
import { person, TENANT } from '../support/request-builder';
import { eventOf } from '../support/sample-events';
import { GROUPS, samplePerson, WHO } from '../support/sample-people';

const asks = (world: World, presser: string) => open(world, { presser, address: 'ada@contoso.example' });

/** Colin has asked for Ada, and nobody else has heard of it. */
async function asked(policy: Partial<Policy> = {}): Promise<World> {
  const world = await createWorld({ policy });
  expect(codeOf(await asks(world, WHO.colin))).toBe('done');
  await work(world);
  return world;
}

/** Ada takes it over herself, and somebody else commits right before she does. */
async function takenOverAfter(world: World, act: () => Promise<unknown>): Promise<string> {
  world.ledger.beforeCommit = async ({ type }) => {
    if (type !== 'takenOver') return;
    world.ledger.beforeCommit = undefined;
    await act();
  };
  return codeOf(await open(world));
}

describe('when somebody gets a part in what waits for the employee while she takes it over (T16)', () => {
  it('the manager who joins it is not asked', async () => {
    const world = await asked();
    expect(await takenOverAfter(world, () => asks(world, WHO.max))).toBe('done');
    const { request } = await newest(world);
    expect(request).toMatchObject({ requester: WHO.ada, joined: [WHO.max, WHO.colin] });
    expect(request.slots.map(({ candidates }) => candidates)).toEqual([[WHO.mona]]);
    await expectSoundness(world);
  });

  it('nor are the peers of somebody on duty who joins it, though they themselves would have got no card', async () => {
    const world = await asked();
    world.directory.managers.delete(WHO.ada);
    const onDuty = Array.from({ length: 7 }, (_, at) => person(700 + at));
    for (const id of onDuty) world.directory.people.set(id, samplePerson(id));
    world.directory.groups.set(GROUPS.duty, onDuty);
    const [last = ''] = onDuty.slice(-1);
    expect(await takenOverAfter(world, () => asks(world, last))).toBe('done');
    expect((await newest(world)).request).toMatchObject({ state: 'held', held: { reason: 'noApprover' }, slots: [] });
    await expectSoundness(world);
  });

  it('nor is who released it from a hold meanwhile', async () => {
    const world = await asked();
    world.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: [] });
    const holdAndRelease = async () => {
      const { request } = await newest(world);
      await commitEvent(world.deps, await newest(world), eventOf('held', { why: 'restored' }));
      const release = { tenantId: TENANT, presser: WHO.sam, requestId: request.id, reason: 'looked at it' };
      expect(codeOf(await releaseRequest(world.deps, release))).toBe('done');
    };
    expect(await takenOverAfter(world, holdAndRelease)).toBe('done');
    const { request } = await newest(world);
    expect(request).toMatchObject({ requester: WHO.ada, restartedBy: [WHO.sam] });
    expect(request.slots.map(({ candidates }) => candidates)).toEqual([[WHO.max], [WHO.sue]]);
    await expectSoundness(world);
  });
});

describe('when the employee says yes to it and takes it over at once (T13)', () => {
  it('the one card that their manager may still get is counted once, and the manager is asked', async () => {
    const world = await asked({ caps: { ...DEFAULT_POLICY.caps, perApprover: { count: 1, windowMs: DAY } } });
    const { request } = await newest(world);
    world.ledger.beforeCommit = async ({ type }) => {
      if (type !== 'employeeConfirmed') return;
      world.ledger.beforeCommit = undefined;
      expect(codeOf(await open(world))).toBe('done');
    };
    const yes = { tenantId: TENANT, presser: WHO.ada, requestId: request.id };
    expect(codeOf(await confirmIdentity(world.deps, yes))).toBe('done');
    const after = (await newest(world)).request;
    expect(after.slots.map(({ candidates }) => candidates)).toEqual([[WHO.max]]);
    expect(world.tallies.taken(TENANT, { kind: 'approver', person: WHO.max })).toBe(1);
  });
});
