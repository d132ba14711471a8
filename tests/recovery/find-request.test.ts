import type { FindInput } from '../../recovery/find-request';
import { findMine, findRequest } from '../../recovery/find-request';
import type { Outcome } from '../../recovery/outcome';
import type { RecoveryRequest } from '../../recovery/request';
import { approve, open, passShown, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, work } from '../support/domain-world';
import { awaiting, ended, OTHER_TENANT, slot, TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

async function waiting(): Promise<World> {
  const world = await createWorld();
  await waitingForApproval(world);
  return world;
}

const find = (world: World, input: Partial<FindInput>): Promise<Outcome> =>
  findRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, ...input });

describe('when somebody asks for a request (T15, T22)', () => {
  it.each([
    ['the employee', WHO.ada],
    ['the approver', WHO.max],
    ['the helpdesk', WHO.helen],
    ['duty', WHO.dan],
    ['security', WHO.sam],
  ])('%s sees it, by id and by code', async (_who, presser) => {
    const world = await waiting();
    const { request } = await newest(world);
    const { id, shortCode } = request;
    expect(await find(world, { presser, requestId: id })).toMatchObject({ kind: 'done', stored: { request: { id } } });
    expect(await find(world, { presser, shortCode })).toMatchObject({ kind: 'done', stored: { request: { id } } });
  });

  it('unknown and forbidden cannot be told apart', async () => {
    const world = await waiting();
    const { shortCode, id } = (await newest(world)).request;
    const presser = WHO.colin;
    const answers = await Promise.all([
      find(world, { presser, shortCode }),
      find(world, { presser, requestId: id }),
      find(world, { presser, shortCode: 'LK-000000' }),
      find(world, { presser, requestId: '01NONE' }),
      find(world, { presser }),
    ]);
    for (const answer of answers) expect(answer).toEqual({ kind: 'refused', code: 'notFound' });
    expect(world.ledger.journaled.map(({ by, what }) => [by, what])).toEqual(
      answers.map(() => [WHO.colin, 'find: notFound']),
    );
  });

  it('who looks at what they are no part of is in the journal, who is part of it is not', async () => {
    const world = await waiting();
    const { id } = (await newest(world)).request;
    for (const presser of [WHO.ada, WHO.max, WHO.helen]) await find(world, { presser, requestId: id });
    expect(world.ledger.journaled).toMatchObject([{ by: WHO.helen, what: 'find: found', requestId: id }]);
  });

  it('another tenant finds nothing under the same code', async () => {
    const world = await waiting();
    const { shortCode } = (await newest(world)).request;
    const deps = { ...world.deps, tenants: { find: () => world.deps.tenants.find(TENANT) } };
    const outcome = await findRequest(deps, { tenantId: OTHER_TENANT, presser: WHO.ada, shortCode });
    expect(outcome).toEqual({ kind: 'refused', code: 'notFound' });
  });

  it('groups that cannot be read open nothing', async () => {
    const world = await waiting();
    const { id } = (await newest(world)).request;
    world.ports.fail('directory.isMember', 'timeout');
    const answer = await find(world, { presser: WHO.helen, requestId: id });
    expect(answer).toEqual({ kind: 'refused', code: 'directoryUnavailable' });
  });
});

describe('when somebody says that they have added a method', () => {
  it.each([
    ['the employee', WHO.ada, 1],
    ['the approver', WHO.max, 0],
    ['the helpdesk', WHO.helen, 0],
    ['somebody else', WHO.colin, 0],
  ])('%s: started looks %d', async (_who, presser, looks) => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    const { request } = await newest(world);
    const before = world.started.length;
    await findRequest(world.deps, { tenantId: TENANT, presser, requestId: request.id, hasAdded: true });
    expect(world.started.slice(before)).toEqual(Array.from({ length: looks }, () => request.id));
  });

  it('before a pass was shown nothing is looked for', async () => {
    const world = await createWorld();
    const request = await waitingForApproval(world);
    const before = world.started.length;
    await findRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, hasAdded: true });
    expect(world.started).toHaveLength(before);
  });
});

describe('when somebody asks what concerns them', () => {
  const mine = (world: World, presser: string) => findMine(world.deps, { tenantId: TENANT, presser });

  it('shows the own live request, else the newest', async () => {
    const world = await waiting();
    expect((await mine(world, WHO.ada)).own?.request.state).toBe('awaitingApproval');
    const stored = await newest(world);
    const by = { kind: 'person', id: WHO.ada } as const;
    const over = { at: 1, reason: 'cancelled' };
    await world.ledger.commit(
      stored,
      { type: 'cancelled', at: 1, by, reason: 'x' },
      {
        ...stored.request,
        state: 'cancelled',
        ended: over,
      },
    );
    expect((await mine(world, WHO.ada)).own?.request.state).toBe('cancelled');
    await open(world);
    expect((await mine(world, WHO.ada)).own?.request.state).toBe('awaitingApproval');
  });

  it('shows what waits for a decision, and what shows a code', async () => {
    const world = await waiting();
    world.accountOf(WHO.colin).methods.push(method('mobilePhone'), method('email'));
    await open(world, { presser: WHO.colin });
    await work(world);
    expect((await mine(world, WHO.max)).waiting.map(({ request }) => request.employee)).toEqual([WHO.colin, WHO.ada]);
    await approve(world);
    expect((await mine(world, WHO.max)).waiting).toHaveLength(2);
    expect(await mine(world, WHO.sam)).toStrictEqual({ waiting: [] });
  });

  it('shows no request that has ended, and none whose approver somebody else is by now', async () => {
    const world = await waiting();
    const stored = await newest(world);
    const shown = async (request: RecoveryRequest): Promise<number> => {
      jest.spyOn(world.ledger, 'listByApprover').mockResolvedValue([{ ...stored, request }]);
      return (await mine(world, WHO.max)).waiting.length;
    };
    const { request } = stored;
    expect(await shown(request)).toBe(1);
    expect(await shown({ ...request, slots: request.slots.map((one) => ({ ...one, candidates: [WHO.mona] })) })).toBe(
      0,
    );
    expect(await shown({ ...request, slots: [slot({ candidates: [WHO.mona] }), ...request.slots] })).toBe(1);
    expect(await shown(ended(awaiting({ slots: request.slots })))).toBe(0);
  });
});
