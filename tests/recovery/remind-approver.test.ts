import type { Outcome } from '../../recovery/outcome';
import { remindApprover } from '../../recovery/remind-approver';
import { approve, codeOf, story, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, pass } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

async function waiting(): Promise<World> {
  const world = await createWorld();
  await waitingForApproval(world);
  return world;
}

async function remind(world: World, presser: string = WHO.ada): Promise<Outcome> {
  const { request } = await newest(world);
  return remindApprover(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

describe('when somebody asks for a reminder', () => {
  it('the approver’s phone buzzes, at most every two minutes', async () => {
    const world = await waiting();
    expect(await remind(world)).toMatchObject({ code: 'tooSoonToRemind', facts: { minutes: 2 } });
    world.clock.advance(2 * MINUTE);
    expect(codeOf(await remind(world))).toBe('done');
    expect(world.cards.told('opened')).toEqual([WHO.max]);
    world.clock.advance(MINUTE);
    expect(await remind(world)).toMatchObject({ code: 'tooSoonToRemind', facts: { minutes: 1 } });
    expect(world.cards.told('opened')).toHaveLength(1);
  });

  it('two presses at once send one message', async () => {
    const world = await waiting();
    world.clock.advance(2 * MINUTE);
    await Promise.all([remind(world), remind(world)]);
    expect(world.cards.told('opened')).toEqual([WHO.max]);
    expect((await story(world)).filter((type) => type === 'reminded')).toHaveLength(1);
  });

  it('a message that does not go out keeps nobody from anything', async () => {
    const world = await waiting();
    world.clock.advance(2 * MINUTE);
    world.ports.fail('cards.notify', 'throttled');
    expect(codeOf(await remind(world))).toBe('done');
    expect(world.log.events()).toEqual(['reminder.failed']);
  });

  it.each([
    ['the approver', WHO.max, 'notYours'],
    ['a stranger', WHO.colin, 'notFound'],
  ])('%s cannot', async (_who, presser, code) => {
    const world = await waiting();
    world.clock.advance(2 * MINUTE);
    expect(codeOf(await remind(world, presser))).toBe(code);
  });

  it('not once it is decided', async () => {
    const world = await waiting();
    await approve(world);
    world.clock.advance(2 * MINUTE);
    expect(codeOf(await remind(world))).toBe('alreadyDecided');
  });
});

describe('when nobody answers', () => {
  it('the approver is reminded once by itself, then the next level may decide as well, then it expires', async () => {
    const world = await waiting();
    await pass(world, 9 * MINUTE);
    expect(world.cards.told('opened')).toEqual([]);
    await pass(world, 2 * MINUTE);
    expect(world.cards.told('opened')).toEqual([WHO.max]);
    await pass(world, 20 * MINUTE);
    expect((await newest(world)).request.slots.map(({ candidates }) => candidates)).toEqual([[WHO.max, WHO.mona]]);
    expect((await newest(world)).request.round).toBe(1);
    await pass(world, 240 * MINUTE);
    expect((await newest(world)).request.state).toBe('expired');
    expect(world.cards.told('opened')).toEqual([WHO.max]);
    expect(world.account.story()).toEqual([]);
  });

  it('either level may answer after the escalation', async () => {
    const world = await waiting();
    await pass(world, 31 * MINUTE);
    expect(codeOf(await approve(world, { presser: WHO.mona }))).toBe('done');
  });
});
