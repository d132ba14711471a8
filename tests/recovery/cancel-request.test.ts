import { cancelRequest } from '../../recovery/cancel-request';
import type { Outcome } from '../../recovery/outcome';
import { withdrawApproval } from '../../recovery/withdraw-approval';
import {
  approve,
  approvedByMax,
  codeOf,
  expectSoundness,
  open,
  passShown,
  reveal,
  story,
  waitingForApproval,
} from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { MINUTE, SECOND } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

async function cancel(world: World, presser: string = WHO.ada): Promise<Outcome> {
  const { request } = await newest(world);
  return cancelRequest(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

async function withdraw(world: World, presser: string = WHO.max): Promise<Outcome> {
  const { request } = await newest(world);
  return withdrawApproval(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

/** The reveal dies right after its intent was written. */
async function dyingMint(world: World): Promise<void> {
  world.ports.fail('passes.issue', 'rejected', { times: 1 });
  world.ledger.beforeCommit = (event) => {
    if (event.type === 'stepFailed') throw new Error('the process dies here');
  };
  await reveal(world).catch(() => undefined);
  world.ledger.beforeCommit = undefined;
}

describe('when a request is cancelled', () => {
  it.each<readonly [string, (world: World) => Promise<unknown>]>([
    ['while it waits', (world) => waitingForApproval(world)],
    ['after the approval', (world) => approvedByMax(world)],
    [
      'while it is held',
      (world) => {
        world.directory.risks.set(WHO.ada, 'high');
        return open(world);
      },
    ],
  ])('%s it ends and nothing was touched', async (_when, reach) => {
    const world = await createWorld();
    await reach(world);
    expect(codeOf(await cancel(world))).toBe('done');
    await work(world);
    expect((await newestIn(world, 'cancelled')).ended).toMatchObject({ by: WHO.ada, reason: 'cancelled' });
    expect(world.account.story()).toEqual([]);
    expect(codeOf(await cancel(world))).toBe('done');
    expect((await story(world)).filter((type) => type === 'cancelled')).toHaveLength(1);
    await expectSoundness(world);
  });

  it.each([
    ['the approver', WHO.max, 'notYours'],
    ['a stranger', WHO.colin, 'notFound'],
    ['who opened it for the employee', WHO.helen, 'done'],
  ])('%s may, or may not', async (_who, presser, code) => {
    const world = await createWorld();
    await waitingForApproval(world, { presser: WHO.helen, address: WHO.ada, proof: PROOF });
    expect(codeOf(await cancel(world, presser))).toBe(code);
  });

  it.each<readonly [string, (world: World) => Promise<unknown>]>([
    ['after the reveal', (world) => passShown(world)],
    ['after a stolen phone was secured', (world) => approvedByMax(world, { scenario: 'stolenPhone' })],
    [
      'after a mint whose answer was lost',
      async (world) => {
        await approvedByMax(world);
        world.ports.fail('passes.issue', 'timeout', { times: 1, when: 'after' });
        await reveal(world);
      },
    ],
    [
      'after the shield went up',
      async (world) => {
        await waitingForApproval(world);
        const stored = await newest(world);
        const by = { kind: 'person', id: WHO.ada } as const;
        const incident = { reportedAt: 1, reportedBy: WHO.ada, why: 'x', from: 'awaitingApproval', removedMethods: [] };
        await world.ledger.commit(
          stored,
          { type: 'fraudReported', at: 1, by, why: 'x' },
          {
            ...stored.request,
            state: 'incident',
            incident,
          },
        );
      },
    ],
  ])('%s it is too late', async (_when, reach) => {
    const world = await createWorld();
    await reach(world);
    const before = (await newest(world)).request.state;
    expect(codeOf(await cancel(world))).toBe('tooLateToCancel');
    expect((await newest(world)).request.state).toBe(before);
  });

  it('while a mint is under way nothing is decided', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    await dyingMint(world);
    expect(codeOf(await cancel(world))).toBe('tooLateToCancel');
    expect(codeOf(await withdraw(world))).toBe('stillWorking');
  });
});

describe('when an approval is taken back', () => {
  it('before the reveal it ends, and nothing was touched', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    expect(codeOf(await withdraw(world))).toBe('done');
    expect((await newestIn(world, 'denied')).ended).toMatchObject({ by: WHO.max, reason: 'withdrawn' });
    expect(await reveal(world, { code: '123456' })).toMatchObject({ code: 'requestEnded' });
    expect(world.account.story()).toEqual([]);
    await expectSoundness(world);
  });

  it.each<readonly [string, (world: World) => Promise<unknown>, string]>([
    ['the employee', (world) => withdraw(world, WHO.ada), 'notYours'],
    ['a stranger', (world) => withdraw(world, WHO.colin), 'notFound'],
  ])('%s cannot', async (_who, act, code) => {
    const world = await createWorld();
    await approvedByMax(world);
    expect(await act(world)).toMatchObject({ code });
  });

  it('not before there is one, and not after the reveal', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    expect(codeOf(await withdraw(world))).toBe('notYours');
    await approve(world);
    await reveal(world);
    expect(codeOf(await withdraw(world))).toBe('alreadyDecided');
  });

  it('after a stolen phone was secured people take over, and the account stays covered', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    await pass(world, MINUTE);
    expect(codeOf(await withdraw(world))).toBe('done');
    expect((await newestIn(world, 'failed')).failure).toMatchObject({ by: WHO.max, reason: 'withdrawn' });
    await pass(world, 20 * 60 * MINUTE);
    expect(world.account.isEmpty()).toBe(false);
    expect((await newest(world)).request.state).toBe('failed');
    expect(world.cards.told('failed')).toEqual([WHO.ada, WHO.helen]);
  });

  it('a mint that never answered is waited for, then it may', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    await dyingMint(world);
    world.clock.advance(10 * SECOND);
    expect(codeOf(await withdraw(world))).toBe('done');
    expect((await newest(world)).request.state).toBe('failed');
  });
});

describe('when another method worked on a request that is open', () => {
  const solve = async (world: World, presser: string = WHO.ada) => {
    const { request } = await newest(world);
    return cancelRequest(world.deps, { tenantId: TENANT, presser, requestId: request.id, solved: true });
  };
  const solvedIn = (world: World) => world.ledger.journaled.filter(({ name }) => name.endsWith('solved_without_reset'));

  it('ends as solved, once, and is written down as for a draft', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    expect(await solve(world)).toMatchObject({ kind: 'done', first: true });
    expect((await newest(world)).request).toMatchObject({ state: 'cancelled', ended: { reason: 'solved' } });
    expect(await solve(world)).not.toHaveProperty('first');
    expect(solvedIn(world)).toMatchObject([{ by: WHO.ada, what: 'lostPhone' }]);
    expect(world.account.writes).toEqual([]);
  });

  it('is not believed from whoever opened it for them', async () => {
    const world = await createWorld();
    await open(world, { presser: WHO.helen, address: WHO.ada, proof: PROOF });
    expect(await solve(world, WHO.helen)).toMatchObject({ kind: 'refused', code: 'notYours' });
    expect(solvedIn(world)).toEqual([]);
  });

  it('comes too late once the pass was shown', async () => {
    const world = await createWorld();
    await passShown(world);
    expect(await solve(world)).toMatchObject({ kind: 'refused', code: 'tooLateToCancel' });
    expect(solvedIn(world)).toEqual([]);
  });
});
