import { confirmIdentity } from '../../recovery/confirm-identity';
import { approve, codeOf, open, story } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, work } from '../support/domain-world';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

async function openedByHelpdesk(): Promise<World> {
  const world = await createWorld();
  await open(world, { presser: WHO.helen, address: WHO.ada, proof: PROOF });
  await work(world);
  return world;
}

async function confirm(world: World, presser: string = WHO.ada): Promise<string> {
  const { request } = await newest(world);
  return codeOf(await confirmIdentity(world.deps, { tenantId: TENANT, presser, requestId: request.id }));
}

describe('when somebody else opened it', () => {
  it('nobody can approve before the employee said “this is me”, and no try is lost', async () => {
    const world = await openedByHelpdesk();
    for (let press = 0; press < 5; press += 1) expect(codeOf(await approve(world))).toBe('employeeNotConfirmed');
    expect(world.ports.count('ledger.raise')).toBe(0);
    expect(await confirm(world)).toBe('done');
    expect(codeOf(await approve(world))).toBe('done');
    expect((await newest(world)).request.state).toBe('approved');
  });

  it('pressing twice is harmless', async () => {
    const world = await openedByHelpdesk();
    expect([await confirm(world), await confirm(world)]).toEqual(['done', 'done']);
    expect((await story(world)).filter((type) => type === 'employeeConfirmed')).toHaveLength(1);
  });

  it.each([
    ['the requester', WHO.helen],
    ['the approver', WHO.max],
    ['a stranger', WHO.colin],
    ['nobody', ''],
  ])('%s cannot say it for them', async (_who, presser) => {
    const world = await openedByHelpdesk();
    expect(await confirm(world, presser)).toBe('notFound');
    expect((await newest(world)).request.employeeConfirmed).toBe(false);
  });
});
