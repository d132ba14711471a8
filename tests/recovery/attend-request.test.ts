import { attendRequest, recordIdCheck } from '../../recovery/attend-request';
import { attendantsOf } from '../../recovery/attendance';
import { confirmIdentity } from '../../recovery/confirm-identity';
import { matchNumber } from '../../recovery/codes';
import { draftRequest } from '../../recovery/draft-request';
import { openRequest } from '../../recovery/open-request';
import { passOn } from '../../recovery/pass-on-request';
import type { Policy } from '../../recovery/policy-settings';
import { releaseRequest } from '../../recovery/release-request';
import { markUnsure } from '../../recovery/hold-request';
import { viewerFor } from '../../recovery/viewers';
import { approve, codeOf, expectSoundness, open, story } from '../support/domain-stories';
import { AT_COUNTER, atCounter, attend, checkId, sentToCounter, signMax, signSam } from '../support/counter-stories';
import { createWorld, newest } from '../support/domain-world';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const NO_COUNTERS: Partial<Policy> = { delivery: ['teams', 'email'] };

describe('when the helpdesk sends somebody to a counter (T16)', () => {
  it('two people are asked, though nothing else asks for two', async () => {
    const world = await sentToCounter();
    const { request } = await newest(world);
    expect(request).toMatchObject({ delivery: { place: 'inPerson' }, route: 'dualApproval', employeeConfirmed: false });
    expect(request.slots.map(({ group }) => group)).toEqual(['manager', 'security']);
    expect(request.reasons).toContainEqual(expect.objectContaining({ rule: 'delivery.counter', outcome: 'raised' }));
    await expectSoundness(world);
  });

  it('nobody but the helpdesk opens there, and not without its proof', async () => {
    const world = await createWorld();
    const byColleague = await draftRequest(world.deps, {
      tenantId: TENANT,
      scenario: 'lostPhone',
      ...AT_COUNTER,
      presser: WHO.max,
      proof: PROOF,
    });
    expect(byColleague).not.toHaveProperty('draft.atCounter');
    expect(codeOf(await open(world, AT_COUNTER))).toBe('proofMissing');
    expect(codeOf(await open(world, { place: 'inPerson' }))).toBe('deliveryNotPossible');
    expect(codeOf(await open(world, { proof: PROOF }, { delivery: 'inPerson' }))).toBe('deliveryNotPossible');
  });

  it('whoever left the helpdesk since the form opens nothing', async () => {
    const world = await createWorld();
    const drafted = await draftRequest(world.deps, {
      tenantId: TENANT,
      scenario: 'lostPhone',
      ...AT_COUNTER,
      proof: PROOF,
    });
    if (drafted.kind !== 'draft') throw new Error(codeOf(drafted));
    world.directory.groups.set(GROUPS.helpdesk, []);
    const opened = await openRequest(world.deps, { tenantId: TENANT, presser: WHO.helen, draftId: drafted.draft.id });
    expect(codeOf(opened)).toBe('helpdeskOnly');
  });

  it('is not offered where the policy knows no counters', async () => {
    const world = await createWorld({ policy: NO_COUNTERS });
    expect(codeOf(await open(world, { ...AT_COUNTER, proof: PROOF }))).toBe('deliveryNotPossible');
    const elsewhere = { presser: WHO.helen, address: WHO.ada, proof: PROOF };
    expect(codeOf(await open(world, elsewhere, { delivery: 'inPerson' }))).toBe('deliveryNotPossible');
  });

  it('whoever cannot come either is told what helps, and nothing is opened', async () => {
    const world = await createWorld();
    expect(codeOf(await open(world, { ...AT_COUNTER, place: 'nowhere', proof: PROOF }))).toBe('cannotCome');
    await expect(newest(world)).rejects.toThrow('no request');
  });

  it('a session of the employee in Teams neither confirms it nor takes it over', async () => {
    const world = await createWorld();
    const own = await draftRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, scenario: 'lostPhone' });
    if (own.kind !== 'draft') throw new Error(codeOf(own));
    await open(world, { ...AT_COUNTER, proof: PROOF });
    const { request } = await newest(world);
    const confirmed = await confirmIdentity(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id });
    expect(codeOf(confirmed)).toBe('counterOnly');
    await openRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, draftId: own.draft.id });
    expect((await newest(world)).request).toMatchObject({ requester: WHO.helen, employeeConfirmed: false });
  });
});

