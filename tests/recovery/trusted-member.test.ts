import { chooseApprovers, stillStands } from '../../recovery/approvers';
import { draftRequest } from '../../recovery/draft-request';
import { isHelpdesk } from '../../recovery/helpdesk-reads';
import { isSenior } from '../../recovery/is-senior';
import type { SeenMembership } from '../../recovery/memberships';
import { isTrustedMember, trustedMembers } from '../../recovery/trusted-member';
import { createWorld, type World } from '../support/domain-world';
import { DAY, MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { GROUPS, samplePerson, SETTINGS, WHO } from '../support/sample-people';

const HOUR = 60 * MINUTE;

type Group = keyof typeof GROUPS;

/** What was seen of this person in this group. */
async function seen(world: World, group: Group, who: string, row: SeenMembership): Promise<void> {
  await world.memberships.save(TENANT, GROUPS[group], who, row);
}

const joined = (world: World, ago: number): SeenMembership => ({ since: world.clock.now() - ago, baseline: false });

describe('when somebody is in a group', () => {
  const cases: readonly (readonly [string, boolean, (now: number) => SeenMembership])[] = [
    ['was in it at the first look', true, (now) => ({ since: now, baseline: true })],
    ['came seven days ago', true, (now) => ({ since: now - 7 * DAY, baseline: false })],
    ['came a moment less than seven days ago', false, (now) => ({ since: now - 7 * DAY + 1, baseline: false })],
    ['was missed by a look for an hour', true, (now) => ({ since: 0, baseline: true, goneSince: now - HOUR })],
    ['was gone for longer than that', false, (now) => ({ since: 0, baseline: true, goneSince: now - HOUR - 1 })],
    ['is known by a row that does not hold', false, () => 'doesNotHold'],
  ];

  it.each(cases)('whoever %s: counts is %s', async (_who, counts, row) => {
    const world = await createWorld();
    await seen(world, 'security', WHO.sam, row(world.clock.now()));
    expect(await isTrustedMember(world.deps, TENANT, WHO.sam, GROUPS.security)).toBe(counts);
    const members = await trustedMembers(world.deps, TENANT, GROUPS.security);
    expect(members.some(({ id }) => id === WHO.sam)).toBe(counts);
    expect(world.log.events().includes('member.notCounted')).toBe(!counts);
  });

  it('whoever was never seen in it does not count', async () => {
    const world = await createWorld();
    const memberships = { ...world.deps.memberships, of: async () => undefined, all: async () => new Map() };
    const deps = { ...world.deps, memberships };
    expect(await isTrustedMember(deps, TENANT, WHO.sam, GROUPS.security)).toBe(false);
    expect(await trustedMembers(deps, TENANT, GROUPS.security)).toEqual([]);
  });

  it('what cannot be read is no answer', async () => {
    const world = await createWorld();
    const of = () => Promise.reject(new Error('storage is down'));
    const deps = { ...world.deps, memberships: { ...world.deps.memberships, of } };
    await expect(isTrustedMember(deps, TENANT, WHO.sam, GROUPS.security)).rejects.toThrow('storage is down');
  });

  it('the days are those of the tenant’s own policy', async () => {
    const world = await createWorld();
    const policy = { ...world.policy, groupMemberDays: 1 };
    const deps = { ...world.deps, tenants: { find: () => ({ ...SETTINGS, policy }) } };
    await seen(world, 'security', WHO.sam, joined(world, 2 * DAY));
    expect(await isTrustedMember(deps, TENANT, WHO.sam, GROUPS.security)).toBe(true);
  });

  it('it costs one read of Graph, and one of storage for who is in it', async () => {
    const world = await createWorld();
    await isTrustedMember(world.deps, TENANT, WHO.sam, GROUPS.security);
    await isTrustedMember(world.deps, TENANT, WHO.ada, GROUPS.security);
    expect(world.ports.count('directory.isMember')).toBe(2);
    expect(world.ports.count('memberships.of')).toBe(1);
    await trustedMembers(world.deps, TENANT, GROUPS.security);
    expect(world.ports.count('directory.groupMembers')).toBe(1);
    expect(world.ports.count('memberships.all')).toBe(1);
  });
});

describe('when a group is not role-assignable (T16)', () => {
  const strict = (world: World): World['deps'] => ({
    ...world.deps,
    policy: { ...world.policy, groups: { requireRoleAssignable: true } },
  });

  it.each([
    ['the policy does not ask for it: its members count', false],
    ['the policy asks for it: none of them counts', true],
  ])('%s', async (_what, required) => {
    const world = await createWorld();
    world.directory.openGroups.add(GROUPS.security);
    const deps = required ? strict(world) : world.deps;
    expect(await isTrustedMember(deps, TENANT, WHO.sam, GROUPS.security)).toBe(!required);
    expect((await trustedMembers(deps, TENANT, GROUPS.security)).length > 0).toBe(!required);
    expect(await isTrustedMember(deps, TENANT, WHO.helen, GROUPS.helpdesk)).toBe(true);
    expect(world.log.events().includes('group.hasNoSay')).toBe(required);
  });

  it('where it is asked for and cannot be read, that is no answer', async () => {
    const world = await createWorld();
    world.ports.fail('directory.isRoleAssignable', 'throttled');
    await expect(isTrustedMember(strict(world), TENANT, WHO.sam, GROUPS.security)).rejects.toMatchObject({
      code: 'throttled',
    });
    expect(await isTrustedMember(world.deps, TENANT, WHO.sam, GROUPS.security)).toBe(true);
  });
});

describe('when somebody was put into a group yesterday (T27)', () => {
  async function world(group: Group, who: string): Promise<World> {
    const here = await createWorld();
    await seen(here, group, who, joined(here, DAY));
    return here;
  }

  it('of security, they are no senior', async () => {
    const here = await world('security', WHO.sam);
    expect(await isSenior(here.deps, { tenantId: TENANT, presser: WHO.sam })).toBe(false);
    expect(await isSenior(here.deps, { tenantId: TENANT, presser: WHO.sue })).toBe(true);
  });

  it('of the helpdesk, they ask as any colleague does, whatever proof they name, and look at nothing', async () => {
    const here = await world('helpdesk', WHO.helen);
    const proof = { proof: 'proof.callBack', ticket: 'INC1' };
    const input = { tenantId: TENANT, presser: WHO.helen, address: WHO.ada, scenario: 'lostPhone', proof } as const;
    const outcome = await draftRequest(here.deps, input);
    expect(outcome).toMatchObject({ kind: 'draft', draft: { requester: WHO.helen } });
    expect(outcome).not.toHaveProperty('draft.proof');
    expect(await isHelpdesk(here.deps, { tenantId: TENANT, presser: WHO.helen })).toBe(false);
  });

  it.each(['duty', 'security'] as const)(
    'of %s, they are asked for no approval and do not stand for one',
    async (group) => {
      const [first = ''] = (await createWorld()).directory.groups.get(GROUPS[group]) ?? [];
      const here = await world(group, first);
      here.directory.managers.delete(WHO.ada);
      const employee = samplePerson(WHO.ada);
      const question = { tenant: SETTINGS, employee, excluded: [], passedOver: [], dual: true };
      const { slots } = await chooseApprovers(here.deps, question);
      expect(slots.flatMap(({ candidates }) => candidates)).not.toContain(first);
      const vouching = { employee, openers: [] };
      expect(await stillStands(here.deps, SETTINGS, vouching, group, first)).toBe(false);
    },
  );
});
