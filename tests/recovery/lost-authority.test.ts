import {
  approve,
  approvedByMax,
  codeOf,
  expectSoundness,
  open,
  passShown,
  reveal,
  saidCode,
  story,
} from '../support/domain-stories';
import { markUnsure } from '../../recovery/hold-request';
import { ARRIVING_MS } from '../../recovery/reveal-pass';
import { denyRequest } from '../../recovery/deny-request';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { DAY, HOUR, MINUTE, START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { GROUPS, WHO } from '../support/sample-people';

const privileged = (world: World): unknown =>
  world.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: [] });
const disabled = (world: World): unknown => world.directory.change(WHO.max, { accountEnabled: false });

describe('when the approval no longer stands at the reveal (T10)', () => {
  it.each<readonly [string, (world: World) => unknown, string, string]>([
    ['the approver was disabled', disabled, 'awaitingApproval', 'notApprovedYet'],
    [
      'the approver became a guest',
      (world) => world.directory.change(WHO.max, { userType: 'guest' }),
      'awaitingApproval',
      'notApprovedYet',
    ],
    [
      'the manager was changed and put back',
      (world) => world.sightings.record(TENANT, WHO.ada, 'manager', WHO.colin, START - DAY, false),
      'awaitingApproval',
      'notApprovedYet',
    ],
    ['the employee became privileged', privileged, 'awaitingApproval', 'notApprovedYet'],
    ['the risk rose', (world) => world.directory.risks.set(WHO.ada, 'high'), 'held', 'notApprovedYet'],
    [
      'what is lost answered a sign-in since',
      (world) => {
        world.clock.advance(MINUTE);
        world.directory.answered(WHO.ada, START + 1);
      },
      'held',
      'notApprovedYet',
    ],
    [
      'a sign-in failed',
      (world) => world.directory.signInsOf.set(WHO.ada, [{ at: START, outcome: 'failed', risky: false, answers: [] }]),
      'awaitingApproval',
      'notApprovedYet',
    ],
    [
      'a method was registered',
      (world) => world.account.enrol(method('microsoftAuthenticator', 'theirs', START)),
      'awaitingApproval',
      'notApprovedYet',
    ],
    [
      'the log says that the manager was changed lately',
      (world) => world.directory.changesOf.set(WHO.ada, [{ at: START - DAY, what: 'managerChanged' }]),
      'awaitingApproval',
      'notApprovedYet',
    ],
    [
      'sign-ins cannot be read',
      (world) => world.ports.fail('directory.signIns', 'timeout'),
      'awaitingApproval',
      'notApprovedYet',
    ],
    [
      'nobody is left to ask',
      (world) => {
        disabled(world);
        world.directory.groups.set(GROUPS.security, []);
      },
      'held',
      'notApprovedYet',
    ],
    [
      'the account was disabled',
      (world) => world.directory.change(WHO.ada, { accountEnabled: false }),
      'refused',
      'requestEnded',
    ],
    [
      'the employee became a Global Administrator',
      (world) => world.directory.rolesOf.set(WHO.ada, { globalAdministrator: true, privileged: true, roles: [] }),
      'refused',
      'requestEnded',
    ],
  ])('%s: nothing is minted', async (_what, change, state, code) => {
    const world = await createWorld();
    await approvedByMax(world);
    await change(world);
    expect(codeOf(await reveal(world))).toBe(code);
    expect((await newest(world)).request.state).toBe(state);
    expect(world.account.story()).toEqual([]);
    await expectSoundness(world);
  });

  it('the trail says why: the approver stands no longer, or nobody is left', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    disabled(world);
    await reveal(world);
    const { id } = (await newest(world)).request;
    const events = (await world.ledger.trail(TENANT, id)).map(({ event }) => event);
    expect(events.find(({ type }) => type === 'approverLost')).toMatchObject({ why: 'approverNoLongerStands' });
    const raised = (await newest(world)).request.reasons.filter(({ outcome }) => outcome === 'raised');
    expect(raised.map(({ rule }) => rule)).toContain('manager.enabled');
    const alone = await createWorld();
    await approvedByMax(alone);
    disabled(alone);
    alone.directory.groups.set(GROUPS.duty, []).set(GROUPS.security, []);
    await reveal(alone);
    expect((await newestIn(alone, 'held')).held.reason).toBe('noApprover');
  });

  it('two who signed where the rules ask for two still stand', async () => {
    const world = await createWorld();
    privileged(world);
    await open(world);
    await work(world);
    await approve(world);
    await approve(world, { presser: WHO.sam }, 2);
    expect(codeOf(await reveal(world))).toBe('shown');
  });

  it('the next approvers are asked with numbers of their own; the old code is dead', async () => {
    const world = await createWorld();
    const before = await approvedByMax(world);
    world.clock.advance(10 * MINUTE);
    disabled(world);
    const old = await saidCode(world);
    await reveal(world);
    const request = await newestIn(world, 'awaitingApproval');
    expect(request).toMatchObject({ round: 2, route: 'dualApproval', expiresAt: START + 10 * MINUTE + 4 * HOUR });
    expect(request.slots.map(({ group }) => group)).toEqual(['duty', 'security']);
    expect(request).not.toHaveProperty('decided');
    expect(before.round).toBe(1);
    await work(world);
    await approve(world, { presser: WHO.dan }, 1);
    await approve(world, { presser: WHO.sam }, 2);
    expect(codeOf(await reveal(world, { code: old }))).toBe('codeWrong');
    expect(codeOf(await reveal(world))).toBe('shown');
    await expectSoundness(world);
  });

  it.each(['directory.person', 'directory.manager', 'directory.isMember'])(
    'a reading that fails (%s) mints nothing and decides nothing',
    async (name) => {
      const world = await createWorld();
      await approvedByMax(world);
      world.ports.fail(name, 'timeout');
      expect(codeOf(await reveal(world))).toBe('directoryUnavailable');
      expect((await newest(world)).request.state).toBe('approved');
      expect(world.account.story()).toEqual([]);
    },
  );

  it('an employee who is gone from the directory gets nothing', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    world.directory.people.delete(WHO.ada);
    expect(codeOf(await reveal(world))).toBe('graphUnavailable');
  });

  it('the third recovery in a month is not counted against itself', async () => {
    const world = await createWorld();
    for (const at of [1, 2]) {
      await passShown(world);
      await pass(world, MINUTE);
      world.account.enrol({
        ...(world.account.methods[0] as (typeof world.account.methods)[0]),
        kind: 'microsoftAuthenticator',
        id: `app-${String(at)}`,
      });
      await pass(world, DAY);
      expect((await newest(world)).request.state).toBe('completed');
    }
    await approvedByMax(world);
    expect(codeOf(await reveal(world))).toBe('shown');
  });

  it('once the pass was shown nothing goes back', async () => {
    const world = await createWorld();
    await passShown(world);
    disabled(world);
    world.clock.advance(ARRIVING_MS);
    expect(codeOf(await reveal(world))).toBe('shown');
    await pass(world, MINUTE);
    expect((await newest(world)).request.state).toBe('revealed');
  });
});

