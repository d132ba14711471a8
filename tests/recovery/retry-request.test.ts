import type { Outcome } from '../../recovery/outcome';
import { passOn } from '../../recovery/pass-on-request';
import { retryRequest } from '../../recovery/retry-request';
import {
  approve,
  approvedByMax,
  codeOf,
  enrol,
  expectSoundness,
  passShown,
  reveal,
  waitingForApproval,
} from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

async function failedCase(): Promise<World> {
  const world = await createWorld();
  await passShown(world);
  await pass(world, 45 * MINUTE);
  expect((await newest(world)).request.state).toBe('failed');
  return world;
}

async function retry(world: World, presser: string = WHO.ada): Promise<Outcome> {
  const { request } = await newest(world);
  return retryRequest(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

describe('when a failed case starts over', () => {
  it('asks for a new approval; the earlier one is never used again; it can still end well', async () => {
    const world = await failedCase();
    expect(codeOf(await retry(world))).toBe('done');
    const again = await newestIn(world, 'awaitingApproval');
    expect(again).toMatchObject({ round: 2, told: [], placeholder: { methodId: expect.any(String) } });
    expect(again.slots[0]).not.toHaveProperty('approval');
    await work(world);
    await approve(world);
    await work(world);
    expect(codeOf(await reveal(world))).toBe('shown');
    await pass(world, MINUTE);
    enrol(world);
    await pass(world, 5 * MINUTE);
    expect((await newest(world)).request.state).toBe('completed');
    expect(world.account.emptyMoments()).toEqual([]);
    await expectSoundness(world);
  });

  it('while it waits again, and when nobody answers, the account stays covered, though the tenant now allows an hour only', async () => {
    const world = await failedCase();
    world.passes.policy = { ...world.passes.policy, minimumMinutes: 60, maximumMinutes: 60 };
    await retry(world);
    for (let hour = 0; hour < 26; hour += 1) {
      await pass(world, 59 * MINUTE);
      expect(world.account.isEmpty()).toBe(false);
    }
    expect((await newest(world)).request.state).toBe('failed');
  });

  it.each([
    ['the helpdesk', WHO.helen, 'done'],
    ['the approver', WHO.max, 'notFound'],
    ['a stranger', WHO.colin, 'notFound'],
  ])('%s may, or may not', async (_who, presser, code) => {
    expect(codeOf(await retry(await failedCase(), presser))).toBe(code);
  });

  it.each<readonly [string, (world: World) => unknown, string]>([
    ['a disabled account', (world) => world.directory.change(WHO.ada, { accountEnabled: false }), 'employeeDisabled'],
    [
      'nobody who may approve',
      (world) => {
        world.directory.managers.delete(WHO.ada);
        world.directory.groups.set(GROUPS.duty, []);
      },
      'noApprover',
    ],
    ['an employee who is gone', (world) => world.directory.people.delete(WHO.ada), 'personNotFound'],
    ['methods unreadable', (world) => world.ports.fail('methods.list', 'timeout'), 'directoryUnavailable'],
  ])('%s: refused, and it stays failed', async (_what, change, code) => {
    const world = await failedCase();
    change(world);
    expect(codeOf(await retry(world))).toBe(code);
    expect((await newest(world)).request.state).toBe('failed');
  });

  it('who starts it over approves nothing: now, and when others are asked later on', async () => {
    const world = await failedCase();
    world.directory.groups.set(GROUPS.duty, [WHO.helen, WHO.dan]);
    world.directory.managers.delete(WHO.ada);
    await retry(world, WHO.helen);
    const asked = async () => (await newestIn(world, 'awaitingApproval')).slots.map(({ candidates }) => candidates);
    expect(await asked()).toEqual([[WHO.dan], [WHO.sam, WHO.sue]]);
    const { request } = await newest(world);
    await passOn(world.deps, { tenantId: TENANT, presser: WHO.sam, requestId: request.id });
    expect(await asked()).toEqual([[WHO.dan], [WHO.sue]]);
    expect(codeOf(await approve(world, { presser: WHO.helen }))).toBe('notFound');
  });

  it('the employee who starts it over has no part in who approves', async () => {
    const world = await failedCase();
    world.directory.groups.set(GROUPS.duty, [WHO.ada, WHO.dan]);
    world.directory.managers.delete(WHO.ada);
    await retry(world);
    expect((await newestIn(world, 'awaitingApproval')).slots.map(({ candidates }) => candidates)).toEqual([
      [WHO.dan],
      [WHO.sam, WHO.sue],
    ]);
  });

  it('a request that did not fail is shown as it is', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    expect(await retry(world)).toMatchObject({
      code: 'alreadyDecided',
      stored: { request: { state: 'awaitingApproval' } },
    });
  });

  it('nothing left to remove is no reason against it while only a placeholder stands', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    // The chat had its time; the link that came then was left alone as well.
    await pass(world, 272 * MINUTE);
    expect((await newestIn(world, 'failed')).failure.reason).toBe('expiredHalfway');
    expect(codeOf(await retry(world))).toBe('done');
    await work(world);
    await approve(world);
    expect((await newestIn(world, 'approved')).decided.plan).toEqual([]);
    expect(codeOf(await reveal(world, { place: 'link' }))).toBe('shown');
    await pass(world, MINUTE);
    enrol(world);
    await pass(world, MINUTE);
    expect((await newest(world)).request.state).toBe('completed');
    await expectSoundness(world);
  });
});
