import type { ApproveInput } from '../../recovery/approve-request';
import { approveRequest } from '../../recovery/approve-request';
import { releaseCodePart } from '../../recovery/codes';
import { next } from '../../recovery/machine';
import type { Outcome } from '../../recovery/outcome';
import { methodKey } from '../../recovery/plan';
import type { Scenario } from '../../recovery/terms';
import {
  approve,
  codeOf,
  expectSoundness,
  shownNumber,
  story,
  waitingForApproval,
  wrongNumber,
} from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { ADAS_METHODS, createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { DAY, MINUTE, START } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { GROUPS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

async function waiting(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(options);
  await waitingForApproval(world);
  return world;
}

/** A privileged employee: the manager and somebody of security. */
async function waitingForTwo(): Promise<World> {
  const world = await createWorld();
  world.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: ['User Administrator'] });
  await waitingForApproval(world);
  return world;
}

const state = async (world: World): Promise<string> => (await newest(world)).request.state;

async function press(world: World, input: Partial<ApproveInput>): Promise<Outcome> {
  const { request } = await newest(world);
  return approveRequest(world.deps, {
    tenantId: TENANT,
    presser: WHO.max,
    requestId: request.id,
    matchNumber: '000',
    verifiedBy: 'inPerson',
    ...input,
  });
}

describe('when the manager types the right number', () => {
  it('one call decides: plan, code and lifetime are frozen, nothing is executed', async () => {
    const world = await waiting();
    const outcome = await approve(world, { verifiedBy: 'knownNumber', reason: 'called her at home' });
    expect(outcome).toMatchObject({ kind: 'done', stored: { request: { state: 'approved' } } });
    const { decided, slots } = await newestIn(world, 'approved');
    expect(slots[0]?.approval).toEqual({
      approver: WHO.max,
      verifiedBy: 'knownNumber',
      reason: 'called her at home',
      at: START,
    });
    expect(decided).toMatchObject({
      at: START,
      secureOn: 'reveal',
      lifetimeInMinutes: 30,
      placeholderMinutes: 480,
      code: { generation: 1, deadline: START + 15 * MINUTE, voided: false },
      reveals: 0,
      gap: 'none',
    });
    expect(decided.plan.map(({ kind, outcome: mark }) => [kind, mark])).toEqual([
      ['softwareOath', 'pending'],
      ['mobilePhone', 'pending'],
      ['microsoftAuthenticator', 'pending'],
    ]);
    expect(decided.known).toEqual(ADAS_METHODS.map((kind) => methodKey(world.deps.keys, method(kind))));
    expect(world.account.story()).toEqual([]);
    await expectSoundness(world);
  });

  it.each<readonly [Scenario, string]>([
    ['lostPhone', 'reveal'],
    ['newPhone', 'reveal'],
    ['stolenPhone', 'approval'],
    ['appBroken', 'reveal'],
    ['lockedOut', 'reveal'],
  ])('%s: what was lost goes at the %s', async (scenario, moment) => {
    const world = await createWorld();
    await waitingForApproval(world, { scenario });
    await approve(world);
    expect((await newestIn(world, 'approved')).decided.secureOn).toBe(moment);
  });

  it('nothing left to remove is no reason against it while a placeholder of ours stands', async () => {
    const world = await waiting();
    const stored = await newest(world);
    const common = { at: START, by: { kind: 'system' } } as const;
    const placed = { ...common, type: 'placeholderIssued', methodId: 'p', expiresAt: START + DAY } as const;
    await world.ledger.commit(stored, placed, next(stored.request, placed));
    world.account.methods = [method('password'), method('email')];
    await approve(world);
    expect((await newestIn(world, 'approved')).decided.plan).toEqual([]);
  });

  it('the answer is enough to show the release code', async () => {
    const world = await waiting();
    const outcome = await approve(world);
    if (outcome.kind !== 'done' || outcome.stored.request.state !== 'approved') throw new Error('not approved');
    const { request } = outcome.stored;
    expect(releaseCodePart(world.deps.keys, request, request.decided, 1).reveal()).toMatch(/^\d{6}$/);
  });

  it('the code lasts as long as it says, though the request was about to end', async () => {
    const world = await waiting();
    world.clock.advance((await newestIn(world, 'awaitingApproval')).expiresAt - world.clock.now() - MINUTE);
    await approve(world);
    const { decided } = await newestIn(world, 'approved');
    expect(decided.code.deadline - world.clock.now()).toBe(15 * MINUTE);
    await pass(world, 14 * MINUTE);
    expect(await state(world)).toBe('approved');
    await pass(world, MINUTE);
    expect(await state(world)).toBe('expired');
  });

  it('a double press gets the same answer and nothing twice', async () => {
    const world = await waiting();
    const number = await shownNumber(world);
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => press(world, { matchNumber: number })));
    expect(outcomes.filter(({ kind }) => kind === 'done')).not.toHaveLength(0);
    for (const { stored } of outcomes) expect(stored?.request.state).toBe('approved');
    expect((await story(world)).filter((type) => type === 'approved')).toHaveLength(1);
    expect(codeOf(await press(world, { matchNumber: number }))).toBe('alreadyDecided');
  });

  it.each([
    ['10 to 480 minutes', { minimumMinutes: 10, maximumMinutes: 480 }, 30],
    ['at least an hour', { minimumMinutes: 60, maximumMinutes: 480 }, 60],
    ['at most 20 minutes', { minimumMinutes: 10, maximumMinutes: 20 }, 20],
  ])('the lifetime fits the tenant: %s', async (_what, range, minutes) => {
    const world = await waiting();
    world.passes.policy = { ...world.passes.policy, ...range };
    await approve(world);
    const { decided } = await newestIn(world, 'approved');
    expect(decided).toMatchObject({ lifetimeInMinutes: minutes, placeholderMinutes: range.maximumMinutes });
  });
});

