import type { Outcome } from '../../recovery/outcome';
import { passOn } from '../../recovery/pass-on-request';
import { releaseRequest } from '../../recovery/release-request';
import {
  approve,
  codeOf,
  expectSoundness,
  open,
  reveal,
  shownNumber,
  waitingForApproval,
} from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, work } from '../support/domain-world';
import { HOUR, START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';
import { codeTexted, selfWorld } from '../support/self-verified-stories';

/** Held after three wrong numbers. */
async function held(): Promise<World> {
  const world = await createWorld();
  await waitingForApproval(world);
  for (let tries = 0; tries < 3; tries += 1) await approve(world, { matchNumber: '1000' });
  await work(world);
  return world;
}

async function release(world: World, presser: string = WHO.sam, reason = 'called her back'): Promise<Outcome> {
  const { request } = await newest(world);
  return releaseRequest(world.deps, { tenantId: TENANT, presser, requestId: request.id, reason });
}

describe('when a senior releases a held request', () => {
  it('everybody is asked anew, with new numbers and new tries and the whole time', async () => {
    const world = await held();
    const number = await shownNumber(world);
    world.clock.advance(5 * HOUR);
    expect(codeOf(await release(world))).toBe('done');
    const request = await newestIn(world, 'awaitingApproval');
    expect(request).toMatchObject({ round: 2, expiresAt: START + 9 * HOUR });
    expect(await shownNumber(world)).not.toBe(number);
    await work(world);
    expect(world.cards.told('opened')).toEqual([]);
    expect(codeOf(await approve(world))).toBe('done');
    await expectSoundness(world);
  });

  it.each([
    ['the employee', WHO.ada],
    ['the manager', WHO.max],
    ['the helpdesk', WHO.helen],
    ['duty', WHO.dan],
    ['a stranger', WHO.colin],
  ])('%s cannot, and learns nothing', async (_who, presser) => {
    expect(await release(await held(), presser)).toEqual({ kind: 'refused', code: 'notFound' });
  });

  it('who opened it, or is it about, cannot release it themselves', async () => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.security, [WHO.helen, WHO.ada, WHO.sam]);
    world.directory.risks.set(WHO.ada, 'high');
    await open(world, { presser: WHO.helen, address: WHO.ada, proof: PROOF });
    expect(codeOf(await release(world, WHO.helen))).toBe('ownRequest');
    expect(codeOf(await release(world, WHO.ada))).toBe('ownRequest');
  });

  it.each([{ accountEnabled: false }, { userType: 'guest' }] as const)(
    'nobody of security who is %j now',
    async (facts) => {
      const world = await held();
      world.directory.change(WHO.sam, facts);
      expect(await release(world)).toEqual({ kind: 'refused', code: 'notFound' });
    },
  );

  it('needs a reason; a second press is the same answer', async () => {
    const world = await held();
    expect(codeOf(await release(world, WHO.sam, ' '))).toBe('reasonMissing');
    await release(world);
    const { seq } = await newest(world);
    expect(codeOf(await release(world, WHO.sue))).toBe('done');
    expect((await newest(world)).seq).toBe(seq);
  });

  it('one that nobody could approve stays held', async () => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.ada);
    world.directory.groups.set(GROUPS.duty, []);
    await open(world);
    expect(codeOf(await release(world))).toBe('noApprover');
  });

  it('and goes on once there is somebody who may: they are asked, and never the senior', async () => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.ada);
    world.directory.groups.set(GROUPS.duty, []);
    await open(world);
    world.directory.groups.set(GROUPS.duty, [WHO.dan]);
    expect(codeOf(await release(world))).toBe('done');
    await work(world);
    const { slots } = await newestIn(world, 'awaitingApproval');
    expect(slots.map(({ group, asked }) => [group, asked])).toEqual([
      ['duty', [WHO.dan]],
      ['security', [WHO.sue]],
    ]);
    await expectSoundness(world);
  });

  it('one in which a code took the place of the approver asks an approver from then on', async () => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    world.directory.risks.set(WHO.ada, 'high');
    await reveal(world, { code });
    expect((await newestIn(world, 'held')).slots).toEqual([]);
    expect(codeOf(await release(world))).toBe('done');
    await work(world);
    expect((await newestIn(world, 'awaitingApproval')).slots.map(({ asked }) => asked)).toEqual([[WHO.max], [WHO.sue]]);
    expect(codeOf(await reveal(world, { code }))).toBe('notApprovedYet');
    await expectSoundness(world);
  });

  it('one that is decided is shown as it is', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await approve(world);
    expect(await release(world)).toMatchObject({ code: 'alreadyDecided', stored: { request: { state: 'approved' } } });
  });

  it('a risk that is still high holds it no more: two people decide, and the senior is none of them', async () => {
    const world = await createWorld();
    world.directory.risks.set(WHO.ada, 'high');
    await open(world);
    await release(world);
    await work(world);
    expect(codeOf(await approve(world))).toBe('done');
    expect(codeOf(await approve(world, { presser: WHO.sam }, 2))).toBe('notYours');
    expect(codeOf(await approve(world, { presser: WHO.sue }, 2))).toBe('done');
    await work(world);
    expect(codeOf(await reveal(world))).toBe('shown');
    await expectSoundness(world);
  });

  it('the senior approves nothing either when others are asked later on', async () => {
    const world = await held();
    await release(world);
    await work(world);
    const { request } = await newest(world);
    await passOn(world.deps, { tenantId: TENANT, presser: WHO.max, requestId: request.id });
    world.directory.managers.delete(WHO.max);
    await passOn(world.deps, { tenantId: TENANT, presser: WHO.mona, requestId: request.id });
    const { slots } = await newestIn(world, 'awaitingApproval');
    expect(slots.map(({ group, candidates }) => [group, candidates])).toEqual([
      ['duty', [WHO.dan, WHO.dora]],
      ['security', [WHO.sue]],
    ]);
    expect(codeOf(await approve(world, { presser: WHO.sam }, 2))).toBe('notFound');
  });

  it('what is worse than what was released holds it again', async () => {
    const world = await createWorld();
    world.directory.risks.set(WHO.ada, 'high');
    await open(world);
    await release(world);
    world.directory.risks.set(WHO.ada, 'compromised');
    await approve(world);
    expect(await newestIn(world, 'held')).toMatchObject({ held: { reason: 'risk.compromised' } });
  });
});
