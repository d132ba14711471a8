import type { Deps } from '../../recovery/deps';
import { noticesOwed } from '../../recovery/notices';
import { reportFraud } from '../../recovery/report-fraud';
import { expectSoundness, passShown, story } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { ADAS_METHODS, createWorld, newest, pass, work } from '../support/domain-world';
import { MINUTE, SECOND } from '../support/fake-clock';
import { approvedWorld, askForPassword, backIn, containedWorld } from '../support/password-stories';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { GROUPS, WHO } from '../support/sample-people';

const PASSWORD = 'requirePasswordChange';
const passwordWrites = (world: World): number => world.account.story().filter((call) => call === PASSWORD).length;

/** A pass is on her screen, and security has asked. */
async function askedFor(): Promise<World> {
  const world = await createWorld();
  await passShown(world);
  await work(world);
  await askForPassword(world);
  return world;
}

describe('when a new password was asked for', () => {
  it('nothing is done while the pass is all she has, and it is done before the case closes', async () => {
    const world = await askedFor();
    await pass(world, 5 * MINUTE);
    expect(passwordWrites(world)).toBe(0);
    await backIn(world);
    const types = await story(world);
    expect((await newest(world)).request.state).toBe('completed');
    expect(world.account.mustChangePassword).toBe(true);
    expect(types.indexOf('enrolmentSeen')).toBeLessThan(types.indexOf('passwordChangeRequired'));
    expect(types.indexOf('passwordChangeRequired')).toBeLessThan(types.indexOf('completed'));
    expect(passwordWrites(world)).toBe(1);
    await expectSoundness(world);
  });

  it('the entry names the reason, who asked, and Graph’s own id', async () => {
    const world = await askedFor();
    await backIn(world);
    const { request } = await newest(world);
    const entries = await world.ledger.trail(TENANT, request.id);
    expect(entries.find(({ event }) => event.type === 'passwordChangeRequired')?.event).toMatchObject({
      ...{ by: { kind: 'system' }, reason: 'told', askedBy: WHO.sam, graphRequestId: 'graph-password' },
    });
  });

  it.each<readonly [string, (world: World) => unknown]>([
    ['left security', ({ directory }) => directory.groups.set(GROUPS.security, [])],
    ['was disabled', ({ directory }) => directory.change(WHO.sam, { accountEnabled: false })],
  ])('nothing is done where whoever asked %s meanwhile, and the entry says so', async (_how, change) => {
    const world = await askedFor();
    change(world);
    await backIn(world);
    expect(passwordWrites(world)).toBe(0);
    const { request } = await newest(world);
    expect(request.state).toBe('completed');
    const entries = await world.ledger.trail(TENANT, request.id);
    expect(entries.find(({ event }) => event.type === 'passwordChangeNotDone')?.event).toMatchObject({
      why: 'askerNoLongerStands',
    });
  });

  it('she is told in her chat and outside, once', async () => {
    const world = await askedFor();
    await backIn(world);
    const { request } = await newest(world);
    const told = request.told.filter((key) => key.startsWith('newPassword'));
    expect(told).toEqual([`newPassword:${WHO.ada}:teams`, `newPassword:${WHO.ada}:email`]);
  });

  it.each([
    [-1, true],
    [0, true],
    [1, false],
  ])('a case that is opened %d ms later says it again: %s', async (laterMs, says) => {
    const world = await askedFor();
    await backIn(world);
    const { request } = await newest(world);
    const openedAt = (request.passwordChange?.requiredAt ?? 0) + laterMs;
    const owed = noticesOwed({ ...request, told: [], openedAt }, world.policy, world.clock.now());
    expect(owed.some(({ notice }) => notice === 'newPassword')).toBe(says);
  });

  it('nobody asked: nothing of the kind happens', async () => {
    const world = await createWorld();
    await passShown(world, { scenario: 'stolenPhone' });
    await work(world);
    await backIn(world);
    expect((await newest(world)).request.state).toBe('completed');
    expect(world.account.mustChangePassword).toBe(false);
  });

  it.each(['forbidden', 'rejected', 'notFound'] as const)(
    '%s: it is said, not tried again, and holds up nothing',
    async (code) => {
      const world = await askedFor();
      world.ports.fail('accounts.requirePasswordChange', code);
      await backIn(world);
      const { request } = await newest(world);
      expect(request).toMatchObject({ state: 'completed', passwordChange: { notDone: code } });
      expect(world.ports.count('accounts.requirePasswordChange')).toBe(1);
      await expectSoundness(world);
    },
  );

  it.each(['timeout', 'unavailable', 'throttled'] as const)('%s: it is tried again, and done', async (code) => {
    const world = await askedFor();
    world.ports.fail('accounts.requirePasswordChange', code, { times: 2 });
    await backIn(world);
    const { request } = await newest(world);
    expect(request).toMatchObject({ state: 'completed', passwordChange: { requiredAt: expect.any(Number) } });
    expect((await story(world)).filter((type) => type === 'stepFailed')).toHaveLength(2);
    expect('decided' in request && request.decided?.failure).toBeUndefined();
  });

  it.each([
    [
      'an account that is kept on premises since',
      (world: World): void => void world.directory.change(WHO.ada, { onPremisesSynced: true }),
      'passwordOnPremises',
    ],
    [
      'a permission that was taken away since',
      (world: World): void => void (world.effects.granted = false),
      'passwordNotGranted',
    ],
  ] as const)('%s: not done', async (_what, change, why) => {
    const world = await askedFor();
    change(world);
    await backIn(world);
    expect((await newest(world)).request).toMatchObject({ state: 'completed', passwordChange: { notDone: why } });
    expect(passwordWrites(world)).toBe(0);
  });

  it('the new method is gone again: not done, for she would stand outside', async () => {
    const world = await askedFor();
    world.ports.fail('accounts.requirePasswordChange', 'throttled');
    world.account.usePass();
    const added = method('microsoftAuthenticator', 'new', world.clock.now());
    world.account.enrol(added);
    await pass(world, SECOND);
    expect(await story(world)).toContain('enrolmentSeen');
    world.account.take(added);
    await pass(world, MINUTE);
    expect((await newest(world)).request.passwordChange).toMatchObject({ notDone: 'passwordNoWayIn' });
    expect(passwordWrites(world)).toBe(0);
  });

  it('security pauses: nothing is done until it goes on', async () => {
    const world = await askedFor();
    world.stops.pause(TENANT);
    await backIn(world);
    expect(passwordWrites(world)).toBe(0);
    expect((await newest(world)).request.state).toBe('revealed');
    world.stops.rows.clear();
    await pass(world, 2 * MINUTE);
    expect((await newest(world)).request.state).toBe('completed');
    expect(passwordWrites(world)).toBe(1);
  });

  it('nobody enrols: the case fails without it, and it is done when somebody does', async () => {
    const world = await askedFor();
    await pass(world, 60 * MINUTE);
    expect((await newest(world)).request.state).toBe('failed');
    expect(passwordWrites(world)).toBe(0);
    await backIn(world);
    await pass(world, 10 * MINUTE);
    expect((await newest(world)).request).toMatchObject({ passwordChange: { requiredAt: expect.any(Number) } });
    await expectSoundness(world);
  });

  it('the request ends before the pass: nothing is done', async () => {
    const world = await approvedWorld();
    await askForPassword(world);
    await pass(world, 5 * 60 * MINUTE);
    expect((await newest(world)).request.state).toBe('expired');
    expect(passwordWrites(world)).toBe(0);
  });
});

