import { Secret } from '../../platform/secret';
import type { EntryContact, MemberPage } from '../../recovery/contact-directory';
import { contactHash } from '../../recovery/contact-hash';
import type { EffectErrorCode } from '../../recovery/errors';
import { EffectError, RecoveryError } from '../../recovery/errors';
import { createUseNoter } from '../../recovery/note-use';
import { MOST_READS, snapshotContacts } from '../../recovery/snapshot-contacts';
import type { ObjectId } from '../../recovery/terms';
import type { World } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY } from '../support/domain-world';
import { DAY, MINUTE } from '../support/fake-clock';
import { hire } from '../support/hire';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

const ROUND = 5 * MINUTE;
const MAIL: EntryContact = { channel: 'email', address: Secret.of('ada@post.example'), masked: 'a•••@post.example' };

const snapshot = (world: World) => snapshotContacts(world.deps, TENANT);
const uses = (world: World, person: ObjectId) => createUseNoter(world.deps)(TENANT, person);
const rowOf = (world: World, person: ObjectId) => world.contactRoster.rows.get(`${TENANT}|${person}`);
const seen = (world: World, person: ObjectId = WHO.ada) => world.sightings.about(TENANT, person);
const looks = (world: World): number => world.ports.count('methods.list');
const reads = (world: World): number =>
  ['methods.list', 'contactDirectory.entry', 'contactDirectory.members'].reduce(
    (sum, call) => sum + world.ports.count(call),
    0,
  );

type Snapshot = (typeof DEFAULT_POLICY)['contactSnapshot'];
const worldWith = (contactSnapshot: Partial<Snapshot>): Promise<World> =>
  createWorld({ policy: { contactSnapshot: { ...DEFAULT_POLICY.contactSnapshot, ...contactSnapshot } } });

/** A company whose groups are empty, and Ada used the bot. */
async function withAda(contactSnapshot: Partial<Snapshot> = {}): Promise<World> {
  const world = await worldWith(contactSnapshot);
  world.directory.groups.clear();
  await uses(world, WHO.ada);
  return world;
}

/** So many people have used the bot. */
async function crowd(count: number): Promise<{ readonly world: World; readonly people: readonly ObjectId[] }> {
  const world = await worldWith({});
  world.directory.groups.clear();
  const people = await hire(world, count);
  for (const person of people) await uses(world, person);
  return { world, people };
}

describe('when somebody has used the bot', () => {
  it('their contacts are written down as hashes, of methods and of the directory, without a request', async () => {
    const world = await withAda();
    world.contactDirectory.entries.set(WHO.ada, { mails: [MAIL], own: [] });
    await snapshot(world);
    const { contact, directory } = await seen(world);
    expect(contact).toHaveLength(2);
    expect(directory).toEqual([
      {
        value: contactHash(world.deps.keys, MAIL),
        firstSeen: world.clock.now(),
        lastSeen: world.clock.now(),
        baseline: false,
      },
    ]);
    expect(world.keptContacts.rows.size).toBe(0);
  });

  it('they are looked at again a day later, and the first date stays', async () => {
    const world = await withAda();
    const start = world.clock.now();
    await snapshot(world);
    world.clock.advance(DAY - ROUND);
    await snapshot(world);
    expect(looks(world)).toBe(1);
    world.clock.advance(ROUND);
    await snapshot(world);
    expect(looks(world)).toBe(2);
    expect((await seen(world)).contact).toMatchObject([
      { firstSeen: start, lastSeen: start + DAY },
      { firstSeen: start, lastSeen: start + DAY },
    ]);
  });

  it('storage is asked once a day for each of them, not at each press', async () => {
    const world = await worldWith({});
    const noteUse = createUseNoter(world.deps);
    for (let press = 0; press < 3; press += 1) await noteUse(TENANT, WHO.ada);
    expect(world.ports.count('contactRoster.change')).toBe(1);
    world.clock.advance(DAY);
    await noteUse(TENANT, WHO.ada);
    expect(world.ports.count('contactRoster.change')).toBe(2);
  });

  it('a store that does not answer is no reason not to answer them', async () => {
    const world = await worldWith({});
    world.ports.fail('contactRoster.change', 'unavailable');
    await expect(uses(world, WHO.ada)).resolves.toBeUndefined();
    expect(world.log.events()).toContain('contactSnapshot.useNotNoted');
  });
});