describe('when the press is none', () => {
  it.each<readonly [string, Partial<ApproveInput>, string]>([
    ['by the employee', { presser: WHO.ada }, 'ownRequest'],
    ['by a colleague', { presser: WHO.colin }, 'notFound'],
    ['by the manager’s manager', { presser: WHO.mona }, 'notFound'],
    ['by nobody', { presser: '' }, 'notFound'],
    ['by an id that only looks like it', { presser: WHO.max.toUpperCase().replace('0', 'O') }, 'notFound'],
    ['of another tenant', { tenantId: OTHER_TENANT }, 'notSetUp'],
    ['on an unknown request', { requestId: '01NONE' }, 'notFound'],
    ['of an earlier round', { round: 0 }, 'cardOutdated'],
    ['of a later round', { round: 2 }, 'cardOutdated'],
    ['without a number', { matchNumber: '' }, 'matchNumberMissing'],
    ['with words for a number', { matchNumber: 'yes please' }, 'matchNumberMissing'],
  ])('%s: refused, no try lost, nothing written', async (_what, input, code) => {
    const world = await waiting();
    expect(codeOf(await approve(world, input))).toBe(code);
    expect(world.ports.count('ledger.raise')).toBe(0);
    expect(await state(world)).toBe('awaitingApproval');
    expect(await story(world)).toEqual(['opened', 'approverAsked', 'notified', 'notified']);
  });

  it('without saying how the employee was recognised', async () => {
    const world = await waiting();
    const { request } = await newest(world);
    const number = await shownNumber(world);
    const input = { tenantId: TENANT, presser: WHO.max, requestId: request.id, matchNumber: number };
    expect(codeOf(await approveRequest(world.deps, input))).toBe('verifiedByMissing');
    expect(world.ports.count('ledger.raise')).toBe(0);
  });

  it('while the directory does not answer, however often: the number counts when it does', async () => {
    const world = await waiting();
    world.ports.fail('directory.person', 'unavailable', { times: 20 });
    for (let press = 0; press < 5; press += 1) expect(codeOf(await approve(world))).toBe('directoryUnavailable');
    expect(world.ports.count('ledger.raise')).toBe(0);
    world.ports.heal();
    expect(codeOf(await approve(world))).toBe('done');
  });

  it('by a manager who opened it for the employee', async () => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.max]);
    await waitingForApproval(world, { presser: WHO.max, address: WHO.ada, proof: PROOF });
    expect(codeOf(await approve(world))).toBe('ownRequest');
  });

  it('a refusal of a stranger is in the tenant’s journal and shows them nothing', async () => {
    const world = await waiting();
    const outcome = await approve(world, { presser: WHO.colin });
    expect(outcome).not.toHaveProperty('stored');
    const { id } = (await newest(world)).request;
    expect(world.ledger.journaled).toEqual([
      { at: START, by: WHO.colin, name: 'mfa.recovery.refusal', what: 'approve: notFound', requestId: id },
    ]);
  });
});

