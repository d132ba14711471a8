import { isSettled } from '../../recovery/request';
import { beforePassIntervalMs, nextCheckMs } from '../../recovery/steps-enrolment';
import {
  approvedByMax,
  codeOf,
  enrol,
  expectSoundness,
  passShown,
  registeredBy,
  reveal,
  story,
} from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY, newest, newestIn, pass, work } from '../support/domain-world';
import { HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

const ADMIN = { kind: 'person', id: WHO.sam } as const;

async function revealed(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(options);
  await passShown(world);
  await work(world);
  return world;
}

/** A method stands, and the log says nothing of it yet. */
function appears(world: World, createdAt = world.clock.now()): void {
  world.account.usePass();
  world.account.enrol(method('microsoftAuthenticator', 'new', createdAt));
}

const state = async (world: World): Promise<string> => (await newest(world)).request.state;
const outcome = async (world: World) => {
  const { request } = await newest(world);
  return 'decided' in request ? request.decided?.enrolled?.check?.outcome : undefined;
};

describe('when the log is asked who registered a new method (T24)', () => {
  it.each([
    [0, 30 * SECOND],
    [30 * SECOND, 30 * SECOND],
    [4 * MINUTE, 4 * MINUTE],
    [20 * MINUTE, 10 * MINUTE],
    [13 * SECOND, 37 * SECOND],
  ])('%d ms after it was seen it is asked again in %d ms, on the tenth of a second hand', (age, wait) => {
    expect(nextCheckMs({ at: 0 }, age)).toBe(wait);
  });

  it('by the employee: the case closes, and nothing is owed any more', async () => {
    const world = await revealed();
    await pass(world, MINUTE);
    enrol(world);
    await pass(world, 10 * SECOND);
    const request = await newestIn(world, 'completed');
    expect(request.decided.enrolled?.check).toMatchObject({ outcome: 'notAvailable' });
    expect(isSettled(request)).toBe(true);
    expect(await work(world)).toEqual({});
    await expectSoundness(world);
  });

  it('one that is dated to the very second in which the pass was shown was not there before it', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    await pass(world, 2 * MINUTE);
    world.clock.advance(733);
    await reveal(world);
    await work(world);
    const now = world.clock.now();
    appears(world, now - (now % SECOND));
    await pass(world, 10 * SECOND);
    expect(await state(world)).toBe('completed');
  });

  it('late: the case closes, is looked at again, and is settled once the log has said so', async () => {
    const world = await revealed();
    await pass(world, MINUTE);
    appears(world);
    await pass(world, 10 * SECOND);
    const request = await newestIn(world, 'completed');
    expect([await outcome(world), isSettled(request)]).toEqual(['open', false]);
    await pass(world, 5 * MINUTE);
    registeredBy(world, { kind: 'person', id: WHO.ada });
    await pass(world, 10 * MINUTE);
    expect(await outcome(world)).toBe('notAvailable');
    expect((await story(world)).filter((type) => type === 'enrolmentChecked')).toHaveLength(2);
    expect(isSettled((await newest(world)).request)).toBe(true);
    expect(world.cards.told('unchecked')).toEqual([]);
    await expectSoundness(world);
  });

  it.each([
    ['another person', ADMIN],
    ['an app', { kind: 'app', id: WHO.dan } as const],
  ])('by %s, in time: an incident, and what was registered goes', async (_who, by) => {
    const world = await revealed();
    await pass(world, MINUTE);
    appears(world);
    registeredBy(world, by);
    await pass(world, 10 * SECOND);
    const request = await newestIn(world, 'incident');
    expect(request.incident).toMatchObject({ noticed: true, why: 'otherRegistrant', from: 'revealed' });
    expect(request.incident.reasons?.[0]).toMatchObject({ rule: 'enrolment.who', outcome: 'raised' });
    expect(request.incident.containedAt).toBeDefined();
    expect(world.account.enabled).toBe(false);
    expect(world.account.kinds()).not.toContain('microsoftAuthenticator');
    expect(await story(world)).not.toContain('completed');
    await expectSoundness(world);
  });

  it('by another person, and the log comes after the case has closed: an incident all the same', async () => {
    const world = await revealed();
    await pass(world, MINUTE);
    appears(world);
    registeredBy(world, undefined);
    await pass(world, 4 * MINUTE);
    expect(await state(world)).toBe('completed');
    registeredBy(world, ADMIN);
    await pass(world, 6 * MINUTE);
    const request = await newestIn(world, 'incident');
    expect(request.incident).toMatchObject({ why: 'otherRegistrant', from: 'completed' });
    expect(world.account.kinds()).not.toContain('microsoftAuthenticator');
    expect(world.cards.told('incident')).toContain(WHO.sue);
    await expectSoundness(world);
  });

  it('by somebody whom the policy lists: the case closes', async () => {
    const enrolment = { ...DEFAULT_POLICY.enrolment, registrars: [WHO.sam] };
    const world = await revealed({ policy: { enrolment } });
    appears(world);
    registeredBy(world, ADMIN);
    await pass(world, 10 * SECOND);
    expect(await state(world)).toBe('completed');
  });

  it.each([
    ['says nothing', undefined, 31 * MINUTE],
    ['may not be read', 'forbidden', 31 * MINUTE],
    ['cannot be read for hours', 'throttled', 131 * MINUTE],
  ] as const)('and it %s: the case closes, and security and helpdesk are told once', async (_what, code, after) => {
    const world = await revealed();
    appears(world);
    if (code !== undefined) world.ports.fail('directory.registrations', code, { times: 100 });
    await pass(world, after - 11 * MINUTE);
    expect([await state(world), await outcome(world)]).toEqual(['completed', 'open']);
    expect(world.cards.told('unchecked')).toEqual([]);
    await pass(world, 12 * MINUTE);
    expect([await state(world), await outcome(world)]).toEqual(['completed', 'unknown']);
    expect([...world.cards.told('unchecked')].sort()).toEqual([WHO.helen, WHO.sue, WHO.sam].sort());
    expect(world.account.enabled).toBe(true);
    await pass(world, 3 * HOUR);
    expect(world.cards.told('unchecked')).toHaveLength(3);
    await expectSoundness(world);
  });

  it('is asked no more often than it says, however often somebody looks', async () => {
    const world = await revealed();
    appears(world);
    await pass(world, 30 * MINUTE);
    expect(world.ports.count('directory.registrations')).toBeLessThanOrEqual(10);
  });

  it('a case that could not be finished is watched the same way', async () => {
    const world = await revealed();
    await pass(world, 45 * MINUTE);
    expect(await state(world)).toBe('failed');
    appears(world);
    registeredBy(world, ADMIN);
    await pass(world, 6 * MINUTE);
    expect((await newestIn(world, 'incident')).incident).toMatchObject({ why: 'otherRegistrant', from: 'failed' });
    await expectSoundness(world);
  });
});