describe('when fraud is reported', () => {
  it('what was asked for before is over: security asks anew', async () => {
    const world = await createWorld({ methods: [...ADAS_METHODS, 'windowsHelloForBusiness'] });
    await passShown(world);
    await work(world);
    await askForPassword(world);
    const { request } = await newest(world);
    await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
    await pass(world, 10 * MINUTE);
    expect((await newest(world)).request.passwordChange).toBeUndefined();
    expect(passwordWrites(world)).toBe(0);
    await expectSoundness(world);
  });

  it('asked for in the incident it is done at once, where a method of hers stands', async () => {
    const world = await containedWorld();
    await askForPassword(world, { reason: 'inTheAccount' });
    await work(world);
    expect((await newest(world)).request).toMatchObject({
      ...{ state: 'incident', passwordChange: { reason: 'inTheAccount', requiredAt: expect.any(Number) } },
    });
    expect(passwordWrites(world)).toBe(1);
    expect((await newest(world)).request.told.filter((key) => key.startsWith('newPassword'))).toEqual([]);
    await expectSoundness(world);
  });

  it('a method that came since the approval is no way in of hers', async () => {
    const world = await containedWorld({ methods: ADAS_METHODS });
    world.account.enrol(method('fido2', 'intruder', world.clock.now()));
    expect(await askForPassword(world)).toMatchObject({ code: 'passwordNoWayIn' });
  });

  it('a write that was under way at the report is written down', async () => {
    const world = await askedFor();
    const { accounts } = world.deps;
    const racing: Deps['accounts'] = {
      revokeSessions: (...args) => accounts.revokeSessions(...args),
      disable: (...args) => accounts.disable(...args),
      mayRequirePasswordChange: (...args) => accounts.mayRequirePasswordChange(...args),
      requirePasswordChange: async (...args) => {
        const { request } = await newest(world);
        await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
        return accounts.requirePasswordChange(...args);
      },
    };
    await backIn({ ...world, deps: { ...world.deps, accounts: racing } });
    const { request } = await newest(world);
    expect(request.state).toBe('incident');
    expect(request.passwordChange).toMatchObject({ reason: 'told', askedBy: WHO.sam, requiredAt: expect.any(Number) });
    await expectSoundness(world);
  });
});
