import { denyRequest } from '../../recovery/deny-request';
import { markUnsure } from '../../recovery/hold-request';
import type { Outcome } from '../../recovery/outcome';
import { passOn } from '../../recovery/pass-on-request';
import { approve, codeOf, expectSoundness, shownNumber, story, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, work } from '../support/domain-world';
import { DAY, HOUR, START } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

interface Press {
  readonly tenantId: string;
  readonly presser: string;
  readonly requestId: string;
  readonly round?: number;
}

const ANSWERS: readonly (readonly [string, (world: World, press: Press) => Promise<Outcome>])[] = [
  ['no', (world, press) => denyRequest(world.deps, { ...press, reason: 'denied.notMyEmployee' })],
  ['not sure', (world, press) => markUnsure(world.deps, press)],
  ['not mine', (world, press) => passOn(world.deps, press)],
];

async function waiting(): Promise<World> {
  const world = await createWorld();
  await waitingForApproval(world);
  return world;
}

async function pressOf(world: World, change: Partial<Press> = {}): Promise<Press> {
  const { request } = await newest(world);
  return { tenantId: TENANT, presser: WHO.max, requestId: request.id, ...change };
}

describe.each(ANSWERS)('when somebody answers “%s”', (_answer, act) => {
  it.each<readonly [string, Partial<Press>, string]>([
    ['the employee', { presser: WHO.ada }, 'ownRequest'],
    ['a stranger', { presser: WHO.colin }, 'notFound'],
    ['nobody', { presser: '' }, 'notFound'],
    ['another tenant', { tenantId: OTHER_TENANT }, 'notSetUp'],
    ['a card of an earlier round', { round: 0 }, 'cardOutdated'],
    ['an unknown request', { requestId: '01NONE' }, 'notFound'],
  ])('%s changes nothing', async (_who, change, code) => {
    const world = await waiting();
    expect(codeOf(await act(world, await pressOf(world, change)))).toBe(code);
    expect(await newest(world)).toMatchObject({ seq: 4, request: { state: 'awaitingApproval' } });
  });

  it('a late press shows what was decided', async () => {
    const world = await waiting();
    await approve(world);
    const outcome = await act(world, await pressOf(world));
    expect(outcome).toMatchObject({ code: 'alreadyDecided', stored: { request: { state: 'approved' } } });
  });

  it('pressed three times at once it happens once', async () => {
    const world = await waiting();
    const press = await pressOf(world, { round: 1 });
    await Promise.all([act(world, press), act(world, press), act(world, press)]);
    expect((await newest(world)).seq).toBe(5);
  });

  it('against an approval at the same moment, one of the two wins and both see it', async () => {
    const world = await waiting();
    const press = await pressOf(world, { round: 1 });
    const [approved, other] = await Promise.all([approve(world, { round: 1 }), act(world, press)]);
    const { request } = await newest(world);
    expect((await story(world)).filter((type) => type === 'approved').length).toBe(
      request.state === 'approved' ? 1 : 0,
    );
    expect([approved.kind, other.kind].toSorted()).toEqual(['done', 'refused']);
    for (const { stored } of [approved, other]) expect(stored?.request.state).toBe(request.state);
  });
});

describe('when the answer is no', () => {
  it('is final, with a reason, and people are told', async () => {
    const world = await waiting();
    await denyRequest(world.deps, { ...(await pressOf(world)), reason: 'denied.notMyEmployee' });
    expect((await newestIn(world, 'denied')).ended).toEqual({ at: START, by: WHO.max, reason: 'denied.notMyEmployee' });
    await work(world);
    expect(world.cards.told('denied')).toEqual([WHO.ada]);
    expect(codeOf(await approve(world, { matchNumber: '000' }))).toBe('alreadyDecided');
    expect(world.account.story()).toEqual([]);
    await expectSoundness(world);
  });

  it.each(['', '   '])('needs a reason (%j does not count)', async (reason) => {
    const world = await waiting();
    expect(codeOf(await denyRequest(world.deps, { ...(await pressOf(world)), reason }))).toBe('reasonMissing');
    expect((await newest(world)).seq).toBe(4);
  });

  it('a long reason is cut', async () => {
    const world = await waiting();
    await denyRequest(world.deps, { ...(await pressOf(world)), reason: 'x'.repeat(1_000) });
    expect((await newestIn(world, 'denied')).ended.reason).toHaveLength(100);
  });
});

describe('when the approver is not sure', () => {
  it('it is held for a day: nothing is decided, nobody is accused', async () => {
    const world = await waiting();
    await markUnsure(world.deps, await pressOf(world));
    const { held } = await newestIn(world, 'held');
    expect(held).toEqual({ at: START, by: WHO.max, reason: 'approverUnsure', expiresAt: START + DAY });
    await work(world);
    expect(world.cards.told('held')).toEqual([WHO.ada, WHO.helen, WHO.sam, WHO.sue]);
    expect(world.account.story()).toEqual([]);
  });
});

describe('when it is not theirs', () => {
  it('goes up level by level, each with a number of their own, then to the stand-ins', async () => {
    const world = await waiting();
    const asked: string[][] = [];
    const numbers = new Set([await shownNumber(world)]);
    for (const presser of [WHO.max, WHO.mona, WHO.olga]) {
      await passOn(world.deps, await pressOf(world, { presser }));
      const { request } = await newest(world);
      asked.push(request.slots.flatMap(({ candidates }) => candidates));
      numbers.add(await shownNumber(world));
      await work(world);
    }
    expect(asked).toEqual([[WHO.mona], [WHO.olga], [WHO.dan, WHO.dora, WHO.sam, WHO.sue]]);
    expect(numbers.size).toBe(4);
    expect((await newest(world)).request).toMatchObject({ round: 4, route: 'dualApproval' });
    await expectSoundness(world);
  });

  it('who passed it on cannot decide it any more', async () => {
    const world = await waiting();
    await passOn(world.deps, await pressOf(world));
    expect(codeOf(await approve(world))).toBe('notYours');
    expect(codeOf(await approve(world, { presser: WHO.mona }))).toBe('done');
  });

  it('the new approver has the time that is left, not none', async () => {
    const world = await waiting();
    world.clock.advance(HOUR);
    await passOn(world.deps, await pressOf(world));
    expect((await newest(world)).request.expiresAt).toBe(START + 4 * HOUR);
  });

  it('nobody is left: held, never approved', async () => {
    const world = await waiting();
    world.directory.managers.delete(WHO.max);
    world.directory.groups.set(GROUPS.duty, []);
    await passOn(world.deps, await pressOf(world));
    expect((await newestIn(world, 'held')).held).toMatchObject({ by: WHO.max, reason: 'noApprover' });
  });

  it('a directory that cannot be read decides nothing', async () => {
    const world = await waiting();
    world.ports.fail('directory.manager', 'timeout');
    expect(codeOf(await passOn(world.deps, await pressOf(world)))).toBe('directoryUnavailable');
    expect((await newest(world)).seq).toBe(4);
  });

  it('an employee who left the directory has no next approver', async () => {
    const world = await waiting();
    world.directory.people.delete(WHO.ada);
    expect(codeOf(await passOn(world.deps, await pressOf(world)))).toBe('personNotFound');
  });
});
