import { hasOtherPart } from '../../recovery/attendance';
import { counterFault } from '../../recovery/counter-guards';
import type { Slot } from '../../recovery/facts';
import { next } from '../../recovery/machine';
import { passOn } from '../../recovery/pass-on-request';
import type { RecoveryRequest } from '../../recovery/request';
import { attend, checkId, sentToCounter, signMax, signSam } from '../support/counter-stories';
import { codeOf, expectSoundness, open } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, pass, work } from '../support/domain-world';
import { DAY, MINUTE, START } from '../support/fake-clock';
import { approved, awaiting, person, slot, TENANT } from '../support/request-builder';
import { failed } from '../support/request-arms';
import { eventOf } from '../support/sample-events';
import { GROUPS, samplePerson, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

/** Somebody of another team, whom Max named for his leave. */
const KIM = person(60);
async function pressNotMine(world: World, presser: string): Promise<void> {
  const { request } = await newest(world);
  expect(codeOf(await passOn(world.deps, { tenantId: TENANT, presser, requestId: request.id }))).toBe('done');
  await work(world);
}

const groupsAsked = async (world: World) => (await newest(world)).request.slots.map(({ group }) => group);

/** Helen sent Ada to a counter while Kim stands in for Max; Max answers the helpdesk, as Colin does. */
async function withStandIn(): Promise<World> {
  const world = await createWorld();
  world.directory.people.set(KIM, samplePerson(KIM));
  world.directory.managers.set(KIM, WHO.olga);
  world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin, WHO.max]);
  await world.delegations.put(TENANT, WHO.max, { delegate: KIM, setAt: START - 2 * DAY, until: START + 7 * DAY });
  await open(world, { presser: WHO.helen, address: WHO.ada, place: 'inPerson', proof: PROOF });
  await work(world);
  return world;
}

describe('when somebody was to approve, and somebody else does (T16)', () => {
  it('the manager whose stand-in is asked attends to nobody, then or later', async () => {
    const world = await withStandIn();
    expect((await newest(world)).request.slots[0]).toMatchObject({ candidates: [KIM], standsInFor: WHO.max });
    expect(codeOf(await attend(world, WHO.max))).toBe('attendantHasOtherPart');
    await pressNotMine(world, KIM);
    expect((await newest(world)).request.slots[0]).toMatchObject({ candidates: [WHO.mona] });
    expect(codeOf(await attend(world, WHO.max))).toBe('attendantHasOtherPart');
    expect(codeOf(await attend(world))).toBe('done');
    await expectSoundness(world);
  });

  it('nor does whoever was asked in an earlier round and passed nothing on', async () => {
    const world = await createWorld();
    world.directory.change(WHO.max, { accountEnabled: false });
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin]);
    await open(world, { presser: WHO.helen, address: WHO.ada, place: 'inPerson', proof: PROOF });
    await work(world);
    expect(await groupsAsked(world)).toEqual(['duty', 'security']);
    world.directory.change(WHO.max, { accountEnabled: true });
    await pressNotMine(world, WHO.dan);
    expect(await groupsAsked(world)).toEqual(['manager', 'security']);
    world.directory.groups.set(GROUPS.helpdesk, [WHO.colin, WHO.dora]);
    expect(codeOf(await attend(world, WHO.dora))).toBe('attendantHasOtherPart');
    await expectSoundness(world);
  });

  it('nor the manager of the next level, once their stand-in is asked as well; they hear of it by mail', async () => {
    const world = await sentToCounter();
    world.directory.people.set(KIM, samplePerson(KIM));
    world.directory.managers.set(KIM, WHO.olga);
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin, WHO.mona]);
    await world.delegations.put(TENANT, WHO.mona, { delegate: KIM, setAt: START - 2 * DAY, until: START + 7 * DAY });
    await pass(world, 31 * MINUTE);
    expect((await newest(world)).request.slots[0]?.candidates).toEqual([WHO.max, KIM]);
    expect(codeOf(await attend(world, WHO.mona))).toBe('attendantHasOtherPart');
    const opened = world.outOfBand.mails.filter(({ notice }) => notice === 'opened').map(({ to }) => to);
    expect(opened).toEqual(expect.arrayContaining(['max@contoso.example', 'mona@contoso.example']));
    await expectSoundness(world);
  });

  it('whoever attended all the same is held before it is approved', async () => {
    const world = await sentToCounter();
    await attend(world);
    await checkId(world);
    const { request } = await newest(world);
    const mixed = { ...request, askedBefore: [WHO.colin] };
    expect(await counterFault(world.deps, request, world.policy)).toBeUndefined();
    expect(await counterFault(world.deps, mixed, world.policy)).toBe('attendantNoLongerStands');
    await signMax(world);
    expect(codeOf(await signSam(world))).toBe('done');
  });
});

describe('when other people are asked than before', () => {
  const old: readonly Slot[] = [
    slot({ candidates: [KIM, WHO.max], asked: [KIM], passedOver: [WHO.mona], standsInFor: WHO.max }),
    slot({ slot: 2, group: 'security', candidates: [WHO.sam, WHO.sue] }),
  ];
  const slots = [slot({ candidates: [WHO.olga] }), slot({ slot: 2, group: 'security', candidates: [WHO.sam] })];
  const waiting = awaiting({ slots: old });

  it.each<readonly [string, RecoveryRequest]>([
    ['they are replaced', next(waiting, eventOf('approversReplaced', { slots }))],
    ['an approver no longer stands', next(approved(waiting), eventOf('approverLost', { slots }))],
    ['a failed case starts over', next({ ...failed(), slots: old }, eventOf('retried', { slots }))],
  ])('whoever is asked no more is kept: %s', (_when, after) => {
    expect([...(after.askedBefore ?? [])].sort()).toEqual([KIM, WHO.max, WHO.mona, WHO.sue].sort());
    expect(hasOtherPart(after, WHO.sue)).toBe(true);
    expect(hasOtherPart(after, WHO.colin)).toBe(false);
  });

  it('through all rounds, and nobody twice', () => {
    const second = next(waiting, eventOf('approversReplaced', { slots }));
    const third = next(second, eventOf('approversReplaced', { slots: [slot({ candidates: [WHO.max] })] }));
    expect([...(third.askedBefore ?? [])].sort()).toEqual([KIM, WHO.mona, WHO.sue, WHO.olga, WHO.sam].sort());
  });

  it('nothing is kept where everybody is asked again', () => {
    expect(next(waiting, eventOf('approversReplaced', { slots: old }))).not.toHaveProperty('askedBefore');
    const back = next({ ...waiting, askedBefore: [WHO.sue] }, eventOf('approversReplaced', { slots: old }));
    expect(back.askedBefore).toEqual([]);
  });
});
