import type { Approvers, ApproverQuestion } from '../../recovery/approvers';
import { AWAY_UNREAD } from '../../recovery/away';
import { chooseApprovers, stillStands } from '../../recovery/approvers';
import { managerChain } from '../../recovery/manager-chain';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { DAY, START } from '../support/fake-clock';
import { person, TENANT } from '../support/request-builder';
import { GROUPS, samplePerson, SETTINGS, WHO } from '../support/sample-people';

const ADA = samplePerson(WHO.ada);
const FOR_ADA = { employee: ADA, openers: [WHO.ada] };
const QUESTION: ApproverQuestion = { tenant: SETTINGS, employee: ADA, excluded: [], passedOver: [], dual: false };

const choose = (world: World, question: Partial<ApproverQuestion> = {}): Promise<Approvers> =>
  chooseApprovers(world.deps, { ...QUESTION, ...question });

/** `manager max`, `duty dan dora`: easier to read than slots. */
const said = ({ slots }: Approvers): readonly string[] =>
  slots.map(({ group, candidates }) => [group, ...candidates.map((id) => samplePerson(id).displayName)].join(' '));

const STAND_INS = ['duty dan dora', 'security sam sue'];
const CHAIN = (id: string): boolean => id === '';

async function newManager(world: World, manager: string, daysAgo: number): Promise<void> {
  world.directory.managers.set(WHO.ada, manager);
  world.directory.managers.delete(manager);
  await world.sightings.record(TENANT, WHO.ada, 'manager', manager, START - daysAgo * DAY, false);
}

describe('when somebody else opened it (T16)', () => {
  it('a manager who opened is left out, and the next level is asked', async () => {
    expect(said(await choose(await createWorld(), { excluded: [WHO.max] }))).toEqual(['manager mona']);
  });

  it('an untrusted manager who opened leads to stand-ins, never to the chain above', async () => {
    const world = await createWorld();
    world.directory.change(WHO.max, { userType: 'guest' });
    expect(said(await choose(world, { excluded: [WHO.max] }))).toEqual(STAND_INS);
  });

  it.each<readonly [string, string, boolean]>([
    ['on duty, without a manager', WHO.dan, false],
    ['in security, without a manager', WHO.sam, false],
    ['in security, where two are asked', WHO.sam, true],
  ])('no group of the opener is asked: opened by somebody %s', async (_what, opener, dual) => {
    const world = await createWorld();
    if (!dual) world.directory.managers.delete(WHO.ada);
    expect((await choose(world, { excluded: [opener], dual })).slots).toEqual([]);
  });

  it('an employee of security who opened for themselves is still vouched for by others of it', async () => {
    const world = await createWorld();
    world.directory.groups.get(GROUPS.security)?.push(WHO.ada);
    expect(said(await choose(world, { excluded: [WHO.ada], dual: true }))).toEqual(['manager max', 'security sam sue']);
  });

  it.each<readonly [string, string, 'manager' | 'duty' | 'security']>([
    ['the manager', WHO.max, 'manager'],
    ['somebody on duty', WHO.dan, 'duty'],
    ['somebody of security', WHO.sam, 'security'],
  ])('%s does not stand any more once they opened or joined it', async (_who, id, group) => {
    const world = await createWorld();
    const openers = [WHO.ada, WHO.colin, id];
    expect(await stillStands(world.deps, SETTINGS, { employee: ADA, openers }, group, id)).toBe(false);
  });
});