describe('when an attendant takes the case', () => {
  it('the ID comes first: until then nobody can approve, and no try is used', async () => {
    const world = await sentToCounter();
    expect(codeOf(await signMax(world))).toBe('idNotChecked');
    expect(codeOf(await attend(world))).toBe('done');
    expect(codeOf(await signMax(world))).toBe('idNotChecked');
    expect(codeOf(await checkId(world))).toBe('done');
    expect(codeOf(await signMax(world))).toBe('done');
    expect(await story(world)).toEqual(expect.arrayContaining(['attended', 'idChecked', 'slotApproved']));
    await expectSoundness(world);
  });

  it('the kind of ID is recorded with who saw it, and has to be named', async () => {
    const world = await sentToCounter();
    await attend(world);
    const { request } = await newest(world);
    const input = { tenantId: TENANT, presser: WHO.colin, requestId: request.id };
    expect(codeOf(await recordIdCheck(world.deps, input))).toBe('idMissing');
    await checkId(world);
    const trail = await world.ledger.trail(TENANT, request.id);
    expect(trail.at(-1)?.event).toEqual({
      ...{ type: 'idChecked', document: 'companyBadge', at: world.clock.now() },
      by: { kind: 'person', id: WHO.colin },
    });
  });

  it.each([
    ['who opened it', WHO.helen],
    ['the employee', WHO.ada],
    ['the manager who was asked', WHO.max],
    ['security that was asked', WHO.sam],
  ])('%s is refused, though a member of the helpdesk', async (_who, presser) => {
    const world = await sentToCounter();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin, presser]);
    expect(codeOf(await attend(world, presser))).toBe('attendantHasOtherPart');
    expect((await newest(world)).request.attendance).toBeUndefined();
  });

  it('nobody attends whose own peers were asked, though they were not, and however new they are in that group', async () => {
    const world = await sentToCounter();
    world.directory.groups.set(GROUPS.security, [WHO.sam, WHO.sue, WHO.colin]);
    expect(codeOf(await attend(world))).toBe('attendantIsPeer');
    expect((await newest(world)).request.attendance).toBeUndefined();
    world.directory.groups.set(GROUPS.security, [WHO.sam, WHO.sue]).set(GROUPS.duty, [WHO.dan, WHO.colin]);
    expect(codeOf(await attend(world))).toBe('done');
  });

  it('whoever becomes a peer of theirs while they attend stops it before it is approved', async () => {
    const world = await atCounter();
    await signMax(world);
    world.directory.groups.set(GROUPS.security, [WHO.sam, WHO.sue, WHO.colin]);
    expect(codeOf(await signSam(world))).toBe('done');
    expect((await newest(world)).request).toMatchObject({ state: 'held', held: { reason: 'attendantNoLongerStands' } });
  });

  it('whoever is no member of the helpdesk, or not long enough, learns nothing', async () => {
    const world = await sentToCounter();
    expect(codeOf(await attend(world, WHO.olga))).toBe('notFound');
    await world.memberships.save(TENANT, GROUPS.helpdesk, WHO.colin, { since: world.clock.now(), baseline: false });
    expect(codeOf(await attend(world))).toBe('notFound');
  });

  it('a disabled account attends to nobody', async () => {
    const world = await sentToCounter();
    const colin = world.directory.people.get(WHO.colin);
    if (colin === undefined) throw new Error('Colin is known');
    world.directory.people.set(WHO.colin, { ...colin, accountEnabled: false });
    expect(codeOf(await attend(world))).toBe('notFound');
  });

  it('there is nobody to attend to in a request that goes on in Teams', async () => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.colin]);
    await open(world);
    expect(codeOf(await attend(world))).toBe('notAtCounter');
  });

  it('nobody but the attendant records the ID', async () => {
    const world = await sentToCounter();
    await attend(world);
    expect(codeOf(await checkId(world, WHO.helen))).toBe('notYours');
    expect(codeOf(await checkId(world, WHO.olga))).toBe('notFound');
    expect((await newest(world)).request.employeeConfirmed).toBe(false);
  });

  it('another attendant relieves the first, and looks at the ID anew', async () => {
    const world = await atCounter();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin, WHO.olga]);
    expect(codeOf(await attend(world, WHO.olga))).toBe('done');
    const { request } = await newest(world);
    expect(request).toMatchObject({
      employeeConfirmed: false,
      attendance: { attendant: WHO.olga, before: [WHO.colin] },
    });
    expect(codeOf(await checkId(world))).toBe('notYours');
    expect(viewerFor(request, WHO.colin)).toMatchObject({ role: 'attendant', former: true });
    expect(codeOf(await signMax(world))).toBe('idNotChecked');
    await checkId(world, WHO.olga);
    expect(codeOf(await signMax(world))).toBe('done');
  });

  it('by a short code as well', async () => {
    const world = await sentToCounter();
    const { shortCode } = (await newest(world)).request;
    expect(codeOf(await attendRequest(world.deps, { tenantId: TENANT, presser: WHO.colin, shortCode }))).toBe('done');
  });
});

