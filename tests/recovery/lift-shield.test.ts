import { draftRequest } from '../../recovery/draft-request';
import { liftShield } from '../../recovery/lift-shield';
import { openRequest } from '../../recovery/open-request';
import type { Outcome } from '../../recovery/outcome';
import { reportFraud } from '../../recovery/report-fraud';
import { approve, codeOf, open, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, work } from '../support/domain-world';
import { START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

async function reported(by: string = WHO.ada): Promise<World> {
  const world = await createWorld();
  await waitingForApproval(world);
  const { request } = await newest(world);
  await reportFraud(world.deps, { tenantId: TENANT, presser: by, requestId: request.id, reason: 'notMe' });
  await work(world);
  return world;
}

async function lift(world: World, presser: string = WHO.sam, reason = 'met her in person'): Promise<Outcome> {
  const { request } = await newest(world);
  return liftShield(world.deps, { tenantId: TENANT, presser, requestId: request.id, reason });
}

describe('when security lifts a shield', () => {
  it('the employee may open another request', async () => {
    const world = await reported();
    expect(codeOf(await lift(world))).toBe('done');
    expect((await newestIn(world, 'incident')).incident.shieldLiftedAt).toBe(START);
    expect(await open(world)).toMatchObject({ kind: 'done', stored: { request: { state: 'awaitingApproval' } } });
    expect(await world.ledger.listByEmployee(TENANT, WHO.ada, 9)).toHaveLength(2);
  });

  it('before it is contained, the containment goes on and the employee waits for it', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const { request } = await newest(world);
    await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
    expect(codeOf(await lift(world))).toBe('done');
    expect((await world.ledger.listOpen(TENANT)).map((one) => one.request.id)).toEqual([request.id]);
    await work(world);
    expect(await world.ledger.findActive(TENANT, WHO.ada)).toBeUndefined();
  });

  it.each([
    ['the employee', WHO.ada],
    ['the manager', WHO.max],
    ['the helpdesk', WHO.helen],
    ['duty', WHO.dan],
    ['a stranger', WHO.colin],
  ])('%s cannot, and learns nothing', async (_who, presser) => {
    const world = await reported();
    expect(await lift(world, presser)).toEqual({ kind: 'refused', code: 'notFound' });
  });

  it.each([
    ['the employee of security', WHO.ada],
    ['who reported it', WHO.max],
  ])('%s cannot lift it for themselves', async (_who, presser) => {
    const world = await reported(WHO.max);
    world.directory.groups.set(GROUPS.security, [presser]);
    expect(codeOf(await lift(world, presser))).toBe('ownRequest');
  });

  it('whose approval it was, and whose request the employee took over, cannot lift it either', async () => {
    const world = await createWorld();
    world.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: [] });
    const draft = await draftRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, scenario: 'lostPhone' });
    await open(world, { presser: WHO.helen, address: WHO.ada, proof: PROOF });
    if (draft.kind !== 'draft') throw new Error('Ada has a draft');
    await openRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, draftId: draft.draft.id });
    await work(world);
    await approve(world, { presser: WHO.sam }, 2);
    const { request } = await newest(world);
    await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.max, requestId: request.id, reason: 'notMe' });
    world.directory.groups.set(GROUPS.security, [WHO.sam, WHO.sue, WHO.helen]);
    expect(codeOf(await lift(world, WHO.sam))).toBe('ownRequest');
    expect(codeOf(await lift(world, WHO.helen))).toBe('ownRequest');
    expect(codeOf(await lift(world, WHO.sue))).toBe('done');
  });

  it('needs a reason, happens once, and only to an incident', async () => {
    const world = await reported();
    expect(codeOf(await lift(world, WHO.sam, '  '))).toBe('reasonMissing');
    await lift(world);
    const { seq } = await newest(world);
    expect(codeOf(await lift(world, WHO.sue))).toBe('done');
    expect((await newest(world)).seq).toBe(seq);
    const other = await createWorld();
    await waitingForApproval(other);
    expect(codeOf(await lift(other))).toBe('noIncident');
  });

  it('the trail keeps who, and three hundred characters of why; a refusal is in the journal', async () => {
    const world = await reported();
    expect(await lift(world, WHO.sam, ' ')).toMatchObject({ code: 'reasonMissing', stored: await newest(world) });
    expect(world.ledger.journaled.at(-1)).toMatchObject({ by: WHO.sam, what: 'liftShield: reasonMissing' });
    await lift(world, WHO.sam, 'y'.repeat(400));
    const { request } = await newest(world);
    const last = (await world.ledger.trail(TENANT, request.id)).at(-1)?.event;
    const by = { kind: 'person', id: WHO.sam };
    expect(last).toStrictEqual({ type: 'shieldLifted', at: START, by, reason: 'y'.repeat(300) });
  });

  it.each([{ accountEnabled: false }, { userType: 'guest' }] as const)(
    'nobody of security who is %j now',
    async (facts) => {
      const world = await reported();
      world.directory.change(WHO.sam, facts);
      expect(await lift(world)).toEqual({ kind: 'refused', code: 'notFound' });
    },
  );

  it('a group that cannot be read lifts nothing', async () => {
    const world = await reported();
    world.ports.fail('directory.isMember', 'forbidden');
    expect(codeOf(await lift(world))).toBe('graphUnavailable');
  });
});