describe('when approvers are chosen (T5)', () => {
  it('the manager is the first choice', async () => {
    const world = await createWorld();
    const approvers = await choose(world);
    expect(approvers.slots).toEqual([{ slot: 1, group: 'manager', candidates: [WHO.max], asked: [], passedOver: [] }]);
    expect(approvers.reasons.map(({ rule }) => rule)).toEqual(['manager.stable']);
  });

  it('two people: the manager and security', async () => {
    expect(said(await choose(await createWorld(), { dual: true }))).toEqual(['manager max', 'security sam sue']);
  });

  it.each<readonly [string, (world: World) => unknown, string]>([
    ['missing', (world) => world.directory.managers.delete(WHO.ada), 'manager.missing'],
    ['an organisational contact', (world) => world.directory.people.delete(WHO.max), 'manager.missing'],
    ['disabled', (world) => world.directory.change(WHO.max, { accountEnabled: false }), 'manager.enabled'],
    ['a guest', (world) => world.directory.change(WHO.max, { userType: 'guest' }), 'manager.member'],
    ['in a loop with the employee', (world) => world.directory.managers.set(WHO.max, WHO.ada), 'manager.loop'],
    [
      'changed and put back',
      (world) => world.sightings.record(TENANT, WHO.ada, 'manager', WHO.colin, START - DAY, false),
      'manager.changed',
    ],
  ])('a manager who is %s: two stand-ins of different groups, never the chain above', async (_what, change, rule) => {
    const world = await createWorld();
    await change(world);
    const approvers = await choose(world);
    expect(said(approvers)).toEqual(STAND_INS);
    expect(approvers.reasons.map((one) => one.rule)).toContain(rule);
  });

  it('an employee who is entered as their own manager does not vouch; the one before stands in', async () => {
    const world = await createWorld();
    world.directory.managers.set(WHO.ada, WHO.ada);
    const approvers = await choose(world);
    expect(said(approvers)).toEqual(['manager max']);
    expect(approvers.reasons.map((one) => one.rule)).toEqual(['manager.self']);
  });

  it('a new manager does not vouch; the one before stands in', async () => {
    const world = await createWorld();
    await newManager(world, WHO.colin, 3);
    const approvers = await choose(world);
    expect(said(approvers)).toEqual(['manager max']);
    expect(approvers.reasons.map((one) => one.rule)).toEqual(['manager.changed']);
  });

  it.each<readonly [string, (world: World) => unknown]>([
    ['disabled since', (world) => world.directory.change(WHO.max, { accountEnabled: false })],
    ['a guest', (world) => world.directory.change(WHO.max, { userType: 'guest' })],
    ['gone', (world) => world.directory.people.delete(WHO.max)],
  ])('a previous manager who is %s does not stand in', async (_what, change) => {
    const world = await createWorld();
    await newManager(world, WHO.colin, 3);
    await change(world);
    expect(said(await choose(world))).toEqual(STAND_INS);
  });

  it('a manager seen for the first time is remembered and not yet trusted', async () => {
    const world = await createWorld();
    world.directory.managers.set(WHO.ada, WHO.colin);
    await choose(world);
    expect((await world.sightings.about(TENANT, WHO.ada)).manager).toContainEqual({
      value: WHO.colin,
      firstSeen: START,
      lastSeen: START,
      baseline: false,
    });
    world.clock.advance(31 * DAY);
    expect(said(await choose(world))).toEqual(['manager colin']);
  });
});

describe('when the manager may not answer', () => {
  it('who opened the request is no approver: the next level answers', async () => {
    const world = await createWorld();
    expect(said(await choose(world, { excluded: [WHO.max] }))).toEqual(['manager mona']);
  });

  it('“not mine” goes to the next level, and then one further', async () => {
    const world = await createWorld();
    expect(said(await choose(world, { passedOver: [WHO.max] }))).toEqual(['manager mona']);
    const third = await choose(world, { passedOver: [WHO.max, WHO.mona] });
    expect(said(third)).toEqual(['manager olga']);
    expect(third.slots[0]?.passedOver).toEqual([WHO.max, WHO.mona]);
  });

  it('the chain ends after three levels: the stand-ins answer', async () => {
    const world = await createWorld();
    const passedOver = [WHO.max, WHO.mona, WHO.olga];
    world.directory.managers.set(WHO.olga, WHO.colin);
    const approvers = await choose(world, { passedOver });
    expect(said(approvers)).toEqual(STAND_INS);
    expect(approvers.slots[0]?.passedOver).toEqual(passedOver);
  });

  it('an untrusted level ends the chain there', async () => {
    const world = await createWorld();
    world.directory.change(WHO.mona, { accountEnabled: false });
    expect(said(await choose(world, { passedOver: [WHO.max] }))).toEqual(STAND_INS);
  });

  it('a chain that comes back to the employee ends there', async () => {
    const world = await createWorld();
    world.directory.managers.set(WHO.mona, WHO.ada);
    expect(said(await choose(world, { passedOver: [WHO.max, WHO.mona] }))).toEqual(STAND_INS);
  });

  it('a chain that turns round ends', async () => {
    const world = await createWorld();
    world.directory.managers.set(WHO.mona, WHO.max);
    const chain = await managerChain(world.deps, TENANT, FOR_ADA, CHAIN);
    expect(chain.people).toEqual([WHO.max]);
  });
});

