import type { AccessPasses, PassPolicy } from '../../recovery/ports';
import { stuckOn } from '../../recovery/stuck';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import {
  approve,
  approvedByMax,
  codeOf,
  expectSoundness,
  reveal,
  shown,
  story,
  waitingForApproval,
} from '../support/domain-stories';
import { MINUTE, SECOND } from '../support/fake-clock';
import { WHO } from '../support/sample-people';

/** The tenant's policy for passes becomes another one after the approval. */
async function approvedThen(change: Partial<PassPolicy>): Promise<World> {
  const world = await createWorld();
  await approvedByMax(world);
  world.passes.policy = { ...world.passes.policy, ...change };
  return world;
}

const failureOfRun = async (world: World): Promise<unknown> => (await newestIn(world, 'approved')).decided.failure;

describe('when the policy allows no pass any more at the reveal', () => {
  it.each<readonly [string, Partial<PassPolicy>]>([
    ['switched off', { enabled: false }],
    ['the employee is out of scope', { inScope: false }],
  ])('%s: nothing is touched, no try and no reveal is lost, the helpdesk is told at once', async (_what, change) => {
    const world = await approvedThen(change);
    expect(codeOf(await reveal(world))).toBe('passNotAllowed');
    await work(world);
    expect(world.account.story()).toEqual([]);
    expect(world.cards.told('stuck')).toEqual([WHO.helen]);
    expect(await failureOfRun(world)).toMatchObject({ step: 'mintPass', code: 'policyBlocksPass', attempts: 1 });
    for (let press = 0; press < 6; press += 1) expect(codeOf(await reveal(world))).toBe('passNotAllowed');
    await pass(world, MINUTE);
    expect(world.cards.told('stuck')).toEqual([WHO.helen]);
    expect(await newestIn(world, 'approved')).toMatchObject({ decided: { reveals: 0, failure: { attempts: 7 } } });
    await expectSoundness(world);
  });

  it('put right: the same code shows the pass, and nothing is amiss any more', async () => {
    const world = await approvedThen({ enabled: false });
    await reveal(world);
    await pass(world, 5 * MINUTE);
    world.passes.policy = { ...world.passes.policy, enabled: true };
    expect(shown(await reveal(world)).againLeft).toBe(3);
    const { request } = await newest(world);
    expect(request).toMatchObject({ state: 'revealed' });
    expect(stuckOn(request, world.policy, world.clock.now())).toBeUndefined();
    await work(world);
    expect(world.account.kinds()).toEqual(['password', 'email']);
    await expectSoundness(world);
  });

  it('a stolen phone at the approval: no method goes without the placeholder; it goes on by itself when put right', async () => {
    const world = await createWorld();
    await waitingForApproval(world, { scenario: 'stolenPhone' });
    await approve(world);
    world.passes.policy = { ...world.passes.policy, enabled: false };
    await pass(world, 5 * MINUTE);
    expect(world.account.story()).toEqual([]);
    expect(await failureOfRun(world)).toMatchObject({ step: 'issuePlaceholder', code: 'policyBlocksPass' });
    expect(world.cards.told('stuck')).toEqual([WHO.helen]);
    world.passes.policy = { ...world.passes.policy, enabled: true };
    await pass(world, 5 * MINUTE);
    expect(world.account.story()[0]).toBe('issue 480');
    expect(world.account.kinds()).toEqual(['password', 'email']);
    expect(world.account.emptyMoments()).toEqual([]);
    await expectSoundness(world);
  });
});

describe('when the lifetimes that the policy allows changed since the approval', () => {
  it.each([
    ['longer', { minimumMinutes: 60, maximumMinutes: 480 }, 60],
    ['shorter', { minimumMinutes: 5, maximumMinutes: 20 }, 20],
  ])('%s: the pass is minted in the range of today, in the same press', async (_what, range, minutes) => {
    const world = await approvedThen(range);
    const { againLeft, expiresAt } = shown(await reveal(world));
    expect(world.account.story()).toEqual([`issue ${minutes}`]);
    expect(againLeft).toBe(3);
    expect(expiresAt).toBe(world.clock.now() + minutes * MINUTE);
    expect((await story(world)).slice(-3)).toEqual(['revealStarted', 'passTermsChanged', 'passIssued']);
    await work(world);
    await expectSoundness(world);
  });

  it('a right code counts once: it gives nobody more wrong ones', async () => {
    const world = await approvedThen({ minimumMinutes: 60 });
    await reveal(world);
    expect((await newestIn(world, 'revealed')).decided.code.right).toBe(1);
  });

  it('where the range cannot be read, or does not explain it, the helpdesk has to look', async () => {
    const world = await approvedThen({ minimumMinutes: 60 });
    world.ports.fail('passes.policyFor', 'unavailable', { times: 1 });
    expect(codeOf(await reveal(world))).toBe('passNotAllowed');
    expect(await failureOfRun(world)).toMatchObject({ code: 'lifetimeOutOfRange' });
    expect(shown(await reveal(world)).againLeft).toBe(3);
    const other = await approvedThen({});
    other.ports.fail('passes.issue', 'lifetimeOutOfRange', { times: 1 });
    expect(codeOf(await reveal(other))).toBe('passNotAllowed');
    expect(other.account.story()).toEqual([]);
  });

  it('reading the range took too long: the next press mints, and costs nothing', async () => {
    const world = await approvedThen({ minimumMinutes: 60 });
    const { passes } = world.deps;
    const slow: AccessPasses = {
      policyFor: (...args) => {
        world.clock.advance(5.5 * SECOND);
        return passes.policyFor(...args);
      },
      issue: (...args) => passes.issue(...args),
      remove: (...args) => passes.remove(...args),
    };
    expect(codeOf(await reveal({ ...world, deps: { ...world.deps, passes: slow } }))).toBe('stillWorking');
    expect(world.account.story()).toEqual([]);
    expect(shown(await reveal(world)).againLeft).toBe(3);
    expect(world.account.story()).toEqual(['issue 60']);
  });
});
