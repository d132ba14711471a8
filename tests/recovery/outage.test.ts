import { advanceRequest } from '../../recovery/advance-request';
import { retryRequest } from '../../recovery/retry-request';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { approvedByMax, expectSoundness, passShown, story } from '../support/domain-stories';
import { HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

/** How many times one look calls a port. */
async function callsOf(world: World, name: string): Promise<number> {
  const before = world.ports.count(name);
  const { request } = await newest(world);
  await advanceRequest(world.deps, { tenantId: TENANT, id: request.id });
  return world.ports.count(name) - before;
}

describe('when Graph refuses a step of a phone that was stolen', () => {
  it('sessions that cannot be ended are tried again when their time has come, not at once', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    await pass(world, 20 * MINUTE);
    world.ports.fail('accounts.revokeSessions', 'throttled');
    world.clock.advance(11 * MINUTE);
    expect(await callsOf(world, 'accounts.revokeSessions')).toBe(1);
    world.clock.advance(SECOND);
    expect(await callsOf(world, 'accounts.revokeSessions')).toBe(0);
    world.clock.advance(SECOND);
    expect(await callsOf(world, 'accounts.revokeSessions')).toBe(1);
    expect((await newestIn(world, 'approved')).decided.failure).toMatchObject({ attempts: 2 });
  });

  it('nor is a placeholder that cannot be renewed', async () => {
    const world = await createWorld();
    world.passes.policy = { ...world.passes.policy, maximumMinutes: 60 };
    await approvedByMax(world, { scenario: 'stolenPhone' });
    await pass(world, 40 * MINUTE);
    world.ports.fail('passes.issue', 'throttled');
    world.clock.advance(11 * MINUTE);
    expect(await callsOf(world, 'passes.issue')).toBe(1);
    world.ports.heal();
    await pass(world, MINUTE);
    expect((await newestIn(world, 'approved')).decided).not.toHaveProperty('failure');
    expect(world.account.emptyMoments()).toEqual([]);
  });

  it('two steps that fail together wait each for itself', async () => {
    const world = await createWorld();
    await passShown(world, { scenario: 'stolenPhone' });
    world.ports.fail('accounts.revokeSessions', 'unavailable');
    await work(world);
    world.ports.fail('methods.list', 'unavailable');
    world.clock.advance(MINUTE);
    expect(await callsOf(world, 'accounts.revokeSessions')).toBeLessThanOrEqual(1);
    expect(await callsOf(world, 'methods.list')).toBeLessThanOrEqual(1);
    const { seq } = await newest(world);
    await pass(world, 10 * MINUTE);
    // The watch is tried once a minute, the sessions ever less often.
    expect((await newest(world)).seq - seq).toBeLessThan(25);
    world.ports.heal();
    await pass(world, 6 * MINUTE);
    expect(world.account.sessionsRevoked).toBe(1);
    await expectSoundness(world);
  });
});

describe('when a tenant allows no pass of more than ten minutes', () => {
  const short = { enabled: true, inScope: true, minimumMinutes: 10, maximumMinutes: 10 };

  it('a placeholder is renewed shortly before its end, not all the time', async () => {
    const world = await createWorld();
    world.passes.policy = short;
    await approvedByMax(world, { scenario: 'stolenPhone' });
    expect(await story(world)).toContain('removalVerified');
    await pass(world, HOUR);
    const issued = world.account.story().filter((call) => call === 'issue 10').length;
    expect(issued).toBeGreaterThan(5);
    expect(issued).toBeLessThan(20);
    expect(world.account.emptyMoments()).toEqual([]);
    expect(world.account.isEmpty()).toBe(false);
  });
});

describe('when a case that starts over finds nobody to ask', () => {
  it('the placeholder is renewed all the same', async () => {
    const world = await createWorld();
    world.passes.policy = { enabled: true, inScope: true, minimumMinutes: 10, maximumMinutes: 60 };
    await passShown(world);
    await work(world);
    await pass(world, 2 * HOUR);
    const { request } = await newest(world);
    expect(request.state).toBe('failed');
    await retryRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id });
    world.cards.unreachable.add(WHO.max);
    world.ports.fail('directory.groupMembers', 'forbidden');
    world.ports.fail('directory.manager', 'forbidden');
    await pass(world, 3 * HOUR);
    expect((await newest(world)).request.state).toBe('awaitingApproval');
    expect(world.account.isEmpty()).toBe(false);
  });
});