describe('when the directory’s log tells of the manager', () => {
  const changed = (daysAgo: number, by?: string) =>
    [{ at: START - daysAgo * DAY, what: 'managerChanged', ...(by === undefined ? {} : { by }) }] as const;

  it('one who was set lately and put back between two looks of ours does not vouch', async () => {
    const world = await createWorld();
    world.directory.changesOf.set(WHO.ada, changed(2));
    const approvers = await choose(world);
    expect(said(approvers)).toEqual(STAND_INS);
    expect(approvers.reasons).toContainEqual({
      rule: 'manager.changed',
      outcome: 'raised',
      sentence: 'The directory’s log says that the manager was changed lately.',
    });
  });

  it('the one before stands in where we know them', async () => {
    const world = await createWorld();
    await newManager(world, WHO.colin, 40);
    world.directory.changesOf.set(WHO.ada, changed(2));
    expect(said(await choose(world))).toEqual(['manager max']);
  });

  it.each([
    ['the employee', WHO.ada, STAND_INS],
    ['whoever opened the request', WHO.helen, STAND_INS],
    ['somebody else', WHO.olga, ['manager max']],
  ])('set 31 days ago by %s', async (_who, by, expected) => {
    const world = await createWorld();
    world.directory.changesOf.set(WHO.ada, changed(31, by));
    expect(said(await choose(world, { excluded: [WHO.helen] }))).toEqual(expected);
  });

  it.each(['unlicensed', 'forbidden', 'throttled', 'timeout'] as const)(
    'what we saw ourselves decides where it cannot be read (%s)',
    async (code) => {
      const world = await createWorld();
      world.directory.changesOf.set(WHO.ada, changed(2));
      world.ports.fail('directory.changes', code);
      expect(said(await choose(world))).toEqual(['manager max']);
    },
  );

  it('the next level does not vouch either where it was set lately', async () => {
    const world = await createWorld();
    world.directory.changesOf.set(WHO.max, changed(2));
    expect(said(await choose(world))).toEqual(['manager max']);
    expect(said(await choose(world, { passedOver: [WHO.max] }))).toEqual(STAND_INS);
  });
});

describe('when the manager is away', () => {
  const away = async (...who: readonly string[]): Promise<World> => {
    const world = await createWorld();
    for (const id of who) world.directory.away.add(id);
    return world;
  };

  it('the next level is asked, and it is said why', async () => {
    const approvers = await choose(await away(WHO.max));
    expect(said(approvers)).toEqual(['manager mona']);
    expect(approvers.reasons.map(({ rule }) => rule)).toEqual(['manager.stable', 'manager.away']);
    expect(approvers.slots[0]?.passedOver).toEqual([]);
  });

  it('as many people as without that', async () => {
    expect(said(await choose(await away(WHO.max), { dual: true }))).toEqual(['manager mona', 'security sam sue']);
  });

  it.each<readonly [string, (world: World) => unknown]>([
    ['nobody is above them', (world) => world.directory.managers.delete(WHO.max)],
    ['everybody above is away', (world) => world.directory.away.add(WHO.mona).add(WHO.olga)],
    ['nobody above can be trusted', (world) => world.directory.change(WHO.mona, { accountEnabled: false })],
  ])('two stand-ins are asked where %s', async (_what, change) => {
    const world = await away(WHO.max);
    await change(world);
    expect(said(await choose(world))).toEqual(STAND_INS);
  });

  it('the manager after all where there are no stand-ins either', async () => {
    const world = await away(WHO.max, WHO.mona, WHO.olga);
    world.directory.groups.set(GROUPS.duty, []);
    expect(said(await choose(world))).toEqual(['manager max']);
    expect((await choose(world, { excluded: [WHO.max, WHO.mona, WHO.olga] })).slots).toEqual([]);
  });

  it.each(['forbidden', 'notFound', 'timeout'] as const)(
    'asked as usual where it cannot be read (%s)',
    async (code) => {
      const world = await away(WHO.max);
      world.ports.fail('directory.isAway', code);
      const approvers = await choose(world);
      expect(said(approvers)).toEqual(['manager max']);
      expect(approvers.reasons.map(({ rule }) => rule)).toEqual(['manager.stable', 'manager.away']);
      expect(approvers.reasons).toContain(AWAY_UNREAD);
    },
  );

  it('asks once about each, and about nobody who may not answer', async () => {
    const world = await away(WHO.mona);
    expect(said(await choose(world, { excluded: [WHO.max] }))).toEqual(['manager olga']);
    expect(world.ports.count('directory.isAway')).toBe(2);
  });

  it('may still answer, if they do', async () => {
    const world = await away(WHO.max);
    expect(await stillStands(world.deps, SETTINGS, FOR_ADA, 'manager', WHO.max)).toBe(true);
    expect(world.ports.count('directory.isAway')).toBe(0);
  });
});

