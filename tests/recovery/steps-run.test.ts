import type { MethodKind } from '../../recovery/methods';
import type { Scenario } from '../../recovery/terms';
import {
  approve,
  approvedByMax,
  enrol,
  expectSoundness,
  open,
  passShown,
  reveal,
  shown,
  story,
} from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { MINUTE, SECOND, START } from '../support/fake-clock';
import { method } from '../support/sample-methods';

const ALL: readonly MethodKind[] = [
  'password',
  'microsoftAuthenticator',
  'softwareOath',
  'hardwareOath',
  'fido2',
  'officePhone',
  'alternateMobilePhone',
  'mobilePhone',
  'windowsHelloForBusiness',
  'email',
  'unknown',
];

/** The pass is shown, the plan is worked on, nothing else happens. */
async function revealedWith(options: WorldOptions, scenario: Scenario = 'lostPhone'): Promise<World> {
  const world = await createWorld(options);
  await passShown(world, { scenario });
  await work(world);
  return world;
}

const outcomes = async (world: World): Promise<readonly string[]> => {
  const { request } = await newest(world);
  const plan = 'decided' in request ? (request.decided?.plan ?? []) : [];
  return plan.map(({ kind, outcome, keptBecause }) => [kind, outcome, keptBecause].filter(Boolean).join(' '));
};

describe('when a lost device is removed', () => {
  it.each<readonly [Scenario, readonly string[]]>([
    ['lostPhone', ['remove softwareOath', 'remove mobilePhone', 'remove microsoftAuthenticator']],
    ['newPhone', ['remove softwareOath', 'remove mobilePhone', 'remove microsoftAuthenticator']],
    ['stolenPhone', ['remove softwareOath', 'remove mobilePhone', 'remove microsoftAuthenticator', 'revokeSessions']],
    ['appBroken', ['remove microsoftAuthenticator']],
    ['lostKey', ['remove hardwareOath', 'remove fido2']],
    [
      'lockedOut',
      [
        'remove softwareOath',
        'remove hardwareOath',
        'remove fido2',
        'remove windowsHelloForBusiness',
        'remove officePhone',
        'remove alternateMobilePhone',
        'remove mobilePhone',
        'remove microsoftAuthenticator',
      ],
    ],
  ])('%s: the pass comes before every delete, and exactly the plan goes', async (scenario, writes) => {
    const methods = scenario === 'lockedOut' ? ALL : ALL.filter((kind) => kind !== 'alternateMobilePhone');
    const world = await revealedWith({ methods }, scenario);
    const [first, ...rest] = world.account.story();
    expect(first).toBe(scenario === 'stolenPhone' ? 'issue 480' : 'issue 30');
    expect(rest.filter((call) => !call.startsWith('issue'))).toEqual(writes);
    expect(world.account.emptyMoments()).toEqual([]);
    await expectSoundness(world);
  });

  it('nothing is touched before the reveal', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    await pass(world, 60 * MINUTE);
    expect(world.account.story()).toEqual([]);
  });

  it('a stolen phone goes at the approval, behind a placeholder that the reveal replaces', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    expect(world.account.story()).toEqual([
      'issue 480',
      'remove softwareOath',
      'remove mobilePhone',
      'remove microsoftAuthenticator',
    ]);
    const placeholder = world.account.pass?.secret;
    const { pass: secret } = shown(await reveal(world));
    expect(secret.reveal()).not.toBe(placeholder);
    expect(await newestIn(world, 'revealed')).not.toHaveProperty('placeholder');
    await work(world);
    expect(world.account.story().slice(4)).toEqual(['issue 30', 'revokeSessions']);
    expect(world.account.emptyMoments()).toEqual([]);
    await expectSoundness(world);
  });

  it('a method added since the plan was frozen is nobody’s business of ours', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    world.account.enrol(method('fido2', 'added', world.clock.now()));
    world.account.enrol(method('microsoftAuthenticator', 'added', world.clock.now()));
    await reveal(world);
    await work(world);
    expect(world.account.methods.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['fido2-added', 'microsoftAuthenticator-added']),
    );
  });

  it('a number that was changed under the same id is another method and stays', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    world.account.methods = world.account.methods.map((one) =>
      one.kind === 'mobilePhone' ? method('mobilePhone', 'changed') : one,
    );
    await reveal(world);
    await work(world);
    expect(world.account.kinds()).toContain('mobilePhone');
    expect(await story(world)).toContain('removalVerified');
  });

  it('only picked methods go', async () => {
    const world = await createWorld();
    await open(world, {}, { methods: [method('softwareOath').id] });
    await work(world);
    await approve(world);
    await reveal(world);
    await work(world);
    expect(world.account.story()).toEqual(['issue 30', 'remove softwareOath']);
  });
});

