import { EffectError } from '../../recovery/errors';
import type { PolicyTier } from '../../recovery/policy-tier';
import { approve, codeOf, expectSoundness, open, reveal, shown, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { WHO } from '../support/sample-people';

const BOARD_GROUP = 'board-group';
const BOARD: PolicyTier = {
  name: 'board',
  groupIds: ['other-group', BOARD_GROUP],
  overrides: { approval: 'dualApproval', secureOn: { lostPhone: 'approval' }, passLifetimeMinutes: 15 },
};
const STAFF: PolicyTier = {
  name: 'staff',
  groupIds: ['staff-group'],
  overrides: { timers: { expireMinutes: 60, releaseCodeMinutes: 5, linkMinutes: 3 } },
};

async function worldWith(tiers: readonly PolicyTier[], groups: readonly string[]): Promise<World> {
  const world = await createWorld({ policy: { tiers } });
  for (const group of groups) world.directory.groups.set(group, [WHO.ada]);
  return world;
}

const tierReason = ({
  reasons,
}: {
  readonly reasons: readonly { readonly rule: string; readonly outcome: string }[];
}) => reasons.filter(({ rule }) => rule === 'policy.tier').map(({ outcome }) => outcome);

describe('when the policy has no tiers', () => {
  it('reads no group for them and records nothing', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const { request } = await newest(world);
    expect(request).not.toHaveProperty('tiers');
    expect(tierReason(request)).toEqual([]);
  });
});

describe('when an employee is in a tier', () => {
  it('it takes two people, and the request says why', async () => {
    const world = await worldWith([BOARD, STAFF], [BOARD_GROUP]);
    const request = await waitingForApproval(world);
    expect(request).toMatchObject({ route: 'dualApproval', tiers: ['board'] });
    expect(request.slots.map(({ group }) => group)).toEqual(['manager', 'security']);
    expect(tierReason(request)).toEqual(['raised']);
  });

  it('the decision goes by it: when methods go, and how long the pass lives', async () => {
    const world = await worldWith([BOARD], [BOARD_GROUP]);
    await waitingForApproval(world);
    await approve(world);
    await approve(world, { presser: WHO.sam }, 2);
    const { decided } = await newestIn(world, 'approved');
    expect(decided).toMatchObject({ secureOn: 'approval', lifetimeInMinutes: 15 });
    await work(world);
    expect(world.account.story()).toContain('issue 480');
    await expectSoundness(world);
  });

  it('its times hold, for codes too', async () => {
    const world = await worldWith([STAFF], ['staff-group']);
    const request = await waitingForApproval(world);
    expect(request.expiresAt - request.openedAt).toBe(60 * MINUTE);
    await approve(world);
    const { decided } = await newestIn(world, 'approved');
    expect(decided.code.deadline - decided.at).toBe(5 * MINUTE);
    await pass(world, 6 * MINUTE);
    expect(codeOf(await reveal(world))).toBe('codeExpired');
  });

  it('ends unanswered by the clock of the tier', async () => {
    const world = await worldWith([STAFF], ['staff-group']);
    await waitingForApproval(world);
    await pass(world, 61 * MINUTE);
    expect((await newest(world)).request.state).toBe('expired');
  });

  it('others go by the policy itself', async () => {
    const world = await worldWith([BOARD, STAFF], []);
    const request = await waitingForApproval(world);
    expect(request).toMatchObject({ route: 'approval', tiers: [] });
    expect(tierReason(request)).toEqual(['ok']);
    await approve(world);
    expect(shown(await reveal(world)).kind).toBe('shown');
  });
});

describe('when it cannot be read whether somebody is in a tier', () => {
  it('every tier that cannot be ruled out counts, and the reason says so', async () => {
    const world = await worldWith([BOARD, STAFF], ['staff-group']);
    const isMember = world.directory.isMember.bind(world.directory);
    jest
      .spyOn(world.directory, 'isMember')
      .mockImplementation((tenantId, id, group) =>
        group === BOARD_GROUP
          ? Promise.reject(new EffectError('throttled', 'scripted'))
          : isMember(tenantId, id, group),
      );
    const request = await waitingForApproval(world);
    expect(request).toMatchObject({ route: 'dualApproval', tiers: ['board', 'staff'] });
    expect(request.reasons.find(({ rule }) => rule === 'policy.tier')).toMatchObject({
      outcome: 'unknown',
      sentence: 'Not every group of the policy’s tiers could be read, so these count: “board”, “staff”.',
    });
    expect(request.expiresAt - request.openedAt).toBe(60 * MINUTE);
  });
});

describe('when somebody joins a tier while their request waits', () => {
  it('the approval asks for the second person, and nothing is approved before', async () => {
    const world = await worldWith([BOARD], []);
    await waitingForApproval(world);
    world.directory.groups.set(BOARD_GROUP, [WHO.ada]);
    await approve(world);
    const { request } = await newest(world);
    expect(request).toMatchObject({ state: 'awaitingApproval', route: 'dualApproval' });
    expect(request.slots.every(({ approval }) => approval === undefined)).toBe(true);
    await approve(world, {}, 1);
    await approve(world, { presser: WHO.sam }, 2);
    expect((await newestIn(world, 'approved')).tiers).toEqual(['board']);
    await expectSoundness(world);
  });
});

describe('when the policy allows no pass in Teams', () => {
  it('is not opened for this chat, and for the one contact that is left without a choice', async () => {
    const world = await createWorld({ policy: { delivery: ['email'] } });
    expect(codeOf(await open(world, {}, { delivery: 'teams' }))).toBe('deliveryNotPossible');
    world.clock.advance(8 * 24 * 60 * MINUTE);
    await open(world);
    expect((await newest(world)).request.delivery).toMatchObject({ place: 'link', channel: 'email' });
  });
});
