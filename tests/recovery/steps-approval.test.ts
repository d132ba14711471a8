import { approve, codeOf, expectSoundness, open, reveal, story, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { HOUR, MINUTE } from '../support/fake-clock';
import { GROUPS, WHO } from '../support/sample-people';

const candidates = async (world: World): Promise<readonly (readonly string[])[]> =>
  (await newest(world)).request.slots.map((slot) => slot.candidates);

async function forTwo(change: (world: World) => unknown = () => undefined): Promise<World> {
  const world = await createWorld();
  world.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: [] });
  change(world);
  await waitingForApproval(world);
  return world;
}

describe('when cards are delivered', () => {
  it('whose card arrived is recorded, once', async () => {
    const world = await forTwo();
    await work(world);
    expect((await story(world)).filter((type) => type === 'approverAsked')).toHaveLength(3);
    const [first, second] = (await newest(world)).request.slots;
    expect([first?.asked, second?.asked]).toEqual([[WHO.max], [WHO.sam, WHO.sue]]);
  });

  it('a manager who cannot be reached: the next level is asked', async () => {
    const world = await createWorld();
    world.cards.unreachable.add(WHO.max);
    await waitingForApproval(world);
    // The contact outside Teams is told while others are looked for; then the manager who is asked, and the helpdesk.
    const asked = ['opened', 'approverUnreachable', 'notified', 'approversReplaced', 'approverAsked'];
    expect(await story(world)).toEqual([...asked, 'notified', 'notified']);
    expect(world.outOfBand.mails).toEqual([{ to: 'mona@contoso.example', notice: 'opened', about: 'ada' }]);
    expect(await candidates(world)).toEqual([[WHO.mona]]);
    expect(world.cards.told('unreached')).toEqual([WHO.helen]);
    expect(codeOf(await approve(world, { presser: WHO.mona }))).toBe('done');
    await expectSoundness(world);
  });

  it('nobody in the chain can be reached: the stand-ins are asked, and the helpdesk is told once', async () => {
    const world = await createWorld();
    for (const id of [WHO.max, WHO.mona, WHO.olga]) world.cards.unreachable.add(id);
    await waitingForApproval(world);
    expect(world.cards.told('unreached')).toEqual([WHO.helen]);
    await pass(world, 10 * MINUTE);
    expect(world.cards.told('unreached')).toEqual([WHO.helen]);
    expect(await candidates(world)).toEqual([
      [WHO.dan, WHO.dora],
      [WHO.sam, WHO.sue],
    ]);
  });

  it('one of a group who cannot be reached is left out, nobody is asked anew', async () => {
    const world = await forTwo((one) => one.cards.unreachable.add(WHO.sam));
    expect(await candidates(world)).toEqual([[WHO.max], [WHO.sue]]);
    expect((await newest(world)).request.round).toBe(1);
  });

  it('the manager of two cannot be reached: the next level, and security still', async () => {
    const world = await forTwo((one) => one.cards.unreachable.add(WHO.max));
    expect(await candidates(world)).toEqual([[WHO.mona], [WHO.sam, WHO.sue]]);
  });

  it('whoever has approved keeps their word, also when they cannot be written to any more', async () => {
    const world = await forTwo();
    await work(world);
    await approve(world);
    world.cards.unreachable.add(WHO.max);
    await work(world);
    await approve(world, { presser: WHO.sam }, 2);
    expect(await story(world)).not.toContain('approverUnreachable');
    expect(codeOf(await reveal(world))).toBe('shown');
  });

  it('nobody at all can be reached: held, never approved', async () => {
    const world = await createWorld();
    for (const id of Object.values(WHO)) world.cards.unreachable.add(id);
    await waitingForApproval(world);
    expect((await newestIn(world, 'held')).held.reason).toBe('noApprover');
    for (const id of Object.values(WHO)) world.cards.unreachable.delete(id);
    await pass(world, 6 * MINUTE);
    expect(world.cards.told('unreached')).toEqual([WHO.helen]);
  });

  it('a directory that is away while others are looked for is asked again', async () => {
    const world = await createWorld();
    world.cards.unreachable.add(WHO.max);
    await open(world);
    world.ports.fail('directory.person', 'unavailable', { times: 2 });
    await pass(world, MINUTE);
    expect(await candidates(world)).toEqual([[WHO.mona]]);
  });

  it('Teams away: the cards are drawn later', async () => {
    const world = await createWorld();
    await open(world);
    world.ports.fail('cards.project', 'unavailable', { times: 1 });
    expect(await work(world)).toEqual({ againMs: 15_000 });
    expect(await story(world)).not.toContain('approverAsked');
    await work(world);
    expect(await story(world)).toContain('approverAsked');
  });
});

describe('when nobody answers for half an hour', () => {
  it('the next level joins the manager, in the same round', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await pass(world, 31 * MINUTE);
    expect(await candidates(world)).toEqual([[WHO.max, WHO.mona]]);
    await pass(world, 60 * MINUTE);
    expect((await story(world)).filter((type) => type === 'escalated')).toHaveLength(1);
  });

  it('with two approvers only the manager’s slot widens', async () => {
    const world = await forTwo();
    await pass(world, 31 * MINUTE);
    expect(await candidates(world)).toEqual([
      [WHO.max, WHO.mona],
      [WHO.sam, WHO.sue],
    ]);
  });

  it('a slot that is signed stays as it is', async () => {
    const world = await forTwo();
    await approve(world);
    await pass(world, 31 * MINUTE);
    expect(await candidates(world)).toEqual([[WHO.max], [WHO.sam, WHO.sue]]);
  });

  it('where nobody is above, it stays as it is; others are never mixed in', async () => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.max);
    await waitingForApproval(world);
    await pass(world, 31 * MINUTE);
    expect(await candidates(world)).toEqual([[WHO.max]]);
    expect(await story(world)).toContain('escalated');
  });

  it('stand-ins stay as they are', async () => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.ada);
    await waitingForApproval(world);
    await pass(world, 31 * MINUTE);
    expect(await candidates(world)).toEqual([
      [WHO.dan, WHO.dora],
      [WHO.sam, WHO.sue],
    ]);
  });
});

describe('when time is up', () => {
  it('it expires, whatever is half done, and nothing was touched', async () => {
    const world = await forTwo();
    await approve(world);
    await pass(world, 4 * HOUR);
    await work(world);
    expect((await newest(world)).request.state).toBe('expired');
    expect(codeOf(await approve(world, { presser: WHO.sam, matchNumber: '000' }))).toBe('alreadyDecided');
    expect(world.account.story()).toEqual([]);
  });

  it('an approval that nobody used expires as well', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await approve(world);
    await pass(world, 4 * HOUR + MINUTE);
    expect((await newest(world)).request.state).toBe('expired');
    expect(world.cards.told('denied')).toEqual([WHO.ada]);
    expect(world.account.story()).toEqual([]);
  });

  it('security left alone in a group of one still stands beside the next level', async () => {
    const world = await forTwo((one) => one.directory.groups.set(GROUPS.security, [WHO.sam]));
    await pass(world, 31 * MINUTE);
    expect(await candidates(world)).toEqual([[WHO.max, WHO.mona], [WHO.sam]]);
  });
});
