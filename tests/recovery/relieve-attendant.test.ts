import { recordIdCheck } from '../../recovery/attend-request';
import { openLink, openQr } from '../../recovery/open-link';
import { renewCode } from '../../recovery/renew-code';
import type { ObjectId } from '../../recovery/terms';
import { withdrawApproval } from '../../recovery/withdraw-approval';
import {
  approvedAtCounter,
  atCounter,
  attend,
  checkId,
  openedPage,
  pressQr,
  scanned,
  signMax,
  signSam,
} from '../support/counter-stories';
import { codeOf, expectSoundness, reveal, saidCode, shown, story } from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { DEFAULT_POLICY, newest, work } from '../support/domain-world';
import { MINUTE, SECOND } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

const look = async (world: World, token: string) => codeOf(await openLink(world.deps, { token }));
const take = async (world: World, token: string) => codeOf(await openQr(world.deps, { token }));
const here = (world: World, code?: string) => reveal(world, { place: 'inPerson', ...(code !== undefined && { code }) });

async function renew(world: World, presser: ObjectId = WHO.max): Promise<string> {
  const { request } = await newest(world);
  return codeOf(await renewCode(world.deps, { tenantId: TENANT, presser, requestId: request.id }));
}

/** Both have approved; Colin's shift ends, and Olga answers the helpdesk as well. */
async function shiftEnds(options: WorldOptions = {}): Promise<World> {
  const world = await approvedAtCounter(options);
  world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin, WHO.olga]);
  world.clock.advance(MINUTE);
  return world;
}

/** Olga has taken over from Colin. */
async function relieved(options: WorldOptions = {}): Promise<World> {
  const world = await shiftEnds(options);
  expect(codeOf(await attend(world, WHO.olga))).toBe('done');
  await work(world);
  return world;
}