describe('when a stolen phone is secured at the approval', () => {
  const changedBeforeWork = async (change: (world: World) => unknown): Promise<World> => {
    const world = await createWorld();
    const { requestId } = await approvedUnworked(world);
    change(world);
    await work(world);
    expect(requestId).toBe((await newest(world)).request.id);
    return world;
  };
  const approvedUnworked = async (world: World): Promise<{ requestId: string }> => {
    await open(world, { scenario: 'stolenPhone' });
    await work(world);
    await approve(world);
    return { requestId: (await newest(world)).request.id };
  };

  it('the worker reads authority again before the first write', async () => {
    const world = await changedBeforeWork(disabled);
    expect((await newest(world)).request).toMatchObject({ state: 'awaitingApproval', round: 2 });
    expect(world.account.story()).toEqual([]);
    expect(await story(world)).toContain('approverLost');
  });

  it('it waits while nobody can read whether it is an emergency account, and goes on when they can', async () => {
    const world = await changedBeforeWork((one) => {
      one.ports.fail('directory.isMember', 'throttled');
    });
    expect((await newest(world)).request.state).toBe('approved');
    expect(world.account.story()).toEqual([]);
    world.ports.heal();
    await pass(world, 5 * MINUTE);
    expect((await newest(world)).request.state).toBe('approved');
    expect(world.account.story()).not.toEqual([]);
  });

  it('a risk that rose holds it before anything is touched', async () => {
    const world = await changedBeforeWork((one) => one.directory.risks.set(WHO.ada, 'high'));
    expect((await newest(world)).request.state).toBe('held');
    expect(world.account.story()).toEqual([]);
  });

  /** Placeholder stands, methods are gone, and then the approver falls away at the reveal. */
  const lostHalfway = async (): Promise<World> => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    disabled(world);
    await reveal(world);
    await work(world);
    expect((await newest(world)).request).toMatchObject({ state: 'awaitingApproval', round: 2 });
    expect(world.account.kinds()).toEqual(['password', 'email']);
    return world;
  };
  const pressOf = async (world: World) => {
    const { request } = await newest(world);
    return { tenantId: TENANT, presser: WHO.dan, requestId: request.id };
  };

  it.each<readonly [string, (world: World) => Promise<unknown>, string]>([
    [
      'the next one says no',
      async (world) => denyRequest(world.deps, { ...(await pressOf(world)), reason: 'denied.other' }),
      'denied.other',
    ],
    ['the next one is not sure', async (world) => markUnsure(world.deps, await pressOf(world)), 'approverUnsure'],
    [
      'three wrong numbers',
      async (world) => {
        for (let tries = 0; tries < 3; tries += 1) await approve(world, { presser: WHO.dan, matchNumber: '1000' });
      },
      'matchNumberLocked',
    ],
    [
      'the account is refused',
      async (world) => {
        world.passes.policy = { ...world.passes.policy, inScope: false };
        await approve(world, { presser: WHO.dan });
        await approve(world, { presser: WHO.sam }, 2);
        // Or else no placeholder could be minted either.
        world.passes.policy = { ...world.passes.policy, inScope: true };
      },
      'passPolicyExcludesEmployee',
    ],
    [
      'the risk rose',
      async (world) => {
        world.directory.risks.set(WHO.ada, 'high');
        await approve(world, { presser: WHO.dan });
      },
      'risk.user',
    ],
    ['nobody answers', (world) => pass(world, 5 * HOUR), 'expiredHalfway'],
  ])('%s: people take over and the account stays covered for days', async (_what, act, reason) => {
    const world = await lostHalfway();
    await act(world);
    expect((await newestIn(world, 'failed')).failure.reason).toBe(reason);
    for (let hours = 0; hours < 20; hours += 1) {
      await pass(world, HOUR);
      expect(world.account.isEmpty()).toBe(false);
    }
    expect((await newest(world)).request.state).toBe('failed');
    if (reason === 'matchNumberLocked') expect(world.cards.told('numberLocked')).toEqual([WHO.sam, WHO.sue]);
    await expectSoundness(world);
  });

  it('a refusal at the reveal leaves it to people as well', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    world.directory.rolesOf.set(WHO.ada, { globalAdministrator: true, privileged: true, roles: [] });
    expect(codeOf(await reveal(world))).toBe('requestEnded');
    expect((await newestIn(world, 'failed')).failure.reason).toBe('globalAdministrator');
    await pass(world, 2 * DAY);
    expect(world.account.isEmpty()).toBe(false);
  });
});