describe('when Graph refuses the default', () => {
  it('the app, which it most often is, goes last anyway: nothing is tried in vain', async () => {
    const world = await revealedWith({ defaultMethod: 'microsoftAuthenticator' });
    expect(world.account.story()).toEqual([
      'issue 30',
      'remove softwareOath',
      'remove mobilePhone',
      'remove microsoftAuthenticator',
    ]);
    expect(world.ports.count('methods.remove')).toBe(3);
    expect(await story(world)).not.toContain('methodDeferred');
  });

  it('another one is put off and goes last', async () => {
    const world = await revealedWith({ defaultMethod: 'mobilePhone' });
    expect(world.account.story()).toEqual([
      'issue 30',
      'remove softwareOath',
      'remove microsoftAuthenticator',
      'remove mobilePhone',
    ]);
    expect((await story(world)).filter((type) => type === 'methodDeferred')).toHaveLength(1);
    expect(await outcomes(world)).toEqual([
      'softwareOath removed',
      'mobilePhone removed',
      'microsoftAuthenticator removed',
    ]);
  });

  it('while the pass stands: one journaled gap, two calls without a pass, then a placeholder; the pass is shown again', async () => {
    const world = await revealedWith({ defaultMethod: 'microsoftAuthenticator', passBlocksDefault: true });
    expect(world.account.story()).toEqual([
      'issue 30',
      'remove softwareOath',
      'remove mobilePhone',
      'removePass',
      'remove microsoftAuthenticator',
      'issue 480',
    ]);
    expect(world.account.writes.filter((write) => !write.pass).map(({ call }) => call)).toEqual([
      'removePass',
      'remove microsoftAuthenticator',
    ]);
    expect(world.account.emptyMoments().map(({ call }) => call)).toEqual(['remove microsoftAuthenticator']);
    const types = await story(world);
    expect(types.indexOf('gapOpened')).toBeLessThan(types.indexOf('gapClosed'));
    expect(await newestIn(world, 'revealed')).toMatchObject({ decided: { gap: 'closed' }, placeholder: {} });
    expect((await newestIn(world, 'revealed')).decided).not.toHaveProperty('pass');
    expect(shown(await reveal(world)).againLeft).toBe(2);
    await pass(world, MINUTE);
    enrol(world);
    await pass(world, 5 * MINUTE);
    expect((await newest(world)).request.state).toBe('completed');
    await expectSoundness(world);
  });

  it('while the pass stands and policy keeps it: it stays, and is said to stay', async () => {
    const world = await revealedWith({
      defaultMethod: 'microsoftAuthenticator',
      passBlocksDefault: true,
      policy: { defaultMethod: 'keep' },
    });
    expect(await outcomes(world)).toEqual([
      'softwareOath removed',
      'mobilePhone removed',
      'microsoftAuthenticator kept defaultMethod',
    ]);
    expect(world.account.pass?.id).toBe('pass-1');
    expect(world.account.emptyMoments()).toEqual([]);
    enrol(world, 'fido2');
    await pass(world, MINUTE);
    expect((await newestIn(world, 'failed')).failure.reason).toBe('stillRegistered');
    await pass(world, 60 * MINUTE);
    expect((await newest(world)).request.state).toBe('failed');
    await expectSoundness(world);
  });

  it('what was kept and then went away completes the case', async () => {
    const world = await revealedWith({
      defaultMethod: 'microsoftAuthenticator',
      passBlocksDefault: true,
      policy: { defaultMethod: 'keep' },
    });
    enrol(world, 'fido2');
    await pass(world, MINUTE);
    world.account.take(method('microsoftAuthenticator'));
    await pass(world, 10 * MINUTE);
    expect((await newest(world)).request.state).toBe('completed');
    expect((await story(world)).filter((type) => type === 'enrolmentSeen')).toHaveLength(1);
  });

  it('because of a method that stays: no gap would help, so the shown pass is not touched', async () => {
    const world = await createWorld({ defaultMethod: 'microsoftAuthenticator', passBlocksDefault: true });
    world.methods.preferenceRefused = 'forbidden';
    await passShown(world, { scenario: 'appBroken' });
    await work(world);
    expect(await outcomes(world)).toEqual(['microsoftAuthenticator kept defaultMethod']);
    expect(world.account.story()).toEqual(['issue 30']);
    expect(await story(world)).not.toContain('gapOpened');
  });

  it('a gap that does not help is closed, and the method is said to stay', async () => {
    const world = await createWorld({ defaultMethod: 'microsoftAuthenticator', passBlocksDefault: true });
    world.account.methods = [method('password'), method('microsoftAuthenticator'), method('email')];
    const blocked = world.account.blocked.bind(world.account);
    world.account.blocked = (one) => (one.kind === 'microsoftAuthenticator' ? 'defaultMethod' : blocked(one));
    await passShown(world);
    await work(world);
    expect(await outcomes(world)).toEqual(['microsoftAuthenticator kept defaultMethod']);
    expect(world.account.story()).toEqual(['issue 30', 'removePass', 'issue 480']);
    expect(world.log.events()).toContain('gap.deleteFailed');
    expect((await story(world)).filter((type) => type === 'gapOpened')).toHaveLength(1);
  });

  it.each([1, 2, 3, 4])('at call %d of the gap Graph fails: it is closed before anything else', async (number) => {
    const world = await createWorld({ defaultMethod: 'microsoftAuthenticator', passBlocksDefault: true });
    await passShown(world);
    const names = ['methods.list', 'passes.remove', 'methods.remove', 'passes.issue'];
    world.ledger.beforeCommit = (event) => {
      if (event.type === 'gapOpened') world.ports.fail(names[number - 1] ?? '', 'unavailable', { times: 1 });
    };
    await pass(world, MINUTE);
    expect(await newestIn(world, 'revealed')).toMatchObject({ decided: { gap: 'closed' } });
    expect(world.account.isEmpty()).toBe(false);
    expect(world.account.passStands()).toBe(true);
    await expectSoundness(world);
  });
});