describe('when it is asked whose contacts are looked at (T2)', () => {
  const rows: readonly (readonly [string, Partial<Snapshot>, readonly ObjectId[]])[] = [
    ['by default: who used the bot and who is in a group', {}, [WHO.ada, WHO.max]],
    ['groups only', { who: 'groups' }, [WHO.max]],
    ['nobody', { who: 'nobody' }, []],
  ];
  it.each(rows)('%s', async (_name, setting, expected) => {
    const world = await worldWith({ ...setting, groups: ['further'] });
    world.directory.groups.clear();
    world.directory.groups.set('further', [WHO.max]);
    await uses(world, WHO.ada);
    await snapshot(world);
    const looked = [WHO.ada, WHO.max].filter((person) => (rowOf(world, person)?.dueAt ?? 0) > 0);
    expect(looked).toEqual(expected);
    expect(looks(world)).toBe(expected.length);
  });

  it('helpdesk, duty and security are configured already; emergency accounts are never recovered', async () => {
    const world = await worldWith({ who: 'groups' });
    world.directory.groups.clear();
    const groups = [GROUPS.helpdesk, GROUPS.duty, GROUPS.security, GROUPS.breakGlass];
    const people = [WHO.ada, WHO.max, WHO.helen, WHO.colin];
    groups.forEach((group, at) => world.directory.groups.set(group, [people[at] ?? '']));
    await snapshot(world);
    expect(people.map((person) => rowOf(world, person) !== undefined)).toEqual([true, true, true, false]);
  });
});

describe('when there are more people than one run may ask about', () => {
  it('a run keeps to its budget, and the next goes on with those who have waited longest', async () => {
    const { world, people } = await crowd(70);
    // The three groups that are configured are read first, once a day.
    for (const expected of [28, 58, 70, 70]) {
      const before = reads(world);
      await snapshot(world);
      expect(reads(world) - before).toBeLessThanOrEqual(MOST_READS);
      expect(people.filter((person) => (rowOf(world, person)?.dueAt ?? 0) > 0)).toHaveLength(expected);
      world.clock.advance(ROUND);
    }
    expect(looks(world)).toBe(70);
  });

  it('of two instances one has the turn', async () => {
    const { world } = await crowd(70);
    await Promise.all([snapshot(world), snapshot(world)]);
    expect(looks(world)).toBe(28);
  });

  it('a large group is read some pages at a time, within the same budget', async () => {
    const world = await worldWith({ who: 'groups', groups: ['everybody'] });
    world.directory.groups.clear();
    world.directory.groups.set('everybody', [...(await hire(world, 12))]);
    world.contactDirectory.pageSize = 1;
    const reached: number[] = [];
    for (let run = 0; run < 4; run += 1) {
      await snapshot(world);
      reached.push(world.contactRoster.rows.size);
      world.clock.advance(ROUND);
    }
    // Three empty groups come first.
    expect(reached).toEqual([2, 7, 12, 12]);
    expect(world.contactRoster.turns.get(TENANT)).toMatchObject({ wholePassAt: expect.any(Number) });
  });
});

