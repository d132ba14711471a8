import type { Notice } from '../../recovery/notices';
import { tellAll, tellPeople } from '../../recovery/tell-people';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { START } from '../support/fake-clock';
import { awaiting, OTHER_TENANT, person } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { GROUPS, samplePerson, WHO } from '../support/sample-people';

const REQUEST = awaiting({ employee: WHO.ada });
const OUTSIDE: Notice = { notice: 'approved', who: WHO.ada, channel: 'outside' };
const SECURITY: Notice = { notice: 'incident', who: 'group:security', channel: 'teams' };
const MAX: Notice = { notice: 'completed', who: WHO.max, channel: 'teams' };

const ok = async (world: World, notice: Notice, request = REQUEST): Promise<boolean> =>
  (await tellPeople(world.deps, notice, request)).ok;

describe('when one person is told', () => {
  it('the event says who, how, what and whether', async () => {
    const world = await createWorld();
    expect(await tellPeople(world.deps, MAX, REQUEST)).toEqual({
      type: 'notified',
      at: START,
      by: { kind: 'system' },
      who: WHO.max,
      channel: 'teams',
      notice: 'completed',
      ok: true,
    });
    expect(world.cards.told('completed')).toEqual([WHO.max]);
  });

  it('who cannot be reached is recorded as not told', async () => {
    const world = await createWorld();
    world.cards.unreachable.add(WHO.max);
    expect(await ok(world, MAX)).toBe(false);
  });

  it('a channel that fails is logged and stops nothing', async () => {
    const world = await createWorld();
    world.ports.fail('cards.notify', 'throttled');
    expect(await ok(world, MAX)).toBe(false);
    expect(world.log.events()).toEqual(['notice.failed']);
  });

  it('what was not to begin any more is no failed try: it is told in the next look', async () => {
    const world = await createWorld();
    world.ports.fail('cards.notify', 'queued');
    await expect(tellPeople(world.deps, MAX, REQUEST)).rejects.toMatchObject({ code: 'queued' });
  });

  it('a mistake of ours is not hidden', async () => {
    const world = await createWorld();
    const deps = { ...world.deps, cards: { ...world.deps.cards, notify: () => Promise.reject(new TypeError('oops')) } };
    await expect(tellPeople(deps, MAX, REQUEST)).rejects.toThrow('oops');
  });
});

describe('when several are told at once', () => {
  const failing = (world: World, who: string) => ({
    ...world.deps,
    cards: {
      ...world.deps.cards,
      notify: (person: string) => (person === who ? Promise.reject(new TypeError('oops')) : Promise.resolve(true)),
    },
  });
  const both = [MAX, { ...MAX, who: WHO.ada }];

  it('each has an event, in their order', async () => {
    const world = await createWorld();
    const told = await tellAll(world.deps, both, REQUEST);
    expect(told.map(({ who, ok }) => [who, ok])).toEqual([
      [WHO.max, true],
      [WHO.ada, true],
    ]);
  });

  it('a mistake of ours with one of them leaves the events of the others', async () => {
    const world = await createWorld();
    const told = await tellAll(failing(world, WHO.max), both, REQUEST);
    expect(told.map(({ who }) => who)).toEqual([WHO.ada]);
  });

  it('and is not hidden where there are no others', async () => {
    const world = await createWorld();
    await expect(tellAll(failing(world, WHO.max), [MAX], REQUEST)).rejects.toThrow('oops');
  });
});

describe('when a group is told', () => {
  it.each([
    [SECURITY, [WHO.sam, WHO.sue]],
    [{ ...SECURITY, who: 'group:helpdesk' }, [WHO.helen]],
  ])('%j', async (notice, people) => {
    const world = await createWorld();
    expect(await ok(world, notice)).toBe(true);
    expect(world.cards.told('incident')).toEqual(people);
  });

  it('five of them at most; one who cannot be told stops no other', async () => {
    const world = await createWorld();
    const many = Array.from({ length: 9 }, (_one, at) => person(50 + at));
    for (const id of many) world.directory.people.set(id, samplePerson(id));
    world.directory.groups.set(GROUPS.security, many);
    world.ports.fail('cards.notify', 'unavailable', { times: 1 });
    expect(await ok(world, SECURITY)).toBe(true);
    expect(world.cards.told('incident')).toEqual(many.slice(1, 5));
  });

  it.each<readonly [string, (world: World) => unknown]>([
    ['nobody is in it', (world) => world.directory.groups.set(GROUPS.security, [])],
    ['it cannot be read', (world) => world.ports.fail('directory.groupMembers', 'forbidden')],
  ])('%s: not told, and said so', async (_what, change) => {
    const world = await createWorld();
    change(world);
    expect(await ok(world, SECURITY)).toBe(false);
  });

  it('a tenant that is not served any more tells nobody', async () => {
    const world = await createWorld();
    expect(await ok(world, SECURITY, { ...REQUEST, tenantId: OTHER_TENANT })).toBe(false);
  });
});

describe('when the employee is told outside Teams', () => {
  it('every contact that stood long enough and is not on the lost device', async () => {
    const world = await createWorld({ methods: ['password', 'mobilePhone', 'alternateMobilePhone', 'email'] });
    expect(await ok(world, OUTSIDE)).toBe(true);
    expect(world.outOfBand.notices).toEqual([
      { to: method('alternateMobilePhone').id, notice: 'approved' },
      { to: method('email').id, notice: 'approved' },
    ]);
  });

  it('one channel that fails stops no other', async () => {
    const world = await createWorld({ methods: ['password', 'alternateMobilePhone', 'email'] });
    world.ports.fail('outOfBand.sendNotice', 'throttled', { times: 1 });
    expect(await ok(world, OUTSIDE)).toBe(true);
    expect(world.outOfBand.notices).toHaveLength(1);
  });

  it.each<readonly [string, (world: World) => unknown]>([
    ['there is none', (world) => (world.account.methods = [method('password'), method('mobilePhone')])],
    ['all are fresh', (world) => (world.account.methods = [method('email', 'new', START)])],
    ['they cannot be read', (world) => world.ports.fail('methods.list', 'timeout')],
  ])('%s: not told, and said so', async (_what, change) => {
    const world = await createWorld();
    change(world);
    expect(await ok(world, OUTSIDE)).toBe(false);
    expect(world.outOfBand.notices).toEqual([]);
  });
});
