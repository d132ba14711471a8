import type { Attendance } from '../../recovery/attendance';
import { attendantsOf, hasOtherPart, isAttendant, isQrOpen, withoutIdCheck } from '../../recovery/attendance';
import { counterFault, isPeerOfApprovers, lacksFace, mayAttend, numbersWithheld } from '../../recovery/counter-guards';
import { counterRule } from '../../recovery/counter-rule';
import type { Slot, VerifiedBy } from '../../recovery/facts';
import type { Place } from '../../recovery/policy-tier';
import type { AwaitingApproval } from '../../recovery/request';
import type { Signals } from '../../recovery/signals';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { START } from '../support/fake-clock';
import { awaiting, OTHER_TENANT, TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

const ATTENDED: Attendance = {
  ...{ attendant: WHO.colin, since: START, before: [] },
  idCheck: { document: 'companyBadge', at: START },
};
const POLICY: { readonly delivery: readonly Place[] } = { delivery: ['teams', 'inPerson'] };

const slot = (number: 1 | 2, approver: string, way?: VerifiedBy, more: Partial<Slot> = {}): Slot => ({
  ...{ slot: number, group: number === 1 ? 'manager' : 'security', candidates: [approver], asked: [approver] },
  passedOver: [],
  ...(way !== undefined && { approval: { approver, verifiedBy: way, at: START } }),
  ...more,
});

const atCounter = (change: Partial<AwaitingApproval> = {}): AwaitingApproval =>
  awaiting({
    ...{ employee: WHO.ada, requester: WHO.helen, delivery: { place: 'inPerson' }, attendance: ATTENDED },
    slots: [slot(1, WHO.max), slot(2, WHO.sam)],
    ...change,
  });

async function worldOfColin(): Promise<World> {
  const world = await createWorld();
  world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin]);
  return world;
}

describe('when it is asked whether somebody’s face was seen at a counter', () => {
  const second = slot(2, WHO.sam);
  const signed = (way: VerifiedBy) => [slot(1, WHO.max, way), second];

  it.each<readonly [string, Partial<AwaitingApproval>, VerifiedBy, boolean]>([
    ['two calls', { slots: signed('knownNumber') }, 'knownNumber', true],
    ['a call, then face to face', { slots: signed('knownNumber') }, 'inPerson', false],
    ['a call, then a video call', { slots: signed('knownNumber') }, 'videoCall', false],
    ['face to face, then a call', { slots: signed('inPerson') }, 'knownNumber', false],
    ['a call, and the other one is still asked', {}, 'knownNumber', false],
    ['two calls in Teams', { slots: signed('knownNumber'), delivery: { place: 'teams' } }, 'knownNumber', false],
  ])('%s', (_what, change, way, lacks) => {
    expect(lacksFace(atCounter(change), second, way)).toBe(lacks);
  });
});

describe('when it is asked who may attend', () => {
  it.each<readonly [string, (world: World) => unknown, boolean]>([
    ['a member of the helpdesk', () => undefined, true],
    ['who left it', (world) => world.directory.groups.set(GROUPS.helpdesk, [WHO.helen]), false],
    ['a disabled account', (world) => world.directory.change(WHO.colin, { accountEnabled: false }), false],
    ['a guest', (world) => world.directory.change(WHO.colin, { userType: 'guest' }), false],
  ])('%s', async (_who, change, may) => {
    const world = await worldOfColin();
    change(world);
    expect(await mayAttend(world.deps, TENANT, WHO.colin)).toBe(may);
  });

  it('nobody of a tenant that is not served, and somebody who is not known', async () => {
    const { deps } = await worldOfColin();
    expect(await mayAttend(deps, OTHER_TENANT, WHO.colin)).toBe(false);
    const directory = Object.assign(Object.create(deps.directory) as typeof deps.directory, {
      person: () => Promise.resolve(undefined),
    });
    expect(await mayAttend({ ...deps, directory }, TENANT, WHO.colin)).toBe(false);
  });
});

describe('when a case of the counter is looked at again', () => {
  const { idCheck: _looked, ...WITHOUT_ID } = ATTENDED;
  const { attendance: _attended, ...unattended } = atCounter();
  const signed = (first: VerifiedBy, other?: VerifiedBy) => [slot(1, WHO.max, first), slot(2, WHO.sam, other)];

  it.each<readonly [string, AwaitingApproval, string | undefined]>([
    ['all of it holds', atCounter({ slots: signed('knownNumber', 'inPerson') }), undefined],
    ['only one has signed, by a call', atCounter({ slots: signed('knownNumber') }), undefined],
    ['both have called', atCounter({ slots: signed('knownNumber', 'knownNumber') }), 'faceNotSeen'],
    ['nobody attends', unattended, 'attendantNoLongerStands'],
    ['no ID was looked at', atCounter({ attendance: WITHOUT_ID }), 'attendantNoLongerStands'],
    ['the attendant opened it', atCounter({ requester: WHO.colin }), 'attendantNoLongerStands'],
    [
      'who attended before was asked to approve',
      atCounter({ attendance: { ...ATTENDED, before: [WHO.max] } }),
      'attendantNoLongerStands',
    ],
    [
      'the attendant is no member',
      atCounter({ attendance: { ...ATTENDED, attendant: WHO.olga } }),
      'attendantNoLongerStands',
    ],
    ['it goes on in Teams', atCounter({ attendance: WITHOUT_ID, delivery: { place: 'teams' } }), undefined],
  ])('%s', async (_what, request, fault) => {
    const { deps } = await worldOfColin();
    expect(await counterFault(deps, request, POLICY)).toBe(fault);
  });

  it('the attendant is in a group that was asked to approve', async () => {
    const { deps, directory } = await worldOfColin();
    directory.groups.set(GROUPS.duty, [WHO.dan, WHO.colin]);
    expect(await counterFault(deps, atCounter(), POLICY)).toBeUndefined();
    directory.groups.set(GROUPS.security, [WHO.sam, WHO.colin]);
    expect(await counterFault(deps, atCounter(), POLICY)).toBe('attendantNoLongerStands');
  });

  it('nobody is known to stand apart in a tenant that is not served', async () => {
    const { deps } = await worldOfColin();
    const { slots } = atCounter();
    expect(await isPeerOfApprovers(deps, { tenantId: OTHER_TENANT, slots }, WHO.colin)).toBe(true);
  });

  it('the policy knows no counters any more', async () => {
    const { deps } = await worldOfColin();
    expect(await counterFault(deps, atCounter(), { delivery: ['teams'] })).toBe('counterNotAllowed');
  });
});