describe('when Graph asks to slow down', () => {
  it('the run ends, nothing is asked until then, and the next one goes on where it stopped', async () => {
    const { world } = await crowd(5);
    const retryAfterMs = 20 * MINUTE;
    const list = jest.spyOn(world.methods, 'list');
    list.mockRejectedValueOnce(new EffectError('throttled', 'slow down', { retryAfterMs }));
    await snapshot(world);
    expect(world.log.events()).toContain('contactSnapshot.stopped');
    expect(list).toHaveBeenCalledTimes(1);
    world.clock.advance(retryAfterMs - 1);
    await snapshot(world);
    expect(list).toHaveBeenCalledTimes(1);
    world.clock.advance(1);
    await snapshot(world);
    expect(list).toHaveBeenCalledTimes(6);
  });

  it('pages of a group that were read are not read again', async () => {
    const world = await worldWith({ who: 'groups', groups: ['further'] });
    world.directory.groups.clear();
    world.directory.groups.set('further', [WHO.ada, WHO.max]);
    world.contactDirectory.pageSize = 1;
    const members = jest.spyOn(world.contactDirectory, 'members');
    const throttled = () => Promise.reject(new EffectError('throttled', 'slow down'));
    members.mockImplementation(async (_tenant, group, after) => {
      if (group !== 'further') return { ids: [] };
      return after === undefined ? { ids: [WHO.ada], after: '1' } : throttled();
    });
    await snapshot(world);
    members.mockImplementation(async () => ({ ids: [WHO.max] }));
    world.clock.advance(ROUND);
    await snapshot(world);
    expect(members.mock.calls.slice(-1)).toEqual([[TENANT, 'further', '1']]);
    expect([WHO.ada, WHO.max].every((person) => rowOf(world, person) !== undefined)).toBe(true);
  });

  const alone: readonly (readonly [string, Error])[] = [
    ['an answer that nobody can read', new EffectError('rejected', 'another shape')],
    ['an account that is out of our reach', new EffectError('forbidden', 'restricted')],
    ['a row about them of a newer version', new RecoveryError('newer', 'of tomorrow')],
    ['a row about them that does not hold', new RecoveryError('integrity', 'forged')],
  ];
  it.each(alone)('%s holds up nobody else', async (_name, error) => {
    const { world } = await crowd(3);
    jest.spyOn(world.methods, 'list').mockRejectedValueOnce(error);
    await snapshot(world);
    expect(looks(world)).toBe(3);
    world.clock.advance(ROUND);
    await snapshot(world);
    expect(looks(world)).toBe(3);
  });

  it('half a look is none', async () => {
    const world = await withAda();
    world.ports.fail('contactDirectory.entry', 'timeout');
    await snapshot(world);
    expect((await seen(world)).contact).toEqual([]);
  });
});

describe('when a group says no', () => {
  /** `further` answers by this script, page by page, and then for ever as at its end. */
  async function scripted(answers: readonly (() => Promise<MemberPage>)[]) {
    const world = await worldWith({ who: 'groups', groups: ['further', 'last'] });
    world.directory.groups.clear();
    world.directory.groups.set('last', [WHO.max]);
    const rest = [...answers];
    jest.spyOn(world.contactDirectory, 'members').mockImplementation(async (_tenant, group) => {
      if (group === 'last') return { ids: [WHO.max] };
      if (group !== 'further') return { ids: [] };
      const answer = rest.length > 1 ? rest.shift() : rest[0];
      return answer === undefined ? { ids: [] } : answer();
    });
    for (let run = 0; run < 3; run += 1) {
      await snapshot(world);
      world.clock.advance(ROUND);
    }
    return world;
  }
  const page = (ids: readonly ObjectId[], after?: string) => async (): Promise<MemberPage> => ({
    ids,
    ...(after !== undefined && { after }),
  });
  const no = (code: EffectErrorCode) => () => Promise.reject(new EffectError(code, 'no'));

  const rows: readonly (readonly [string, readonly (() => Promise<MemberPage>)[], boolean])[] = [
    ['it is hidden from us', [no('forbidden')], false],
    ['nobody can read its answer', [no('rejected')], false],
    ['it is gone', [no('notFound')], true],
    ['its link ran out once', [page([], 'a'), no('rejected'), page([], 'b'), page([])], true],
    ['its links are never accepted', [page([], 'a'), no('rejected'), page([], 'b'), no('rejected')], false],
  ];
  it.each(rows)('%s: the others are read; as if all had been read: %s', async (_name, answers, whole) => {
    const world = await scripted(answers);
    expect(rowOf(world, WHO.max)).toBeDefined();
    expect(world.contactRoster.turns.get(TENANT)?.pass).toBeUndefined();
    expect(world.contactRoster.turns.get(TENANT)?.wholePassAt !== undefined).toBe(whole);
  });
});