describe('when the number is wrong (T4)', () => {
  it('two tries are told, the third holds the request and tells security', async () => {
    const world = await waiting();
    const matchNumber = await wrongNumber(world);
    expect(await press(world, { matchNumber })).toMatchObject({ code: 'matchNumberWrong', facts: { left: 2 } });
    expect(await press(world, { matchNumber })).toMatchObject({ code: 'matchNumberWrong', facts: { left: 1 } });
    expect(await press(world, { matchNumber })).toMatchObject({
      code: 'matchNumberLocked',
      stored: { request: { state: 'held', held: { reason: 'matchNumberLocked' } } },
    });
    await work(world);
    expect(world.cards.told('numberLocked')).toEqual([WHO.sam, WHO.sue]);
    expect(codeOf(await approve(world))).toBe('alreadyDecided');
    await expectSoundness(world);
  });

  it('a right number on the third try counts', async () => {
    const world = await waiting();
    const wrong = await wrongNumber(world);
    for (let tries = 0; tries < 2; tries += 1) await press(world, { matchNumber: wrong });
    expect(codeOf(await approve(world))).toBe('done');
  });

  it('20 wrong presses at once are three tries', async () => {
    const world = await waiting();
    const wrong = await wrongNumber(world);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => press(world, { matchNumber: wrong })));
    expect(await state(world)).toBe('held');
    const told = outcomes.map(codeOf);
    expect(told.filter((code) => code === 'matchNumberWrong').length).toBeLessThanOrEqual(2);
    expect(told.filter((code) => code === 'done')).toEqual([]);
  });

  it('of 20 different presses at once at most three are compared, wherever the right one is', async () => {
    for (const place of [0, 2, 3, 10, 19]) {
      const world = await waiting();
      const right = await shownNumber(world);
      const numbers = Array.from({ length: 20 }, (_one, at) =>
        String((Number(right) + 1 + at) % 1_000).padStart(3, '0'),
      );
      numbers[place] = right;
      await Promise.all(numbers.map((matchNumber) => press(world, { matchNumber })));
      expect([place, await state(world)]).toEqual([place, place < 3 ? expect.any(String) : 'held']);
    }
  });

  it('the tries are counted before anything is compared: a dead process gives none back', async () => {
    const world = await waiting();
    const matchNumber = await wrongNumber(world);
    for (let tries = 0; tries < 3; tries += 1) {
      world.ports.fail('ledger.commit', 'unavailable', { times: 1 });
      expect(codeOf(await press(world, { matchNumber }))).toBe('directoryUnavailable');
    }
    expect(codeOf(await approve(world))).toBe('matchNumberLocked');
    expect(await state(world)).toBe('held');
  });

  it('a new round has a new number and tries of its own', async () => {
    const world = await waiting();
    const number = await shownNumber(world);
    await press(world, { matchNumber: await wrongNumber(world) });
    const { request, etag, seq, head } = await newest(world);
    const next = { ...request, round: 2 };
    await world.ledger.commit({ request, etag, seq, head }, { type: 'reminded', at: 1, by: { kind: 'system' } }, next);
    expect(await shownNumber(world)).not.toBe(number);
    expect(codeOf(await press(world, { matchNumber: number, round: 1 }))).toBe('cardOutdated');
    expect(await press(world, { matchNumber: number })).toMatchObject({ code: 'matchNumberWrong', facts: { left: 2 } });
  });

  it('a typed number of the round before never approves the next', async () => {
    const world = await waiting();
    const matchNumber = await shownNumber(world);
    world.ledger.beforeCommit = async (event) => {
      if (event.type !== 'approved') return;
      world.ledger.beforeCommit = undefined;
      const now = await newest(world);
      const replaced = { ...now.request, round: 2 };
      await world.ledger.commit(now, { type: 'reminded', at: 1, by: { kind: 'system' } }, replaced);
    };
    expect(codeOf(await press(world, { matchNumber }))).toBe('cardOutdated');
    expect(await state(world)).toBe('awaitingApproval');
  });
});