describe('when the account is used from another country', () => {
  async function usedFrom(country: string, otherCountry: 'incident' | 'alarm'): Promise<World> {
    const world = await revealed({ policy: { enrolment: { ...DEFAULT_POLICY.enrolment, otherCountry } } });
    const signIn = { outcome: 'succeeded', risky: false, answers: [] } as const;
    await pass(world, MINUTE);
    enrol(world);
    const before = { ...signIn, at: world.clock.now() - 24 * HOUR, country: 'NO' };
    world.directory.signInsOf.set(WHO.ada, [{ ...signIn, at: world.clock.now(), country }, before]);
    await pass(world, 10 * SECOND);
    return world;
  }

  it('it is an incident', async () => {
    const world = await usedFrom('RO', 'incident');
    expect((await newestIn(world, 'incident')).incident.why).toBe('otherCountry');
    await expectSoundness(world);
  });

  it('or security and helpdesk are told, where the policy says so', async () => {
    const world = await usedFrom('RO', 'alarm');
    expect([await state(world), await outcome(world)]).toEqual(['completed', 'raised']);
    expect(world.cards.told('unchecked')).toContain(WHO.sue);
  });

  it('from home nobody is told', async () => {
    const world = await usedFrom('NO', 'incident');
    expect([await state(world), await outcome(world)]).toEqual(['completed', 'ok']);
    expect(world.cards.told('unchecked')).toEqual([]);
  });
});