describe('when phones stand in each other’s way', () => {
  it('office, alternate, then mobile, whatever was registered first', async () => {
    const methods: readonly MethodKind[] = ['password', 'mobilePhone', 'alternateMobilePhone', 'officePhone', 'email'];
    const world = await revealedWith({ methods }, 'lockedOut');
    expect(world.account.story().slice(1)).toEqual([
      'remove officePhone',
      'remove alternateMobilePhone',
      'remove mobilePhone',
    ]);
  });

  it('a mobile number that an alternate one keeps from going stays, and no gap is opened for it', async () => {
    const methods: readonly MethodKind[] = ['password', 'mobilePhone', 'alternateMobilePhone', 'email'];
    const world = await revealedWith({ methods });
    expect(await outcomes(world)).toEqual(['mobilePhone kept orderRequired']);
    expect(world.account.story()).toEqual(['issue 30']);
  });

  it('an alternate number that is the default and a mobile one behind it: both stay, exactly told', async () => {
    const methods: readonly MethodKind[] = ['password', 'mobilePhone', 'alternateMobilePhone', 'email'];
    const world = await createWorld({ methods, defaultMethod: 'alternateMobilePhone' });
    world.methods.preferenceRefused = 'rejected';
    await passShown(world, { scenario: 'lockedOut' });
    await work(world);
    expect(await outcomes(world)).toEqual([
      'alternateMobilePhone kept defaultMethod',
      'mobilePhone kept orderRequired',
    ]);
    expect(world.account.emptyMoments()).toEqual([]);
  });
});

