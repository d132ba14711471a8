import { createHash } from 'node:crypto';
import { qrCode } from '../../cards/qr-code';
import { LONGEST_AT_COUNTERS } from '../../platform/endpoint-rules';
import { openLink, openQr } from '../../recovery/open-link';
import type { Place } from '../../recovery/policy-tier';
import { showQr } from '../../recovery/show-qr';
import { withdrawApproval } from '../../recovery/withdraw-approval';
import {
  approvedAtCounter,
  atCounter,
  openedPage,
  pressQr,
  scanned,
  sentToCounter,
  signMax,
} from '../support/counter-stories';
import { codeOf, expectSoundness, reveal, saidCode, shown, story } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { newest, work } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

const SECOND = 1_000;
const look = async (world: World, token: string) => codeOf(await openLink(world.deps, { token }));
const take = async (world: World, token: string) => codeOf(await openQr(world.deps, { token }));

describe('when both have approved at a counter (T16)', () => {
  it('the QR code leads to a page on the first device, and the pass is shown there with both halves', async () => {
    const world = await approvedAtCounter();
    const qr = await scanned(world);
    expect(await look(world, qr)).toBe('qr');
    const opened = await openQr(world.deps, { token: qr });
    if (opened.kind === 'refused') throw new Error(opened.code);
    expect(await look(world, opened.token.reveal())).toBe('link');
    expect(codeOf(await reveal(world, { place: 'inPerson', code: (await saidCode(world)).slice(0, 3) }))).toBe(
      'codeWrong',
    );
    shown(await reveal(world, { place: 'inPerson' }));
    expect((await newest(world)).request.state).toBe('revealed');
    expect(await story(world)).toEqual(expect.arrayContaining(['qrShown', 'qrOpened', 'passIssued']));
    await expectSoundness(world);
  });

  it('nothing of the QR code is stored but a hash', async () => {
    const world = await approvedAtCounter();
    const qr = await scanned(world);
    const page = await openedPage(world);
    const kept = world.ledger.dump() + JSON.stringify([[...world.links.hashes], world.log.lines, world.cards]);
    for (const token of [qr, page]) expect(kept).not.toContain(token);
  });

  it('it opens on one device only, however many ask at once', async () => {
    const world = await approvedAtCounter();
    const qr = await scanned(world);
    const taken = await Promise.all(Array.from({ length: 5 }, () => take(world, qr)));
    expect(taken.filter((code) => code === 'opened')).toHaveLength(1);
    expect(taken.filter((code) => code === 'qrOver')).toHaveLength(4);
    expect(await look(world, qr)).toBe('qrOver');
  });

  it('looking at it opens nothing: previews are harmless', async () => {
    const world = await approvedAtCounter();
    const qr = await scanned(world);
    const { seq } = await newest(world);
    for (let times = 0; times < 5; times += 1) expect(await look(world, qr)).toBe('qr');
    expect((await newest(world)).seq).toBe(seq);
  });

  it('its code can be drawn under the longest address that the start takes, and under none that is longer', async () => {
    const world = await approvedAtCounter();
    const drawn = async (length: number) => {
      const deps = { ...world.deps, publicUrl: 'https://'.padEnd(length, 'a') };
      const { request } = await newest(world);
      const qr = await showQr(deps, { tenantId: TENANT, presser: WHO.colin, requestId: request.id });
      if (qr.kind === 'refused') throw new Error(qr.code);
      return qrCode(qr.link.reveal());
    };
    expect(await drawn(LONGEST_AT_COUNTERS)).toHaveLength(57);
    await expect(drawn(LONGEST_AT_COUNTERS + 1)).rejects.toThrow('too long for a QR code');
  });

  it('it is good for two minutes', async () => {
    const world = await approvedAtCounter();
    const qr = await scanned(world);
    world.clock.advance(2 * MINUTE - 1);
    expect(await look(world, qr)).toBe('qr');
    world.clock.advance(1);
    expect(await take(world, qr)).toBe('linkUnknown');
  });

  it('a new one ends the one before, and the page that one opened', async () => {
    const world = await approvedAtCounter();
    const first = await scanned(world);
    const page = await openedPage(world);
    expect(await take(world, first)).toBe('qrOver');
    expect(await look(world, page)).toBe('link');
    const third = await scanned(world);
    expect(await look(world, page)).toBe('qrOver');
    expect(await take(world, third)).toBe('opened');
  });

  it('the page stays good for ten minutes, also to see a pass once more', async () => {
    const world = await approvedAtCounter();
    const page = await openedPage(world);
    shown(await reveal(world, { place: 'inPerson' }));
    await work(world);
    world.clock.advance(10 * MINUTE - 30 * SECOND);
    expect(await look(world, page)).toBe('link');
    world.clock.advance(MINUTE);
    expect(await look(world, page)).toBe('linkUnknown');
  });

  it.each(['teams', 'link'] as const)('the pass is not shown in the way of %s', async (place) => {
    const world = await approvedAtCounter();
    await openedPage(world);
    expect(codeOf(await reveal(world, { place }))).toBe('wrongPlace');
  });

  it('no pass is shown before a device has opened the QR code, nor after a newer one was shown', async () => {
    const world = await approvedAtCounter();
    expect(codeOf(await reveal(world, { place: 'inPerson' }))).toBe('wrongPlace');
    await openedPage(world);
    await scanned(world);
    expect(codeOf(await reveal(world, { place: 'inPerson' }))).toBe('wrongPlace');
    expect(world.passes.secrets).toEqual([]);
  });

  it('a newer QR code ends a press that was under way on the page before', async () => {
    const world = await approvedAtCounter();
    await openedPage(world);
    const { request } = await newest(world);
    const code = await saidCode(world);
    // Between the look at the page and the press another device takes a newer code.
    await openedPage(world);
    const late = await reveal(world, { place: 'inPerson', qr: request.attendance?.qr?.generation });
    expect(codeOf(late)).toBe('qrOver');
    const raise = world.ledger.raise.bind(world.ledger);
    jest.spyOn(world.ledger, 'raise').mockImplementationOnce(async (...counter) => {
      await openedPage(world);
      return raise(...counter);
    });
    expect(codeOf(await reveal(world, { place: 'inPerson', code }))).toBe('qrOver');
    expect(world.passes.secrets).toEqual([]);
  });

  it('there is no new one while a pass is on its way to the page', async () => {
    const world = await approvedAtCounter();
    await openedPage(world);
    let asked: string | undefined;
    const issue = world.passes.issue.bind(world.passes);
    jest.spyOn(world.passes, 'issue').mockImplementationOnce(async (...wish) => {
      asked = codeOf(await pressQr(world));
      return issue(...wish);
    });
    shown(await reveal(world, { place: 'inPerson' }));
    expect(asked).toBe('stillWorking');
  });

  it('a lost answer: scanned anew, the code shows another pass, until none is left', async () => {
    const world = await approvedAtCounter();
    for (let times = 0; times < 4; times += 1) {
      const page = await openedPage(world);
      expect(await look(world, page)).toBe('link');
      expect(codeOf(await reveal(world, { place: 'inPerson', code: '1234567' }))).toBe('codeWrong');
      shown(await reveal(world, { place: 'inPerson' }));
      world.clock.advance(5 * SECOND);
    }
    expect(world.passes.secrets).toHaveLength(4);
    expect(codeOf(await pressQr(world))).toBe('revealsUsedUp');
    await expectSoundness(world);
  });

  it('the page of before dies with the new QR code, also after the pass was shown', async () => {
    const world = await approvedAtCounter();
    const first = await openedPage(world);
    shown(await reveal(world, { place: 'inPerson' }));
    world.clock.advance(5 * SECOND);
    const qr = await scanned(world);
    expect(await look(world, first)).toBe('qrOver');
    expect(codeOf(await reveal(world, { place: 'inPerson' }))).toBe('wrongPlace');
    expect(await take(world, qr)).toBe('opened');
    expect(await take(world, qr)).toBe('qrOver');
  });
});

