import type { Scenario } from '../../recovery/terms';
import { approvedByMax, codeOf, enrol, passShown, reveal, story } from '../support/domain-stories';
import { createWorld, newest, pass, work } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';

describe('when sessions are ended', () => {
  it.each<readonly [Scenario, number]>([
    ['lostPhone', 1],
    ['newPhone', 0],
    ['stolenPhone', 1],
    ['lockedOut', 1],
  ])('%s: %d times, after the removal was verified', async (scenario, times) => {
    const world = await createWorld();
    await passShown(world, { scenario });
    await work(world);
    enrol(world);
    await pass(world, 5 * MINUTE);
    expect((await newest(world)).request.state).toBe('completed');
    expect(world.account.sessionsRevoked).toBe(times);
    const types = await story(world);
    if (times > 0) expect(types.indexOf('sessionsRevoked')).toBeGreaterThan(types.indexOf('removalVerified'));
  });

  it('a stolen phone nobody reveals for: they end after half an hour', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    await pass(world, 29 * MINUTE);
    expect(world.account.sessionsRevoked).toBe(0);
    await pass(world, 2 * MINUTE);
    expect(world.account.sessionsRevoked).toBe(1);
    expect(codeOf(await reveal(world))).toBe('wrongPlace');
  });

  it('sessions that cannot be ended are tried on; the account is covered meanwhile', async () => {
    const world = await createWorld();
    world.ports.fail('accounts.revokeSessions', 'forbidden');
    await passShown(world, { scenario: 'stolenPhone' });
    await pass(world, 60 * MINUTE);
    expect((await newest(world)).request.state).toBe('failed');
    expect(world.account.isEmpty()).toBe(false);
  });
});
