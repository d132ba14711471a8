import { RecoveryError } from '../../recovery/errors';
import type { SeenMembership } from '../../recovery/memberships';
import { beginNoting, noteMembers } from '../../recovery/note-members';
import { watchGroups } from '../../recovery/standstill';
import { isTrustedMember } from '../../recovery/trusted-member';
import { createWorld, type World } from '../support/domain-world';
import { DAY, MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

const HOUR = 60 * MINUTE;
const { security: GROUP } = GROUPS;

/** A world that has never looked at a group. */
async function newWorld() {
  const world = await createWorld();
  const rows = new Map<string, SeenMembership>();
  const saves: string[] = [];
  const of = (groupId: string) =>
    new Map(
      [...rows].flatMap(([key, row]) =>
        key.startsWith(groupId) ? [[key.slice(groupId.length + 1), row] as const] : [],
      ),
    );
  const memberships = {
    of: async (_tenant: string, groupId: string, id: string) => of(groupId).get(id),
    all: async (_tenant: string, groupId: string) => of(groupId),
    save: async (_tenant: string, groupId: string, id: string, row: SeenMembership) => {
      saves.push(id);
      rows.set(`${groupId}|${id}`, row);
    },
  };
  const deps = { ...world.deps, memberships };
  return { ...world, deps, rows, saves };
}

const look = async ({ deps }: { readonly deps: World['deps'] }): Promise<void> => {
  await noteMembers(deps, TENANT, GROUP, await deps.directory.groupMembers(TENANT, GROUP));
};
const counts = ({ deps }: { readonly deps: World['deps'] }, who: string) => isTrustedMember(deps, TENANT, who, GROUP);
const join = ({ directory }: Pick<World, 'directory'>, who: string) =>
  directory.groups.set(GROUP, [...(directory.groups.get(GROUP) ?? []), who]);
const leave = ({ directory }: Pick<World, 'directory'>, who: string) =>
  directory.groups.set(
    GROUP,
    (directory.groups.get(GROUP) ?? []).filter((id) => id !== who),
  );

describe('when a group is looked at for the first time', () => {
  it('whoever is in it counts from that moment on', async () => {
    const world = await newWorld();
    expect(await counts(world, WHO.sam)).toBe(false);
    await look(world);
    expect(await counts(world, WHO.sam)).toBe(true);
  });

  it('a look that was cut short is gone on with', async () => {
    const world = await newWorld();
    await noteMembers(world.deps, TENANT, GROUP, [{ id: WHO.sue }]);
    world.clock.advance(HOUR - 1);
    await look(world);
    expect(await counts(world, WHO.sam)).toBe(true);
  });

  it('nothing is written at the next look, where nothing changed', async () => {
    const world = await newWorld();
    await look(world);
    const before = world.saves.length;
    world.clock.advance(5 * MINUTE);
    await look(world);
    expect(world.saves).toHaveLength(before);
  });
});

describe('when somebody comes into a group later', () => {
  it('they count seven days after they were seen first', async () => {
    const world = await newWorld();
    await look(world);
    world.clock.advance(HOUR);
    join(world, WHO.helen);
    expect(await counts(world, WHO.helen)).toBe(false);
    await look(world);
    world.clock.advance(7 * DAY - 1);
    expect(await counts(world, WHO.helen)).toBe(false);
    world.clock.advance(1);
    expect(await counts(world, WHO.helen)).toBe(true);
  });
});

describe('when somebody leaves a group and comes back', () => {
  it('they begin anew after an hour', async () => {
    const world = await newWorld();
    await look(world);
    leave(world, WHO.sam);
    await look(world);
    world.clock.advance(HOUR + 1);
    join(world, WHO.sam);
    expect(await counts(world, WHO.sam)).toBe(false);
    await look(world);
    expect(await counts(world, WHO.sam)).toBe(false);
    world.clock.advance(7 * DAY);
    expect(await counts(world, WHO.sam)).toBe(true);
  });

  it('one look that missed them costs them nothing', async () => {
    const world = await newWorld();
    await look(world);
    leave(world, WHO.sam);
    await look(world);
    world.clock.advance(10 * MINUTE);
    join(world, WHO.sam);
    await look(world);
    world.clock.advance(DAY);
    expect(await counts(world, WHO.sam)).toBe(true);
  });

  it('days without a look cost nobody anything', async () => {
    const world = await newWorld();
    await look(world);
    world.clock.advance(30 * DAY);
    await look(world);
    expect(await counts(world, WHO.sam)).toBe(true);
  });
});

describe('when the directory’s log says when somebody was put into a group (T27)', () => {
  const added = (world: World, who: string, ago: number): void => {
    world.directory.added.push({ groupId: GROUP, person: who, at: world.clock.now() - ago });
  };
  const watch = ({ deps }: { readonly deps: World['deps'] }) => watchGroups(deps, TENANT);

  it('whoever was in it at the first look, and came three days before, counts four days later', async () => {
    const world = await newWorld();
    added(world, WHO.sam, 3 * DAY);
    await beginNoting(world.deps, TENANT);
    expect([await counts(world, WHO.sam), await counts(world, WHO.sue)]).toEqual([false, true]);
    world.clock.advance(4 * DAY - 1);
    await watch(world);
    expect(await counts(world, WHO.sam)).toBe(false);
    world.clock.advance(1);
    expect(await counts(world, WHO.sam)).toBe(true);
  });

  it('whoever was taken out and put back between two looks begins anew', async () => {
    const world = await newWorld();
    await watch(world);
    world.clock.advance(20 * DAY);
    added(world, WHO.sam, 2 * MINUTE);
    await watch(world);
    expect([await counts(world, WHO.sam), await counts(world, WHO.sue)]).toEqual([false, true]);
  });

  it('where all that was seen was taken away, it still says who is new', async () => {
    const world = await newWorld();
    await watch(world);
    world.clock.advance(20 * DAY);
    join(world, WHO.helen);
    added(world, WHO.helen, HOUR);
    world.rows.clear();
    await watch(world);
    expect([await counts(world, WHO.helen), await counts(world, WHO.sue)]).toEqual([false, true]);
  });

  it('it makes nobody older than they were seen, and an addition of long ago changes nothing', async () => {
    const world = await newWorld();
    await watch(world);
    world.clock.advance(2 * HOUR);
    join(world, WHO.helen);
    added(world, WHO.helen, 6 * DAY);
    added(world, WHO.sam, 8 * DAY);
    await watch(world);
    expect(world.rows.get(`${GROUP}|${WHO.helen}`)).toEqual({ since: world.clock.now(), baseline: false });
    expect(await counts(world, WHO.sam)).toBe(true);
  });

  it('another group’s additions are none of this one’s', async () => {
    const world = await newWorld();
    world.directory.added.push({ groupId: GROUPS.helpdesk, person: WHO.sam, at: world.clock.now() });
    await watch(world);
    expect(await counts(world, WHO.sam)).toBe(true);
  });

  it('where it does not reach back far enough, a first look takes nobody for older than it reaches', async () => {
    const world = await newWorld();
    world.directory.logFrom = world.clock.now() - DAY;
    await beginNoting(world.deps, TENANT);
    expect(world.log.events()).toContain('members.logCutOff');
    expect(await counts(world, WHO.sam)).toBe(false);
    world.clock.advance(6 * DAY);
    expect(await counts(world, WHO.sam)).toBe(true);
  });

  it.each([
    ['there is no licence', 'unlicensed', false],
    ['it cannot be read', 'throttled', true],
  ] as const)('where %s what was seen here decides alone', async (_why, code, said) => {
    const world = await newWorld();
    added(world, WHO.sam, DAY);
    world.ports.fail('directory.additions', code);
    await watch(world);
    expect(await counts(world, WHO.sam)).toBe(true);
    expect(world.log.events().includes('members.logUnread')).toBe(said);
    world.ports.heal();
    await watch(world);
    expect(await counts(world, WHO.sam)).toBe(false);
  });

  it('one look asks it once for all groups, and a press never', async () => {
    const world = await newWorld();
    await watch(world);
    await counts(world, WHO.sam);
    expect(world.ports.count('directory.additions')).toBe(1);
  });
});

describe('when somebody wrote to storage', () => {
  it('a row that does not hold makes nobody count, and security hears of it', async () => {
    const world = await newWorld();
    await look(world);
    world.rows.set(`${GROUP}|${WHO.sam}`, 'doesNotHold');
    await look(world);
    expect(await counts(world, WHO.sam)).toBe(false);
    expect(await counts(world, WHO.sue)).toBe(true);
    expect(world.cards.alarms).toEqual([WHO.sam, WHO.sue]);
    world.clock.advance(7 * DAY);
    expect(await counts(world, WHO.sam)).toBe(true);
  });

  it('a first look that was taken away is not had again', async () => {
    const world = await newWorld();
    await look(world);
    world.clock.advance(DAY);
    world.rows.delete(`${GROUP}|first-look`);
    join(world, WHO.helen);
    await look(world);
    expect(await counts(world, WHO.helen)).toBe(false);
    expect(await counts(world, WHO.sam)).toBe(true);
  });
});

describe('when the product starts', () => {
  it('looks at each group once, and never again at a start', async () => {
    const world = await newWorld();
    await beginNoting(world.deps, TENANT);
    expect(world.ports.count('directory.groupMembers')).toBe(3);
    for (const [who, group] of [
      [WHO.helen, GROUPS.helpdesk],
      [WHO.sam, GROUPS.security],
    ] as const) {
      expect(await isTrustedMember(world.deps, TENANT, who, group)).toBe(true);
    }
    await beginNoting(world.deps, TENANT);
    expect(world.ports.count('directory.groupMembers')).toBe(3);
  });

  it('a group that cannot be read stands in the way of no other, and of no start', async () => {
    const world = await newWorld();
    const { directory } = world.deps;
    const groupMembers: typeof directory.groupMembers = (tenantId, groupId) =>
      groupId === GROUPS.helpdesk
        ? Promise.reject(new RecoveryError('conflict', 'not now'))
        : directory.groupMembers(tenantId, groupId);
    await beginNoting(
      { ...world.deps, directory: { ...directory, additions: async () => ({ entries: [], since: 0 }), groupMembers } },
      TENANT,
    );
    expect(await counts(world, WHO.sam)).toBe(true);
    expect(world.log.events()).toContain('members.unknown');
  });

  it('looks at the groups every few minutes from then on', async () => {
    const world = await newWorld();
    await beginNoting(world.deps, TENANT);
    world.clock.advance(2 * HOUR);
    join(world, WHO.helen);
    await watchGroups(world.deps, TENANT);
    expect(world.rows.get(`${GROUP}|${WHO.helen}`)).toEqual({ since: world.clock.now(), baseline: false });
  });
});