describe('when two people have to approve', () => {
  it('the manager alone approves nothing; the second one decides; each saw another number', async () => {
    const world = await waitingForTwo();
    expect(await shownNumber(world, 1)).not.toBe(await shownNumber(world, 2));
    expect(codeOf(await approve(world))).toBe('done');
    expect(await state(world)).toBe('awaitingApproval');
    expect(codeOf(await approve(world, { presser: WHO.sam }, 2))).toBe('done');
    const { slots, decided } = await newestIn(world, 'approved');
    expect(slots.map(({ approval }) => approval?.approver)).toEqual([WHO.max, WHO.sam]);
    const keys = world.deps.keys;
    const { request } = await newest(world);
    const halves = ([1, 2] as const).map((half) =>
      releaseCodePart(keys, request, { code: decided.code }, half).reveal(),
    );
    expect(halves.map((half) => half.length)).toEqual([3, 3]);
    await expectSoundness(world);
  });

  it.each<readonly [string, Partial<ApproveInput>, 1 | 2, string]>([
    ['the manager again', {}, 1, 'done'],
    ['the manager with the other number', {}, 2, 'done'],
    ['the employee', { presser: WHO.ada }, 2, 'ownRequest'],
    ['duty instead of security', { presser: WHO.dan }, 2, 'notFound'],
  ])('after the manager, %s is not the second one', async (_who, input, slot, code) => {
    const world = await waitingForTwo();
    await approve(world);
    expect(codeOf(await approve(world, input, slot))).toBe(code);
    expect(await state(world)).toBe('awaitingApproval');
    expect((await story(world)).filter((type) => type === 'slotApproved')).toHaveLength(1);
  });

  it('the number of the other slot is wrong', async () => {
    const world = await waitingForTwo();
    expect(codeOf(await approve(world, { presser: WHO.sam }, 1))).toBe('matchNumberWrong');
  });

  it('three wrong numbers in one slot stop both', async () => {
    const world = await waitingForTwo();
    const matchNumber = await wrongNumber(world, 2);
    for (const presser of [WHO.sam, WHO.sue, WHO.sam]) await press(world, { presser, matchNumber });
    expect(await state(world)).toBe('held');
  });

  it('both at once are both counted', async () => {
    const world = await waitingForTwo();
    await Promise.all([approve(world), approve(world, { presser: WHO.sue }, 2)]);
    expect(await state(world)).toBe('approved');
  });
});