describe('when it is decided about somebody at a counter (T16)', () => {
  it.each([
    ['inPerson', 'knownNumber'],
    ['knownNumber', 'videoCall'],
    ['videoCall', 'inPerson'],
  ] as const)('%s and %s are enough', async (first, second) => {
    const world = await atCounter();
    await signMax(world, first);
    expect(codeOf(await signSam(world, second))).toBe('done');
    expect((await newest(world)).request.state).toBe('approved');
  });

  it('two calls are not: the second is refused, costs no try, and is right once a face was seen', async () => {
    const world = await atCounter();
    await signMax(world);
    for (let times = 0; times < 5; times += 1) expect(codeOf(await signSam(world, 'knownNumber'))).toBe('faceNotSeen');
    expect((await newest(world)).request.state).toBe('awaitingApproval');
    expect(codeOf(await signSam(world, 'videoCall'))).toBe('done');
    await expectSoundness(world);
  });

  it('each approver has a number of their own', async () => {
    const world = await atCounter();
    const { request } = await newest(world);
    const [first, second] = ([1, 2] as const).map((slot) => matchNumber(world.deps.keys, request, slot).reveal());
    expect(first).not.toBe(second);
    expect(codeOf(await approve(world, { matchNumber: second ?? '' }))).toBe('matchNumberWrong');
  });

  it('security is asked no more once the attendant is one of them: held, and nobody weaker is asked', async () => {
    const world = await atCounter();
    world.directory.groups.set(GROUPS.security, [WHO.colin, WHO.olga]);
    const { request } = await newest(world);
    await passOn(world.deps, { tenantId: TENANT, presser: WHO.sam, requestId: request.id });
    await passOn(world.deps, { tenantId: TENANT, presser: WHO.sue, requestId: request.id });
    expect((await newest(world)).request).toMatchObject({ state: 'held', held: { reason: 'noApprover' } });
    expect(codeOf(await approve(world, { presser: WHO.colin }, 2))).toBe('attendantMayNotApprove');
  });

  it.each([
    ['left the helpdesk', 'attendantNoLongerStands'],
    ['counters were switched off', 'counterNotAllowed'],
  ])('%s: held, and nobody weaker is asked instead', async (what, why) => {
    const world = await atCounter();
    await signMax(world);
    if (why === 'counterNotAllowed') Object.assign(world.policy, NO_COUNTERS);
    else world.directory.groups.set(GROUPS.helpdesk, [WHO.helen]);
    expect(what).not.toBe('');
    await signSam(world);
    expect((await newest(world)).request).toMatchObject({ state: 'held', held: { reason: why } });
  });

  it('after a hold the ID is looked at anew', async () => {
    const world = await atCounter();
    const { request } = await newest(world);
    await markUnsure(world.deps, { tenantId: TENANT, presser: WHO.max, requestId: request.id });
    const release = { tenantId: TENANT, requestId: request.id, reason: 'spoke with her' };
    world.directory.groups.set(GROUPS.security, [WHO.sam, WHO.sue, WHO.colin]);
    expect(codeOf(await releaseRequest(world.deps, { ...release, presser: WHO.colin }))).toBe('ownRequest');
    expect(codeOf(await releaseRequest(world.deps, { ...release, presser: WHO.sue }))).toBe('done');
    const after = (await newest(world)).request;
    expect(after).toMatchObject({ state: 'awaitingApproval', employeeConfirmed: false });
    expect(after.attendance?.idCheck).toBeUndefined();
    expect(attendantsOf(after)).toEqual([WHO.colin]);
    expect(codeOf(await signMax(world))).toBe('idNotChecked');
  });
});

describe('when the employee has no manager who may be trusted', () => {
  it('duty and security are asked; where nobody of them is left but the attendant, it is held', async () => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.ada);
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin]).set(GROUPS.duty, [WHO.dan]);
    await open(world, { ...AT_COUNTER, proof: PROOF });
    const { request } = await newest(world);
    expect(request.slots.map(({ group }) => group)).toEqual(['duty', 'security']);
    await attend(world);
    world.directory.groups.set(GROUPS.duty, [WHO.dan, WHO.colin]);
    await passOn(world.deps, { tenantId: TENANT, presser: WHO.dan, requestId: request.id });
    expect((await newest(world)).request).toMatchObject({ state: 'held', held: { reason: 'noApprover' } });
  });
});