describe('when another pass is asked for after the first was shown', () => {
  it.each<readonly [string, (world: World) => unknown, string]>([
    ['the risk rose', (world) => world.directory.risks.set(WHO.ada, 'high'), 'noFurtherPass'],
    [
      'what is lost answered a sign-in',
      (world) => world.directory.answered(WHO.ada, world.clock.now()),
      'noFurtherPass',
    ],
    [
      'the account was disabled',
      (world) => world.directory.change(WHO.ada, { accountEnabled: false }),
      'noFurtherPass',
    ],
    [
      'the employee became a Global Administrator',
      (world) => world.directory.rolesOf.set(WHO.ada, { globalAdministrator: true, privileged: true, roles: [] }),
      'noFurtherPass',
    ],
    ['the account cannot be read', (world) => world.ports.fail('directory.person', 'timeout'), 'directoryUnavailable'],
  ])('%s: none is minted, and the first stands as it stood', async (_what, change, code) => {
    const world = await createWorld();
    await passShown(world);
    world.clock.advance(ARRIVING_MS);
    const before = { writes: world.account.story(), request: (await newest(world)).request };
    await change(world);
    expect(codeOf(await reveal(world))).toBe(code);
    expect(world.account.story()).toEqual(before.writes);
    expect((await newest(world)).request).toEqual(before.request);
  });

  it.each<readonly [string, (world: World) => unknown]>([
    ['the approver was disabled', disabled],
    ['the rules would ask for two by now', privileged],
    [
      'a method was registered, which is what the pass is for',
      (world) => world.account.enrol(method('fido2', 'new', START)),
    ],
  ])('%s: another is shown', async (_what, change) => {
    const world = await createWorld();
    await passShown(world);
    world.clock.advance(ARRIVING_MS);
    change(world);
    expect(codeOf(await reveal(world))).toBe('shown');
  });
});