describe('when a QR code is asked for that nobody may have', () => {
  it('before both have approved there is none', async () => {
    const world = await atCounter();
    expect(codeOf(await pressQr(world))).toBe('notApprovedYet');
    await signMax(world);
    expect(codeOf(await pressQr(world))).toBe('notApprovedYet');
  });

  it.each([
    ['who opened it', WHO.helen, 'notYours'],
    ['an approver', WHO.max, 'notYours'],
    ['the employee', WHO.ada, 'notYours'],
    ['somebody else', WHO.olga, 'notFound'],
  ])('%s gets none', async (_who, presser, code) => {
    const world = await approvedAtCounter();
    expect(codeOf(await pressQr(world, presser))).toBe(code);
    expect(world.links.hashes.size).toBe(0);
  });

  it('an attendant who left the helpdesk gets none', async () => {
    const world = await approvedAtCounter();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen]);
    expect(codeOf(await pressQr(world))).toBe('helpdeskOnly');
  });

  it('there is none while everything is paused, and none of another round', async () => {
    const world = await approvedAtCounter();
    const qr = await scanned(world);
    world.stops.pause(TENANT);
    expect(codeOf(await pressQr(world))).toBe('paused');
    const { request } = await newest(world);
    await withdrawApproval(world.deps, { tenantId: TENANT, presser: WHO.sam, requestId: request.id });
    expect(await take(world, qr)).toBe('qrOver');
  });

  it('a tenant that is not served gets none', async () => {
    const world = await approvedAtCounter();
    const { request } = await newest(world);
    const asked = showQr(world.deps, { tenantId: OTHER_TENANT, presser: WHO.colin, requestId: request.id });
    expect(codeOf(await asked)).toBe('notSetUp');
  });
});