describe('when stand-ins are chosen (T27)', () => {
  const withoutManager = async (): Promise<World> => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.ada);
    return world;
  };

  it('nobody with another role in the request, nobody passed over, nobody in both groups', async () => {
    const world = await withoutManager();
    world.directory.groups.set(GROUPS.duty, [WHO.dan, WHO.dora, WHO.sam]);
    expect(said(await choose(world, { excluded: [WHO.colin] }))).toEqual(['duty dan dora', 'security sam sue']);
    expect(said(await choose(world, { passedOver: [WHO.sue] }))).toEqual(['duty dan dora', 'security sam']);
  });

  it('nobody disabled, no guest', async () => {
    const world = await withoutManager();
    world.directory.change(WHO.dan, { accountEnabled: false });
    world.directory.change(WHO.sue, { userType: 'guest' });
    expect(said(await choose(world))).toEqual(['duty dora', 'security sam']);
  });

  it('five cards per group at most, in the order of their ids', async () => {
    const many = (first: number) => Array.from({ length: 9 }, (_one, at) => person(first + at));
    const [duty, security] = [many(50), many(60)];
    for (const world of [await withoutManager(), await createWorld()]) {
      for (const id of [...duty, ...security]) world.directory.people.set(id, samplePerson(id));
      world.directory.groups.set(GROUPS.duty, [...duty].reverse()).set(GROUPS.security, [...security].reverse());
      const { slots } = await choose(world, { dual: true, passedOver: [WHO.colin] });
      const first = slots[0]?.group === 'manager' ? [WHO.max] : duty.slice(0, 5);
      expect(slots).toEqual([
        expect.objectContaining({ slot: 1, candidates: first, passedOver: [WHO.colin] }),
        { slot: 2, group: 'security', candidates: security.slice(0, 5), asked: [], passedOver: [] },
      ]);
    }
  });

  it.each([
    ['duty', GROUPS.duty],
    ['security', GROUPS.security],
  ])('nobody left in %s: nobody is asked, never one person alone', async (_name, group) => {
    const world = await withoutManager();
    world.directory.groups.set(group, []);
    expect((await choose(world)).slots).toEqual([]);
  });

  it('only the employee is left: nobody is asked', async () => {
    const world = await withoutManager();
    world.directory.groups.set(GROUPS.duty, [WHO.ada]);
    expect((await choose(world)).slots).toEqual([]);
  });

  it('two are wanted and security has nobody beside the manager: nobody is asked', async () => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.security, [WHO.max]);
    expect((await choose(world, { dual: true })).slots).toEqual([]);
  });
});

describe('when it is read again whether an approver stands', () => {
  it.each<readonly [string, string, 'manager' | 'duty' | 'security', (world: World) => unknown, boolean]>([
    ['a manager as before', WHO.max, 'manager', () => undefined, true],
    ['the manager’s manager', WHO.mona, 'manager', () => undefined, true],
    [
      'a manager disabled since',
      WHO.max,
      'manager',
      (world) => world.directory.change(WHO.max, { accountEnabled: false }),
      false,
    ],
    ['a manager who left the directory', WHO.max, 'manager', (world) => world.directory.people.delete(WHO.max), false],
    ['a manager replaced since', WHO.max, 'manager', (world) => newManager(world, WHO.colin, 40), false],
    [
      'a manager who was set lately, as the log says since',
      WHO.max,
      'manager',
      (world) => world.directory.changesOf.set(WHO.ada, [{ at: START - DAY, what: 'managerChanged' }]),
      false,
    ],
    ['a colleague', WHO.colin, 'manager', () => undefined, false],
    ['a duty member', WHO.dan, 'duty', () => undefined, true],
    [
      'a duty member who left the group',
      WHO.dan,
      'duty',
      (world) => world.directory.groups.set(GROUPS.duty, []),
      false,
    ],
    ['a security member', WHO.sam, 'security', () => undefined, true],
    ['a duty member asked as security', WHO.dan, 'security', () => undefined, false],
    [
      'a security member turned guest',
      WHO.sam,
      'security',
      (world) => world.directory.change(WHO.sam, { userType: 'guest' }),
      false,
    ],
  ])('%s', async (_what, id, group, change, stands) => {
    const world = await createWorld();
    await change(world);
    expect(await stillStands(world.deps, SETTINGS, FOR_ADA, group, id)).toBe(stands);
  });

  it.each<readonly [string, 'manager' | 'duty' | 'security']>([
    [WHO.max, 'manager'],
    [WHO.dan, 'duty'],
    [WHO.sam, 'security'],
  ])('nobody who opened or joined the request: %s as %s', async (id, group) => {
    const world = await createWorld();
    const opened = { employee: ADA, openers: [WHO.ada, WHO.colin, id] };
    expect(await stillStands(world.deps, SETTINGS, opened, group, id)).toBe(false);
    expect(world.ports.count('directory.person')).toBe(0);
  });

  it.each(['duty', 'security'] as const)(
    'not the employee themselves, be they %s and named as no opener',
    async (group) => {
      const world = await createWorld();
      world.directory.groups.set(GROUPS[group], [WHO.ada]);
      expect(await stillStands(world.deps, SETTINGS, { employee: ADA, openers: [] }, group, WHO.ada)).toBe(false);
    },
  );
});