describe('when somebody is on the list without a reason any more', () => {
  const forgetDays = DEFAULT_POLICY.contactSnapshot.forgetDays;

  const leavers: readonly (readonly [string, (world: World) => World])[] = [
    [
      'left the directory',
      (world) => {
        world.directory.people.delete(WHO.ada);
        return world;
      },
    ],
    [
      'the policy means nobody any more',
      (world) => {
        const contactSnapshot = { ...DEFAULT_POLICY.contactSnapshot, who: 'nobody' } as const;
        return { ...world, deps: { ...world.deps, policy: { ...world.policy, contactSnapshot } } };
      },
    ],
  ];
  it.each(leavers)('%s: after the stated time their hashes go, and they do', async (_name, leave) => {
    const before = await withAda();
    await snapshot(before);
    const world = leave(before);
    world.clock.advance(DAY);
    await snapshot(world);
    const looked = looks(world);
    world.clock.advance(forgetDays * DAY - ROUND);
    await snapshot(world);
    expect((await seen(world)).contact).toHaveLength(2);
    world.clock.advance(ROUND);
    await snapshot(world);
    expect((await seen(world)).contact).toEqual([]);
    expect(rowOf(world, WHO.ada)).toBeUndefined();
    expect(looks(world)).toBe(looked);
  });

  it('left the group: only once all groups were read without them', async () => {
    const world = await worldWith({ groups: ['further'] });
    world.directory.groups.clear();
    world.directory.groups.set('further', [WHO.max]);
    await snapshot(world);
    world.directory.groups.set('further', []);
    const members = jest.spyOn(world.contactDirectory, 'members');
    members.mockRejectedValue(new EffectError('rejected', 'unreadable'));
    world.clock.advance(DAY);
    await snapshot(world);
    expect(rowOf(world, WHO.max)).not.toHaveProperty('leftAt');
    members.mockRestore();
    world.clock.advance(DAY);
    await snapshot(world);
    expect(rowOf(world, WHO.max)).toMatchObject({ leftAt: world.clock.now() });
  });

  it('what a request has seen of them since stays, and who comes back stays', async () => {
    const world = await withAda();
    await snapshot(world);
    world.directory.people.delete(WHO.ada);
    world.clock.advance(DAY);
    await snapshot(world);
    const { contact } = await seen(world);
    const [kept] = contact;
    world.clock.advance(DAY);
    await world.sightings.record(TENANT, WHO.ada, 'contact', kept?.value ?? '', world.clock.now(), false);
    world.clock.advance(forgetDays * DAY);
    await snapshot(world);
    expect((await seen(world)).contact).toHaveLength(1);
    await uses(world, WHO.ada);
    expect(rowOf(world, WHO.ada)).toEqual({ used: true, dueAt: 0 });
  });

  it('who comes back in time loses nothing', async () => {
    const world = await withAda({ who: 'usersAndGroups' });
    await snapshot(world);
    const ada = world.directory.people.get(WHO.ada);
    world.directory.people.delete(WHO.ada);
    world.clock.advance(DAY);
    await snapshot(world);
    expect(rowOf(world, WHO.ada)).toMatchObject({ leftAt: world.clock.now() });
    if (ada !== undefined) world.directory.people.set(WHO.ada, ada);
    await uses(world, WHO.ada);
    world.clock.advance(forgetDays * DAY);
    await snapshot(world);
    expect((await seen(world)).contact).toHaveLength(2);
    expect(rowOf(world, WHO.ada)).not.toHaveProperty('leftAt');
  });
});
