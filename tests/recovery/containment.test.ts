import { MOST_DELETES } from '../../recovery/containment';
import { isStrong } from '../../recovery/methods';
import { reportFraud } from '../../recovery/report-fraud';
import {
  approvedByMax,
  enrol,
  expectSoundness,
  open,
  passShown,
  reveal,
  story,
  waitingForApproval,
} from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { DAY, HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

const NO_DISABLE: WorldOptions = { policy: { disableOnIncident: false } };

async function report(world: World): Promise<void> {
  world.clock.advance(SECOND);
  const { request } = await newest(world);
  await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
}

/** What containment wrote on the account, in order. */
async function contained(world: World, before = world.account.story().length): Promise<readonly string[]> {
  await pass(world, 5 * MINUTE);
  expect((await newestIn(world, 'incident')).incident.containedAt).toBeDefined();
  await expectSoundness(world);
  return world.account.story().slice(before);
}

async function reportedAfter(options: WorldOptions, reach: (world: World) => Promise<unknown>): Promise<World> {
  const world = await createWorld(options);
  await reach(world);
  await report(world);
  return world;
}

const shownAndRemoved = async (world: World): Promise<void> => {
  await passShown(world);
  await work(world);
};

describe('when nothing was approved', () => {
  it.each<readonly [string, (world: World) => Promise<unknown>]>([
    ['it waits', (world) => waitingForApproval(world)],
    [
      'it is held',
      (world) => {
        world.directory.risks.set(WHO.ada, 'high');
        return open(world);
      },
    ],
  ])('%s: nothing is written on the account', async (_when, reach) => {
    const world = await reportedAfter({}, reach);
    expect(await contained(world, 0)).toEqual([]);
    expect(world.account.enabled).toBe(true);
    expect(world.ports.count('accounts.revokeSessions')).toBe(0);
  });
});

describe('when it was approved but nothing is gone', () => {
  it('sessions end, the account stays on', async () => {
    const world = await reportedAfter({}, (one) => approvedByMax(one));
    expect(await contained(world, 0)).toEqual(['revokeSessions']);
    expect(world.account.enabled).toBe(true);
  });

  it('the account comes first: nobody is told before it is contained', async () => {
    const world = await reportedAfter({}, shownAndRemoved);
    const before = world.ports.calls.length;
    await work(world);
    const calls = world.ports.calls.slice(before).filter((call) => /^(cards|accounts|passes)\./.test(call));
    expect(calls.slice(0, 3)).toEqual(['accounts.disable', 'passes.remove', 'accounts.revokeSessions']);
    expect(calls).toContain('cards.notify');
  });

  it('a pass that was just shown is taken before any method went', async () => {
    const world = await reportedAfter({}, (one) => passShown(one));
    expect(await contained(world)).toEqual(['disable', 'removePass', 'revokeSessions']);
    expect(world.account.kinds()).toHaveLength(5);
  });

  it('what the pass enrolled is taken too', async () => {
    const world = await createWorld();
    await passShown(world);
    world.account.enrol(method('fido2', 'evil', world.clock.now()));
    await report(world);
    expect(await contained(world)).toEqual(['disable', 'removePass', 'remove fido2', 'revokeSessions']);
    expect((await newestIn(world, 'incident')).incident.removedMethods).toEqual(['pass-1', 'fido2-evil']);
  });
});

/** A process froze after it had sent the only delete; Entra serves it `ms` after the report. */
async function landsLate(world: World, ms: number): Promise<void> {
  const phone = 'microsoftAuthenticator';
  world.account.methods = world.account.methods.filter((one) => one.kind === phone || !isStrong(one));
  await passShown(world);
  await report(world);
  await pass(world, ms);
  for (const going of world.account.methods.filter(isStrong)) world.account.take(going);
  world.account.wrote('late remove');
}

describe('when a delete was sent before the report and lands after it', () => {
  it.each<readonly [string, WorldOptions, (world: World) => unknown]>([
    ['the account is off', {}, () => undefined],
    ['a pass that nobody knows stands where policy does not switch off', NO_DISABLE, () => undefined],
    ['and where switching off is not allowed', {}, (world) => world.ports.fail('accounts.disable', 'forbidden')],
  ])('%s: nobody stands with nothing', async (_how, options, change) => {
    const world = await createWorld(options);
    change(world);
    await landsLate(world, 45 * SECOND);
    expect(world.account.story()).toContain('late remove');
    expect(world.account.emptyMoments()).toEqual([]);
  });

  it('a pass that nobody knows does not put off the containment, and the methods stay', async () => {
    const world = await reportedAfter(NO_DISABLE, (one) => passShown(one));
    expect(await contained(world)).toEqual(['issue 480', 'revokeSessions']);
    expect(world.account.kinds()).toHaveLength(5);
  });
});

describe('when methods are gone', () => {
  it('the account is switched off first, then pass, then what was enrolled, then sessions', async () => {
    const world = await createWorld();
    await shownAndRemoved(world);
    world.account.enrol(method('microsoftAuthenticator', 'evil', world.clock.now()));
    await report(world);
    expect(await contained(world)).toEqual([
      'disable',
      'removePass',
      'remove microsoftAuthenticator',
      'revokeSessions',
    ]);
    expect(world.account.emptyMoments()).toEqual([]);
    await pass(world, 2 * DAY);
    expect(world.account.pass).toBeUndefined();
  });

  it.each<readonly [string, WorldOptions, (world: World) => unknown]>([
    ['policy does not switch off', NO_DISABLE, () => undefined],
    ['switching off is not allowed', {}, (world) => world.ports.fail('accounts.disable', 'forbidden')],
  ])('%s: a pass that nobody knows replaces the shown one, before anything is taken', async (_why, options, change) => {
    const world = await createWorld(options);
    await shownAndRemoved(world);
    world.account.enrol(method('microsoftAuthenticator', 'evil', world.clock.now()));
    change(world);
    await report(world);
    expect(await contained(world)).toEqual(['issue 480', 'remove microsoftAuthenticator', 'revokeSessions']);
    expect(world.account.emptyMoments()).toEqual([]);
    expect(world.account.passStands()).toBe(true);
  });

  it('that placeholder is kept alive until security lifts the shield', async () => {
    const world = await reportedAfter(NO_DISABLE, shownAndRemoved);
    await contained(world);
    for (let hours = 0; hours < 20; hours += 1) {
      await pass(world, HOUR);
      expect(world.account.isEmpty()).toBe(false);
    }
    world.account.enrol(method('fido2', 'given at the counter', world.clock.now()));
    const { length } = world.account.story();
    await pass(world, DAY);
    expect(world.account.story()).toHaveLength(length);
  });

  it('a used pass is not listed any more: a placeholder still comes before the enrolled method goes', async () => {
    const world = await createWorld(NO_DISABLE);
    await shownAndRemoved(world);
    world.account.enrol(method('microsoftAuthenticator', 'evil', world.clock.now()));
    world.account.pass = undefined;
    await report(world);
    expect(await contained(world)).toEqual(['issue 480', 'remove microsoftAuthenticator', 'revokeSessions']);
    expect(world.account.emptyMoments()).toEqual([]);
  });

  it.each([
    ['once', 1],
    ['again and again', 3],
  ])(
    'a delete that Graph acknowledged %s without an effect is repeated until the method is gone',
    async (_often, times) => {
      const world = await createWorld();
      await shownAndRemoved(world);
      const evil = method('fido2', 'evil', world.clock.now());
      world.account.enrol(evil);
      const take = jest.spyOn(world.account, 'take');
      for (let lost = 0; lost < times; lost += 1) take.mockImplementationOnce(() => undefined);
      await report(world);
      await work(world);
      expect((await newestIn(world, 'incident')).incident.containedAt).toBeUndefined();
      expect(await contained(world)).toEqual(Array(times).fill('remove fido2'));
      expect(world.account.methods).not.toContain(evil);
      expect((await newestIn(world, 'incident')).incident.keptMethods).toBeUndefined();
    },
  );

  it('one that is listed only because lists lag is not deleted twice', async () => {
    const world = await createWorld();
    await shownAndRemoved(world);
    world.account.enrol(method('fido2', 'evil', world.clock.now()));
    world.account.lagMs = 30 * SECOND;
    await report(world);
    expect(await contained(world)).toEqual(['disable', 'removePass', 'remove fido2', 'revokeSessions']);
  });

  it('one that stays whatever Graph says is called still registered in the end, and the rest goes on', async () => {
    const world = await createWorld();
    await shownAndRemoved(world);
    world.account.enrol(method('fido2', 'evil', world.clock.now()));
    jest.spyOn(world.account, 'take').mockImplementation(() => undefined);
    await report(world);
    await pass(world, 15 * MINUTE);
    const { incident } = await newestIn(world, 'incident');
    expect(incident).toMatchObject({ keptMethods: ['fido2-evil'] });
    expect(incident.containedAt).toBeDefined();
    expect(world.account.story().filter((call) => call === 'remove fido2')).toHaveLength(MOST_DELETES);
  });

  it('an enrolled method that Graph does not let go is said to be still registered', async () => {
    const world = await createWorld();
    await shownAndRemoved(world);
    world.account.enrol(method('microsoftAuthenticator', 'evil', world.clock.now()));
    world.account.enrol(method('mobilePhone', 'evil', world.clock.now()));
    await report(world);
    await contained(world);
    expect((await newestIn(world, 'incident')).incident).toMatchObject({
      removedMethods: ['pass-1', method('mobilePhone').id],
      keptMethods: ['microsoftAuthenticator-evil'],
    });
    expect(await story(world)).toContain('methodKept');
  });
});

describe('when a stolen phone was secured already', () => {
  it('the placeholder is taken with everything else, the account is off', async () => {
    const world = await reportedAfter({}, (one) => approvedByMax(one, { scenario: 'stolenPhone' }));
    expect(await contained(world)).toEqual(['disable', 'removePass', 'revokeSessions']);
    expect(await newestIn(world, 'incident')).not.toHaveProperty('placeholder');
  });

  it('and the approver fell away since: it is contained all the same', async () => {
    const world = await createWorld(NO_DISABLE);
    await approvedByMax(world, { scenario: 'stolenPhone' });
    world.directory.change(WHO.max, { accountEnabled: false });
    await reveal(world);
    expect((await newest(world)).request.state).toBe('awaitingApproval');
    await report(world);
    expect(await contained(world)).toEqual(['issue 480', 'revokeSessions']);
    expect(world.account.isEmpty()).toBe(false);
    await pass(world, 2 * DAY);
    expect(world.account.isEmpty()).toBe(false);
  });

  it('with switching off it is switched off', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    world.directory.change(WHO.max, { accountEnabled: false });
    await reveal(world);
    await report(world);
    expect(await contained(world)).toEqual(['disable', 'removePass', 'revokeSessions']);
  });
});