describe('when Graph is slow to forget', () => {
  it('the list is read until they are gone; only then it is verified', async () => {
    const world = await createWorld({ lagMs: 3 * MINUTE });
    await passShown(world);
    await pass(world, 2 * MINUTE);
    expect(await story(world)).not.toContain('removalVerified');
    enrol(world);
    await pass(world, 2 * MINUTE);
    expect((await newest(world)).request.state).toBe('completed');
    expect(world.account.story().filter((call) => call.startsWith('remove '))).toHaveLength(3);
    await expectSoundness(world);
  });

  it('what is listed for more than ten minutes is reported, never ignored', async () => {
    const world = await createWorld({ lagMs: 24 * 60 * MINUTE });
    await passShown(world);
    enrol(world);
    await pass(world, 12 * MINUTE);
    expect(await outcomes(world)).toEqual([
      'softwareOath kept stillListed',
      'mobilePhone kept stillListed',
      'microsoftAuthenticator kept stillListed',
    ]);
    expect((await newestIn(world, 'failed')).failure.reason).toBe('stillRegistered');
  });

  it('with a default behind the pass the gap is still opened', async () => {
    const world = await createWorld({
      lagMs: MINUTE,
      defaultMethod: 'microsoftAuthenticator',
      passBlocksDefault: true,
    });
    await passShown(world);
    await pass(world, 3 * MINUTE);
    expect(await outcomes(world)).toEqual([
      'softwareOath removed',
      'mobilePhone removed',
      'microsoftAuthenticator removed',
    ]);
  });
});

describe('when some of it fails', () => {
  it('what Graph refuses for good is reported method by method; the rest goes', async () => {
    const world = await createWorld();
    await passShown(world);
    world.ports.fail('methods.remove', 'forbidden', { times: 1 });
    await work(world);
    expect(await outcomes(world)).toEqual([
      'softwareOath kept forbidden',
      'mobilePhone removed',
      'microsoftAuthenticator removed',
    ]);
    enrol(world);
    await pass(world, MINUTE);
    expect((await newestIn(world, 'failed')).failure.reason).toBe('stillRegistered');
    await expectSoundness(world);
  });

  it.each(['throttled', 'unavailable', 'timeout', 'credentialRefused'] as const)(
    '%s is tried again, later each time',
    async (code) => {
      const world = await createWorld();
      await passShown(world);
      world.ports.fail('methods.remove', code, { times: 3 });
      await work(world);
      expect((await newestIn(world, 'revealed')).decided.failure).toEqual({
        step: 'removeMethod',
        code,
        attempts: 1,
        at: START,
        nextAttemptAt: START + 2 * SECOND,
        since: START,
      });
      await pass(world, 20 * SECOND);
      expect((await newestIn(world, 'revealed')).decided).not.toHaveProperty('failure');
      expect((await story(world)).filter((type) => type === 'stepFailed')).toHaveLength(3);
      expect(world.account.kinds()).toEqual(['password', 'email']);
    },
  );

  it('a delete whose answer was lost is not counted twice', async () => {
    const world = await createWorld();
    await passShown(world);
    world.ports.fail('methods.remove', 'timeout', { times: 1, when: 'after' });
    await pass(world, MINUTE);
    expect(world.account.story().filter((call) => call === 'remove softwareOath')).toHaveLength(1);
    expect((await outcomes(world))[0]).toBe('softwareOath removed');
  });

  it('Graph away until the pass is over: a placeholder comes before the rest of the deletes', async () => {
    const world = await createWorld();
    await passShown(world);
    world.ports.fail('methods.remove', 'unavailable');
    await pass(world, 40 * MINUTE);
    expect(world.account.kinds()).toHaveLength(5);
    world.ports.heal();
    await pass(world, 10 * MINUTE);
    expect(world.account.story().slice(0, 2)).toEqual(['issue 30', 'issue 480']);
    expect(world.account.emptyMoments()).toEqual([]);
    expect(world.account.isEmpty()).toBe(false);
    await expectSoundness(world);
  });

  it('kinds that nobody can remove are never in the plan, and stay', async () => {
    const world = await revealedWith({ methods: ALL }, 'lockedOut');
    expect(world.account.kinds()).toEqual(['password', 'email', 'unknown']);
    expect((await outcomes(world)).join()).not.toContain('unknown');
  });
});