describe('when a method comes after the approval and before the pass', () => {
  it.each([
    [0, 30 * SECOND],
    [15 * MINUTE - 1, 30 * SECOND],
    [15 * MINUTE, 5 * MINUTE],
  ])('%d ms after the approval the methods are looked at again in %d ms', (since, interval) => {
    expect(beforePassIntervalMs(since)).toBe(interval);
  });

  it('it is an incident, and what came is taken away', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    await pass(world, 2 * MINUTE);
    world.account.enrol(method('microsoftAuthenticator', 'new', world.clock.now()));
    await pass(world, MINUTE);
    const request = await newestIn(world, 'incident');
    expect(request.incident).toMatchObject({ noticed: true, why: 'beforeThePass', from: 'approved' });
    expect(world.account.story()).toContain('remove microsoftAuthenticator');
    expect(world.account.story()).not.toContain('issue 30');
    await expectSoundness(world);
  });

  it('and the reveal comes first: no pass is shown', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    await pass(world, 2 * MINUTE);
    world.account.enrol(method('microsoftAuthenticator', 'new', world.clock.now()));
    expect(codeOf(await reveal(world))).toBe('requestEnded');
    expect(await state(world)).toBe('incident');
    expect(world.passes.secrets).toEqual([]);
  });

  it.each([
    ['older than the approval: it was renamed, or the list was behind', (now: number) => now - HOUR],
    ['of the same moment as the approval, as far as two clocks tell', (now: number) => now],
  ])('one that is %s is none of that', async (_what, createdAt) => {
    const world = await createWorld();
    await approvedByMax(world);
    world.account.enrol(method('microsoftAuthenticator', 'new', createdAt(world.clock.now())));
    await pass(world, 3 * MINUTE);
    expect(await state(world)).toBe('approved');
  });

  it('one without a date counts once the lists must be up to date', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    world.account.enrol(method('fido2', 'new', null));
    await pass(world, 45 * SECOND);
    expect(await state(world)).toBe('approved');
    await pass(world, MINUTE);
    expect(await state(world)).toBe('incident');
  });

  it.each(['email', 'temporaryAccessPass', 'unknown'] as const)('%s is none of that', async (kind) => {
    const world = await createWorld();
    await approvedByMax(world);
    await pass(world, 2 * MINUTE);
    world.account.enrol(method(kind, 'new', world.clock.now()));
    await pass(world, 2 * MINUTE);
    expect(await state(world)).toBe('approved');
  });

  it('Graph that does not answer holds nothing up, and is no failed step', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    world.ports.fail('methods.list', 'unavailable', { times: 1_000 });
    await pass(world, 240 * MINUTE);
    await work(world);
    expect(await state(world)).toBe('expired');
    expect(await story(world)).not.toContain('stepFailed');
  });
});

describe('when looks are scarce', () => {
  it('a watched case waits for leave, and looks at the end of the pass without it', async () => {
    const world = await revealed();
    world.looks.waitMs = () => 7 * MINUTE;
    const before = world.ports.count('methods.list');
    await pass(world, 20 * MINUTE);
    expect(world.ports.count('methods.list')).toBe(before);
    await pass(world, 10 * MINUTE);
    expect(world.account.passStands()).toBe(true);
    expect(world.account.isEmpty()).toBe(false);
  });

  it('whoever has just seen a pass goes first, and nobody comes again before the line has gone round', async () => {
    const world = await revealed();
    world.looks.lineMs = 20 * SECOND;
    await pass(world, MINUTE);
    expect(world.looks.asked.at(-1)).toMatchObject({ lane: 'first' });
    expect((await work(world)).againMs).toBe(20 * SECOND);
    await pass(world, 10 * MINUTE);
    expect(world.looks.asked.at(-1)).toMatchObject({ lane: 'then' });
  });
});