describe('when an attendant is relieved after the approval (T16)', () => {
  it('the other one looks at an ID, both approvers say a new code, and the pass is shown', async () => {
    const world = await relieved();
    expect((await newest(world)).request).toMatchObject({
      ...{ state: 'approved', employeeConfirmed: false },
      attendance: { attendant: WHO.olga, before: [WHO.colin] },
    });
    await checkId(world, WHO.olga);
    expect(await renew(world)).toBe('done');
    await openedPage(world, WHO.olga);
    shown(await here(world));
    const order = (await story(world)).filter((type) =>
      ['approved', 'attended', 'idChecked', 'codeRenewed', 'qrShown', 'qrOpened', 'passIssued'].includes(type),
    );
    expect(order.slice(order.indexOf('approved'))).toEqual([
      ...['approved', 'attended', 'idChecked', 'codeRenewed', 'qrShown', 'qrOpened', 'passIssued'],
    ]);
    await expectSoundness(world);
  });

  it('the trail says who took over, and when', async () => {
    const world = await relieved();
    const trail = await world.ledger.trail(TENANT, (await newest(world)).request.id);
    expect(
      trail
        .map(({ event }) => event)
        .filter(({ type }) => type === 'attended')
        .at(-1),
    ).toEqual({
      ...{ type: 'attended', attendant: WHO.olga, at: world.clock.now() },
      by: { kind: 'person', id: WHO.olga },
    });
  });

  it('without an ID there is neither a QR code nor a new code', async () => {
    const world = await relieved();
    expect(codeOf(await pressQr(world, WHO.olga))).toBe('idMissing');
    expect(await renew(world)).toBe('idNotSeen');
    const { request } = await newest(world);
    const input = { tenantId: TENANT, presser: WHO.olga, requestId: request.id };
    expect(codeOf(await recordIdCheck(world.deps, input))).toBe('idMissing');
    expect(codeOf(await checkId(world))).toBe('notYours');
    expect(codeOf(await here(world))).toBe('wrongPlace');
  });

  it('a QR code that nobody has opened opens nothing any more, now and later', async () => {
    const world = await shiftEnds();
    const qr = await scanned(world);
    expect(await look(world, qr)).toBe('qr');
    await attend(world, WHO.olga);
    expect([await look(world, qr), await take(world, qr)]).toEqual(['qrOver', 'qrOver']);
    await checkId(world, WHO.olga);
    expect([await look(world, qr), await take(world, qr)]).toEqual(['qrOver', 'qrOver']);
    await scanned(world, WHO.olga);
    expect([await look(world, qr), await take(world, qr)]).toEqual(['qrOver', 'qrOver']);
  });

  it('a page that was open shows no pass, whatever code is typed there', async () => {
    const world = await shiftEnds();
    const page = await openedPage(world);
    await attend(world, WHO.olga);
    await checkId(world, WHO.olga);
    expect(await renew(world)).toBe('done');
    expect(await look(world, page)).toBe('qrOver');
    expect(codeOf(await here(world))).toBe('wrongPlace');
    expect(world.passes.secrets).toEqual([]);
  });

  it('the code that was said before works no more; one that is made now does', async () => {
    const world = await shiftEnds();
    const before = await saidCode(world);
    await attend(world, WHO.olga);
    await checkId(world, WHO.olga);
    await openedPage(world, WHO.olga);
    expect(codeOf(await here(world, before))).toBe('codeExpired');
    expect(await renew(world, WHO.sam)).toBe('done');
    expect(codeOf(await here(world, before))).toBe('codeWrong');
    shown(await here(world));
  });

  it('whoever was relieved does nothing more, and can take it back only by the same way', async () => {
    const world = await relieved();
    await checkId(world, WHO.olga);
    expect(codeOf(await pressQr(world))).toBe('notYours');
    world.clock.advance(MINUTE);
    expect(codeOf(await attend(world))).toBe('done');
    expect(codeOf(await pressQr(world))).toBe('idMissing');
    expect(codeOf(await pressQr(world, WHO.olga))).toBe('notYours');
    expect((await newest(world)).request.attendance?.before).toEqual([WHO.olga]);
  });

  it('both approvers and who was relieved are told, who takes over is not', async () => {
    const world = await relieved();
    expect(world.cards.told('relieved')).toEqual([WHO.colin]);
    await checkId(world, WHO.olga);
    await work(world);
    expect([...world.cards.told('relieved')].sort()).toEqual([WHO.colin, WHO.max, WHO.sam].sort());
    expect(world.cards.told('approved')).toContain(WHO.colin);
    expect(world.cards.told('approved')).not.toContain(WHO.olga);
    await attend(world, WHO.olga);
    await work(world);
    expect(world.cards.told('relieved')).toHaveLength(3);
  });

  it('the approvers hear of each who takes over', async () => {
    const world = await relieved();
    await checkId(world, WHO.olga);
    await work(world);
    world.clock.advance(MINUTE);
    await attend(world);
    await checkId(world);
    await work(world);
    expect(world.cards.told('relieved').filter((who) => who === WHO.max)).toHaveLength(2);
  });
});