describe('when something changed between the card and the press', () => {
  it.each<readonly [string, (world: World) => unknown, string, string]>([
    [
      'the employee was disabled',
      (world) => world.directory.change(WHO.ada, { accountEnabled: false }),
      'refused',
      'employeeDisabled',
    ],
    [
      'the employee is a Global Administrator now',
      (world) => world.directory.rolesOf.set(WHO.ada, { globalAdministrator: true, privileged: true, roles: [] }),
      'refused',
      'globalAdministrator',
    ],
    [
      'passes were switched off',
      (world) => (world.passes.policy = { ...world.passes.policy, enabled: false }),
      'refused',
      'passPolicyOff',
    ],
    [
      'the employee is out of the scope of passes',
      (world) => (world.passes.policy = { ...world.passes.policy, inScope: false }),
      'refused',
      'passPolicyExcludesEmployee',
    ],
    [
      'what was lost is gone already',
      (world) => (world.account.methods = [method('password'), method('email')]),
      'refused',
      'nothingToRemove',
    ],
    [
      'what is lost answered a sign-in since',
      (world) => {
        world.clock.advance(MINUTE);
        world.directory.answered(WHO.ada, START + 1);
      },
      'held',
      'signIn.lostDevice',
    ],
    ['the risk is high now', (world) => world.directory.risks.set(WHO.ada, 'high'), 'held', 'risk.user'],
    [
      'nobody who may approve is left',
      (world) => {
        world.directory.change(WHO.max, { accountEnabled: false });
        world.directory.groups.set(GROUPS.duty, []);
      },
      'held',
      'noApprover',
    ],
  ])('%s', async (_what, change, to, why) => {
    const world = await waiting();
    await change(world);
    await approve(world);
    const { request } = await newest(world);
    expect(request.state).toBe(to);
    const reason = request.state === 'held' ? request.held.reason : request.state === 'refused' && request.ended.reason;
    expect(reason).toBe(why);
    expect(world.account.story()).toEqual([]);
    await expectSoundness(world);
  });

  it.each<readonly [string, (world: World) => unknown, readonly string[]]>([
    [
      'the manager was disabled',
      (world) => world.directory.change(WHO.max, { accountEnabled: false }),
      ['duty', 'security'],
    ],
    [
      'the manager is a guest now',
      (world) => world.directory.change(WHO.max, { userType: 'guest' }),
      ['duty', 'security'],
    ],
    [
      'the manager was changed and put back',
      async (world) => {
        await world.sightings.record(TENANT, WHO.ada, 'manager', WHO.colin, START - DAY, false);
      },
      ['duty', 'security'],
    ],
    [
      'the employee became privileged',
      (world) => world.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: [] }),
      ['manager', 'security'],
    ],
    [
      'nobody outside Teams can be told any more',
      (world) => (world.account.methods = [method('password'), method('mobilePhone')]),
      ['manager', 'security'],
    ],
  ])('%s: others are asked anew, nothing is approved', async (_what, change, groups) => {
    const world = await waiting();
    await change(world);
    const outcome = await approve(world);
    const { request } = await newest(world);
    expect(request).toMatchObject({ state: 'awaitingApproval', round: 2 });
    expect(outcome).toMatchObject({ kind: 'done', stored: { request: { round: 2 } } });
    expect(request.slots.map(({ group }) => group)).toEqual(groups);
    for (const { approval } of request.slots) expect(approval).toBeUndefined();
    await expectSoundness(world);
  });

  it('a manager replaced a minute ago still stands in for the one who is not known yet', async () => {
    const world = await waiting();
    world.directory.managers.set(WHO.ada, WHO.olga);
    expect(codeOf(await approve(world, { presser: WHO.olga }))).toBe('notFound');
    expect(codeOf(await approve(world))).toBe('done');
    expect(await state(world)).toBe('approved');
  });

  it.each([
    'directory.person',
    'directory.manager',
    'directory.groupMembers',
    // Whether it is an emergency account.
    'directory.isMember',
    'passes.policyFor',
  ])('a reading that fails (%s) decides nothing', async (name) => {
    const world = await waiting();
    if (name === 'directory.groupMembers') world.directory.change(WHO.max, { accountEnabled: false });
    world.ports.fail(name, 'unavailable');
    expect(codeOf(await approve(world))).toBe('directoryUnavailable');
    expect(await state(world)).toBe('awaitingApproval');
  });

  it('methods that cannot be read at the second signature end nothing: the same press counts later', async () => {
    const world = await waitingForTwo();
    await approve(world);
    world.ports.fail('methods.list', 'throttled');
    const outcome = await approve(world, { presser: WHO.sam }, 2);
    expect(outcome).toMatchObject({ code: 'directoryUnavailable', stored: { request: { state: 'awaitingApproval' } } });
    world.ports.heal();
    expect(codeOf(await approve(world, { presser: WHO.sam }, 2))).toBe('done');
    expect(await state(world)).toBe('approved');
  });

  it('methods that cannot be read now are no plan', async () => {
    const world = await waiting();
    world.ports.fail('methods.list', 'throttled');
    await approve(world);
    expect(await state(world)).not.toBe('approved');
  });
});