describe('when the people at a counter change before the pass is shown (T16)', () => {
  const changes: readonly (readonly [string, (world: World) => void, string])[] = [
    ['the attendant left the helpdesk', (w) => w.directory.groups.set(GROUPS.helpdesk, []), 'attendantNoLongerStands'],
    [
      'the attendant’s account was disabled',
      (w) => {
        const colin = w.directory.people.get(WHO.colin);
        if (colin !== undefined) w.directory.people.set(WHO.colin, { ...colin, accountEnabled: false });
      },
      'attendantNoLongerStands',
    ],
    [
      'counters were switched off',
      (w) => void Object.assign(w.policy, { delivery: ['teams'] satisfies Place[] }),
      'counterNotAllowed',
    ],
  ];
  it.each(changes)('%s: held, and no pass', async (_what, change, reason) => {
    const world = await approvedAtCounter();
    await openedPage(world);
    change(world);
    expect(codeOf(await reveal(world, { place: 'inPerson' }))).toBe('notApprovedYet');
    expect((await newest(world)).request).toMatchObject({ state: 'held', held: { reason } });
    expect(world.passes.secrets).toEqual([]);
  });

  it('a directory that does not answer costs no try and shows no pass', async () => {
    const world = await approvedAtCounter();
    await openedPage(world);
    world.ports.fail('directory.isMember', 'unavailable');
    expect(codeOf(await reveal(world, { place: 'inPerson' }))).toBe('directoryUnavailable');
    world.ports.heal();
    shown(await reveal(world, { place: 'inPerson' }));
  });
});

describe('when a forged link to a case of the counter is tried', () => {
  it('a row that is no QR code of ours opens nothing', async () => {
    const world = await sentToCounter();
    const { request } = await newest(world);
    const token = 'a'.repeat(43);
    const hash = createHash('sha256').update(token).digest('base64url');
    const link = { tenantId: TENANT, requestId: request.id, expiresAt: world.clock.now() + MINUTE };
    await world.links.put(hash, link);
    expect(await look(world, token)).toBe('linkUnknown');
    expect(await take(world, token)).toBe('linkUnknown');
    await world.links.put(hash, { ...link, qr: { generation: 1, round: request.round, part: 'page' } });
    expect(await look(world, token)).toBe('qrOver');
  });

  it('no code shows a pass before both have approved', async () => {
    const world = await atCounter();
    expect(codeOf(await reveal(world, { place: 'inPerson' }))).toBe('notApprovedYet');
  });
});