describe('when somebody may not take over after the approval (T16)', () => {
  it.each([
    ['who opened it', WHO.helen, 'attendantHasOtherPart'],
    ['the employee', WHO.ada, 'attendantHasOtherPart'],
    ['the manager who approved', WHO.max, 'attendantHasOtherPart'],
    ['security that approved', WHO.sam, 'attendantHasOtherPart'],
    ['security that was only asked', WHO.sue, 'attendantHasOtherPart'],
  ])('%s is refused, though a member of the helpdesk', async (_who, presser, code) => {
    const world = await shiftEnds();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.colin, presser]);
    const { seq } = await newest(world);
    expect(codeOf(await attend(world, presser))).toBe(code);
    expect((await newest(world)).seq).toBe(seq);
  });

  it('nor who is no member of the helpdesk, or not long enough, or whose account is disabled', async () => {
    const world = await shiftEnds();
    await world.memberships.save(TENANT, GROUPS.helpdesk, WHO.olga, { since: world.clock.now(), baseline: false });
    expect(codeOf(await attend(world, WHO.olga))).toBe('notFound');
    world.memberships.rows.clear();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.colin]);
    expect(codeOf(await attend(world, WHO.olga))).toBe('notFound');
  });

  it('who left the helpdesk after taking over records no ID, and it is held before a pass is shown', async () => {
    const world = await relieved();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.colin]);
    expect(codeOf(await checkId(world, WHO.olga))).toBe('helpdeskOnly');
    world.directory.groups.set(GROUPS.helpdesk, [WHO.colin, WHO.olga]);
    await checkId(world, WHO.olga);
    await renew(world);
    await openedPage(world, WHO.olga);
    world.directory.groups.set(GROUPS.helpdesk, [WHO.colin]);
    expect(codeOf(await here(world))).toBe('notApprovedYet');
    expect((await newest(world)).request).toMatchObject({ held: { reason: 'attendantNoLongerStands' } });
  });

  it('nobody once the pass was shown', async () => {
    const world = await shiftEnds();
    await openedPage(world);
    shown(await here(world));
    expect(codeOf(await attend(world, WHO.olga))).toBe('alreadyDecided');
  });

  it('nobody while a stolen phone is being secured under whom they approved, and somebody afterwards', async () => {
    const world = await atCounter({ policy: { secureOn: { ...DEFAULT_POLICY.secureOn, lostPhone: 'approval' } } });
    await signMax(world);
    await signSam(world);
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin, WHO.olga]);
    expect(codeOf(await attend(world, WHO.olga))).toBe('stillWorking');
    await work(world);
    expect((await newest(world)).request).toMatchObject({ state: 'approved', placeholder: expect.anything() });
    expect(codeOf(await attend(world, WHO.olga))).toBe('done');
    await work(world);
    expect((await newest(world)).request.state).toBe('approved');
  });

  it('it stays withdrawn when an approver does not know the new attendant', async () => {
    const world = await relieved();
    const { request } = await newest(world);
    await withdrawApproval(world.deps, { tenantId: TENANT, presser: WHO.sam, requestId: request.id });
    expect(codeOf(await checkId(world, WHO.olga))).toBe('alreadyDecided');
  });
});

describe('when a pass is on its way at that moment (T10)', () => {
  /** Somebody else commits right before the reveal is written down. */
  const raceBeforeReveal = (world: World, act: () => Promise<unknown>): void => {
    world.ledger.beforeCommit = async ({ type }) => {
      if (type !== 'revealStarted') return;
      world.ledger.beforeCommit = undefined;
      await act();
    };
  };

  it.each<readonly [string, (world: World) => Promise<unknown>]>([
    ['another attendant takes over', (world) => attend(world, WHO.olga)],
    ['a new QR code is shown', (world) => pressQr(world)],
  ])('%s first: the page that was open shows none', async (_what, act) => {
    const world = await shiftEnds();
    await openedPage(world);
    raceBeforeReveal(world, () => act(world));
    expect(codeOf(await here(world))).toBe('qrOver');
    expect(world.passes.secrets).toEqual([]);
    await expectSoundness(world);
  });

  it('nobody takes over and no QR code is shown until it has arrived', async () => {
    const world = await shiftEnds();
    await openedPage(world);
    const answers: string[] = [];
    const { issue } = world.deps.passes;
    world.deps.passes.issue = async (...input) => {
      answers.push(codeOf(await attend(world, WHO.olga)), codeOf(await pressQr(world)));
      return issue.apply(world.deps.passes, input);
    };
    shown(await here(world));
    expect(answers).toEqual(['stillWorking', 'stillWorking']);
    world.clock.advance(SECOND);
    expect((await newest(world)).request).toMatchObject({ state: 'revealed', attendance: { attendant: WHO.colin } });
  });
});
