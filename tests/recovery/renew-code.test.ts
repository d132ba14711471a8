import type { Outcome } from '../../recovery/outcome';
import { renewCode } from '../../recovery/renew-code';
import {
  approve,
  approvedByMax,
  codeOf,
  passShown,
  reveal,
  saidCode,
  waitingForApproval,
} from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass } from '../support/domain-world';
import { HOUR, MINUTE, START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

async function renew(world: World, presser: string = WHO.max): Promise<Outcome> {
  const { request } = await newest(world);
  return renewCode(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

describe('when an approver asks for a new code', () => {
  it('the old one is dead, the new one is good for its own time', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const old = await saidCode(world);
    world.clock.advance(20 * MINUTE);
    expect(codeOf(await reveal(world, { code: old }))).toBe('codeExpired');
    expect(codeOf(await renew(world))).toBe('done');
    const { code } = (await newestIn(world, 'approved')).decided;
    expect(code).toEqual({ generation: 2, deadline: START + 35 * MINUTE, voided: false });
    expect(await saidCode(world)).not.toBe(old);
    expect(codeOf(await reveal(world, { code: old }))).toBe('codeWrong');
    expect(codeOf(await reveal(world))).toBe('shown');
  });

  it('the request’s own end does not move', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    await pass(world, 3 * HOUR + 59 * MINUTE);
    await renew(world);
    await pass(world, 2 * MINUTE);
    expect((await newest(world)).request.state).toBe('expired');
  });

  it('after the reveal too, to show the pass again', async () => {
    const world = await createWorld();
    await passShown(world);
    await pass(world, 16 * MINUTE);
    expect(codeOf(await reveal(world))).toBe('codeExpired');
    await renew(world);
    expect(codeOf(await reveal(world))).toBe('shown');
  });

  it.each([
    ['the employee', WHO.ada, 'notYours'],
    ['a stranger', WHO.colin, 'notFound'],
  ])('%s cannot', async (_who, presser, code) => {
    const world = await createWorld();
    await approvedByMax(world);
    expect(codeOf(await renew(world, presser))).toBe(code);
  });

  it('not before the approval, not after the end', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    expect(codeOf(await renew(world))).toBe('notYours');
    await approve(world);
    await pass(world, 5 * HOUR);
    expect(codeOf(await renew(world))).toBe('requestEnded');
  });
});