describe('when an attendant would be shown the numbers', () => {
  it.each<readonly [string, (world: World) => unknown, string | undefined]>([
    ['attends as before', () => undefined, undefined],
    ['left the helpdesk', (world) => world.directory.groups.set(GROUPS.helpdesk, [WHO.helen]), 'helpdeskOnly'],
    ['is disabled', (world) => world.directory.change(WHO.colin, { accountEnabled: false }), 'helpdeskOnly'],
    ['is a peer now', (world) => world.directory.groups.set(GROUPS.security, [WHO.colin]), 'attendantIsPeer'],
    ['cannot be read', (world) => world.ports.fail('directory.isMember', 'timeout'), 'directoryUnavailable'],
    ['cannot be looked up', (world) => world.ports.fail('directory.person', 'forbidden'), 'directoryUnavailable'],
  ])('who %s', async (_who, change, why) => {
    const world = await worldOfColin();
    change(world);
    const looking = { tenantId: TENANT, presser: WHO.colin, request: atCounter() };
    expect(await numbersWithheld(world.deps, looking)).toBe(why);
  });

  it('who was asked to approve', async () => {
    const { deps } = await worldOfColin();
    const looking = { tenantId: TENANT, presser: WHO.colin, request: atCounter({ askedBefore: [WHO.colin] }) };
    expect(await numbersWithheld(deps, looking)).toBe('attendantHasOtherPart');
  });
});

describe('when it is asked who has which part at a counter', () => {
  const request = atCounter({
    joined: [WHO.olga],
    attendance: { ...ATTENDED, before: [WHO.dora] },
    slots: [
      slot(1, WHO.max, 'inPerson', { candidates: [WHO.mona], asked: [WHO.dan], passedOver: [WHO.sue] }),
      slot(2, WHO.sam),
    ],
  });

  it.each([
    ...['ada', 'helen', 'olga', 'max', 'mona', 'dan', 'sue', 'sam'].map((name) => [name, true] as const),
    ...['colin', 'dora'].map((name) => [name, false] as const),
  ])('%s has another part: %s', (name, has) => {
    expect(hasOtherPart(request, WHO[name as keyof typeof WHO])).toBe(has);
  });

  it('the attendant of now is one, whoever attended before is known too', () => {
    expect(attendantsOf(request)).toEqual([WHO.colin, WHO.dora]);
    expect([WHO.colin, WHO.dora].map((who) => isAttendant(request, who))).toEqual([true, false]);
    expect(attendantsOf(awaiting())).toEqual([]);
    expect(isAttendant(awaiting(), WHO.colin)).toBe(false);
  });

  it('without the look at the ID everything else stays', () => {
    const { idCheck: _seen, ...attendance } = { ...ATTENDED, before: [WHO.dora] };
    expect(withoutIdCheck({ ...request, employeeConfirmed: true })).toEqual({
      ...request,
      ...{ attendance, employeeConfirmed: false },
    });
    const { attendance: _none, ...teams } = { ...request, employeeConfirmed: true };
    expect(withoutIdCheck(teams)).toBe(teams);
  });
});

describe('when the rules look at where the pass appears', () => {
  const about = (atCounter?: boolean) =>
    counterRule({ story: { ...(atCounter !== undefined && { atCounter }) } } as Signals);

  it('a counter asks for two people, and says so', () => {
    expect(about(true)).toEqual([
      {
        ...{ rule: 'delivery.counter', outcome: 'raised', effect: 'dualApproval' },
        sentence: 'The employee stands at a counter of the helpdesk, so two people have to approve.',
      },
    ]);
    expect(about()).toEqual([]);
  });
});

describe('when it is asked whether a device has opened the QR code that counts', () => {
  const shown = { generation: 1, shownAt: START };
  it.each<readonly [string, Attendance | undefined, boolean]>([
    ['nobody attends', undefined, false],
    ['none was shown', ATTENDED, false],
    ['none has opened it', { ...ATTENDED, qr: shown }, false],
    ['one has', { ...ATTENDED, qr: { ...shown, openedAt: START } }, true],
    ['whoever showed it was relieved', { ...ATTENDED, qr: { ...shown, openedAt: START, endedAt: START } }, false],
  ])('%s', (_when, attendance, expected) => {
    expect(isQrOpen(attendance === undefined ? {} : { attendance })).toBe(expected);
  });
});