describe('when the case was over', () => {
  it('completed: what was enrolled is taken, sessions end, the account is off', async () => {
    const world = await createWorld();
    await shownAndRemoved(world);
    enrol(world);
    await pass(world, 5 * MINUTE);
    await report(world);
    expect(await contained(world)).toEqual([
      'disable',
      'removePass',
      'remove microsoftAuthenticator',
      'revokeSessions',
    ]);
  });

  it('failed: the placeholder that stands is replaced or kept, never simply taken', async () => {
    const world = await createWorld(NO_DISABLE);
    await shownAndRemoved(world);
    await pass(world, 45 * MINUTE);
    expect((await newest(world)).request.state).toBe('failed');
    await report(world);
    expect(await contained(world)).toEqual(['issue 480', 'revokeSessions']);
    expect(world.account.emptyMoments()).toEqual([]);
  });
});

describe('when something goes wrong on the way', () => {
  it.each(['accounts.disable', 'passes.remove', 'methods.remove', 'accounts.revokeSessions', 'methods.list'])(
    '%s fails twice: it is tried again and ends the same',
    async (name) => {
      const world = await createWorld();
      await shownAndRemoved(world);
      world.account.enrol(method('microsoftAuthenticator', 'evil', world.clock.now()));
      world.ports.fail(name, 'unavailable', { times: 2 });
      await report(world);
      expect(await contained(world)).toEqual([
        'disable',
        'removePass',
        'remove microsoftAuthenticator',
        'revokeSessions',
      ]);
    },
  );

  it('a reveal under way at the report leaves no pass behind', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const { issue } = world.deps.passes;
    const deps = {
      ...world.deps,
      passes: {
        ...world.deps.passes,
        issue: async (...args: Parameters<typeof issue>) => {
          await report(world);
          await work(world);
          expect((await newestIn(world, 'incident')).incident.containedAt).toBeUndefined();
          world.clock.advance(3 * SECOND);
          return issue(...args);
        },
      },
    };
    expect(await reveal({ ...world, deps })).toEqual({ kind: 'refused', code: 'requestEnded' });
    expect(await contained(world)).toEqual(['removePass']);
    expect(world.account.kinds()).toHaveLength(5);
  });

  it('a late pass over a placeholder is replaced by another one, the account is never bare', async () => {
    const world = await createWorld(NO_DISABLE);
    await shownAndRemoved(world);
    await report(world);
    await work(world);
    const { tenantId } = (await newest(world)).request;
    await world.passes.issue(tenantId, WHO.ada, 30, 0);
    const stored = await newest(world);
    const incident = { ...(await newestIn(world, 'incident')).incident };
    const { containedAt: _again, ...open } = incident;
    const by = { kind: 'system' } as const;
    await world.ledger.commit(
      stored,
      { type: 'notified', at: 1, by, who: 'x', channel: 'teams', notice: 'x', ok: true },
      {
        ...stored.request,
        state: 'incident',
        incident: open,
        told: [...stored.request.told, 'x:x:teams'],
      },
    );
    await pass(world, 5 * MINUTE);
    expect((await newestIn(world, 'incident')).incident.containedAt).toBeDefined();
    expect(world.account.story().slice(-2)).toEqual(['issue 30', 'issue 480']);
    expect(world.account.emptyMoments()).toEqual([]);
  });
});
