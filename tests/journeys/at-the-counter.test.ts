import { mustShow } from '../../scripts/story';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { refusalText } from '../../words/replies';
import { MINUTE, SECOND } from '../support/fake-clock';
import { account, PASS, writesOn } from './support/account';
import { choicesOf } from './support/choices';
import { opensPage, sendsForm } from './support/page';
import type { Person } from './support/people';
import { peopleOf, textOf } from './support/people';
import { scanned } from './support/scan';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const ADA = 'ada.lindqvist@contoso.example';
const FORM = { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345', place: 'inPerson' };
const TOKEN = 43;

/** Hana sends Ada, who has no Teams and no contact, to a counter; Tomas takes the case there. */
async function tomasAttends(latchkey: World): Promise<void> {
  const { hana, tomas } = peopleOf(latchkey);
  await hana.says(`open for ${ADA}`);
  await hana.presses('helpdesk.openFor', FORM);
  await hana.presses('request.confirm');
  await tomas.says(`attend ${(await latchkey.request('ada')).shortCode}`);
}

/** What Ada reads off his screen, for Marcus and for security. */
async function tomasChecksHerBadge({ tomas }: { readonly tomas: Person }): Promise<readonly [string, string]> {
  const card = await tomas.presses('counter.idCheck', { document: 'companyBadge' });
  return [mustShow(card, 'matchNumber'), mustShow(card, 'matchNumber2')];
}

/** Both halves of the code, as they are said to Ada. */
async function bothApprove(latchkey: World, [first, second]: readonly [string, string]): Promise<string> {
  const { marcus, priya } = peopleOf(latchkey);
  await marcus.signs(first, 'knownNumber');
  const half = mustShow(await priya.signs(second, 'inPerson'), 'releaseCode');
  return `${await marcus.looksUpCode()} ${half}`;
}

async function tomasShowsTheQr(latchkey: World): Promise<string> {
  const card = await peopleOf(latchkey).tomas.presses('counter.showQr');
  return scanned(card, `${latchkey.url}/reveal/`, TOKEN);
}

/** Up to the approval. Resolves with the code that Ada heard. */
async function approvedAtCounter(latchkey: World): Promise<string> {
  await tomasAttends(latchkey);
  return bothApprove(latchkey, await tomasChecksHerBadge(peopleOf(latchkey)));
}

describe('when Ada stands at a counter without Teams and without a contact (T16)', () => {
  it('Tomas looks at her badge, two people approve, and the pass appears on her own phone alone', async () => {
    const latchkey = await world();
    const { ada, hana, tomas, marcus, priya } = peopleOf(latchkey);
    await tomasAttends(latchkey);
    const asks = await tomas.sees('Look at their ID');
    expect(textOf(asks.card)).toContain('Ada Lindqvist');
    expect(JSON.stringify(asks.card)).not.toContain('"matchNumber"');
    await marcus.sees('is to come to a counter of the helpdesk');
    const code = await bothApprove(latchkey, await tomasChecksHerBadge({ tomas }));
    await tomas.sees('Both have approved the recovery for Ada Lindqvist.');
    const qr = await tomasShowsTheQr(latchkey);
    expect(await opensPage(qr)).toMatchObject({ status: 200, face: 'qr' });
    const phone = await sendsForm(qr, 'here');
    expect(phone).toMatchObject({ status: 200, face: 'code', matchNumber: undefined, pass: undefined });
    expect(phone.url).not.toBe(qr);
    const shown = await sendsForm(phone.url, 'code', code);
    expect(shown).toMatchObject({ status: 200, face: 'shown' });
    await latchkey.settle();
    await ada.enrols(shown.pass ?? '');
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    const order = ['opened', 'attended', 'idChecked', 'slotApproved', 'approved', 'qrShown', 'qrOpened', 'passIssued'];
    expect((await latchkey.trail('ada')).filter((type) => order.includes(type))).toEqual(order);
    const pass = shown.pass ?? '-';
    for (const person of [hana, tomas, marcus, priya, ada]) expect(person.reads()).not.toContain(pass);
    for (const person of [hana, tomas]) {
      for (const half of code.split(' ')) expect(person.reads()).not.toContain(half);
      expect(JSON.stringify(latchkey.cloud.teams.chat(person.handle))).not.toContain('"id":"releaseCode"');
    }
    await expectSound(latchkey);
  });

  it('her face is compared with the photo of the directory', async () => {
    const latchkey = await world();
    await tomasAttends(latchkey);
    const { card } = await peopleOf(latchkey).tomas.sees('Look at their ID');
    expect(JSON.stringify(card)).toMatch(/data:image\/(?:png|jpeg);base64,/);
  });

  it('it is said where Graph gives no photo', async () => {
    const latchkey = await world();
    latchkey.cloud.tenant.switches.faults.push({ method: 'GET', path: /photos/, status: 404, times: 20 });
    await tomasAttends(latchkey);
    await peopleOf(latchkey).tomas.sees('No photo of them can be shown');
  });

  it('the QR code opens on one device; a new one ends it (T12)', async () => {
    const latchkey = await world();
    const code = await approvedAtCounter(latchkey);
    const first = await tomasShowsTheQr(latchkey);
    const stranger = await sendsForm(first, 'here');
    expect(await sendsForm(first, 'here')).toMatchObject({ status: 410, face: 'qrOver' });
    await peopleOf(latchkey).tomas.sees('was opened on a device');
    const second = await tomasShowsTheQr(latchkey);
    expect(await sendsForm(stranger.url, 'code', code)).toMatchObject({ status: 410, face: 'qrOver', pass: undefined });
    expect(writesOn(latchkey, 'ada')).not.toContain(PASS);
    const phone = await sendsForm(second, 'here');
    expect((await sendsForm(phone.url, 'code', code)).face).toBe('shown');
    await expectSound(latchkey);
  });

  it('the QR code dies after two minutes', async () => {
    const latchkey = await world();
    await approvedAtCounter(latchkey);
    const qr = await tomasShowsTheQr(latchkey);
    await latchkey.lets(2 * MINUTE + SECOND);
    expect(await sendsForm(qr, 'here')).toMatchObject({ status: 404, face: 'linkUnknown' });
  });

  it('two calls are not enough: Priya is told which ways count, and loses no try', async () => {
    const latchkey = await world();
    await tomasAttends(latchkey);
    const { tomas, marcus, priya } = peopleOf(latchkey);
    const [first, second] = await tomasChecksHerBadge({ tomas });
    await marcus.signs(first, 'knownNumber');
    for (let times = 0; times < 4; times += 1) {
      expect(textOf(await priya.signs(second, 'knownNumber'))).toContain(refusalText('faceNotSeen'));
      await priya.presses('approval.back');
    }
    expect(mustShow(await priya.signs(second, 'videoCall'), 'releaseCode')).toMatch(/^\d{3}$/);
  });

  it('neither Hana, who opened it, nor Marcus, nor Ada in Teams does what is the attendant’s', async () => {
    const latchkey = await world();
    await tomasAttends(latchkey);
    const { ada, hana, marcus } = peopleOf(latchkey);
    const { shortCode } = await latchkey.request('ada');
    await hana.says(`attend ${shortCode}`);
    await hana.sees(refusalText('attendantHasOtherPart'));
    await marcus.says(`attend ${shortCode}`);
    await marcus.sees(refusalText('helpdeskOnly'));
    await ada.says('status');
    await ada.sees('go there with an ID');
    const { token, messageId } = ada.holds('request.refresh');
    expect(await ada.forges(messageId, 'request.itsMe', { token })).toContain(refusalText('counterOnly'));
    expect((await latchkey.request('ada')).attendance).toMatchObject({ attendant: PEOPLE.tomas });
  });

  it('it is held when Tomas leaves the helpdesk before she sees the pass', async () => {
    const latchkey = await world();
    const code = await approvedAtCounter(latchkey);
    const phone = await sendsForm(await tomasShowsTheQr(latchkey), 'here');
    const { groups } = latchkey.cloud.tenant;
    const helpdesk = [...groups.values()].find(({ displayName }) => displayName === 'Helpdesk');
    helpdesk?.members.delete(PEOPLE.tomas);
    const refused = await sendsForm(phone.url, 'code', code);
    expect(refused).toMatchObject({ face: 'held', pass: undefined });
    expect(await latchkey.request('ada')).toMatchObject({ held: { reason: 'attendantNoLongerStands' } });
    expect(account(latchkey, 'ada').pass).toBeUndefined();
  });

  it('Tomas stops everything when the person is somebody else', async () => {
    const latchkey = await world();
    await tomasAttends(latchkey);
    await peopleOf(latchkey).tomas.presses('request.fraud');
    expect(await latchkey.request('ada')).toMatchObject({
      ...{ state: 'incident', incident: { reportedBy: PEOPLE.tomas, why: 'fraud.notThem' } },
    });
  });
});

describe('when a counter is no way', () => {
  it('it is not offered where the policy knows no counters', async () => {
    const latchkey = await world({ policy: { delivery: ['teams', 'email'] } });
    const { hana } = peopleOf(latchkey);
    await hana.says(`open for ${ADA}`);
    const { card, id } = await hana.sees('Open a recovery for somebody');
    expect(choicesOf(card, 'place').map(({ value }) => value)).toEqual(['teams', 'nowhere']);
    expect(await hana.forges(id, 'helpdesk.openFor', { person: ADA, ...FORM })).toContain(
      refusalText('deliveryNotPossible'),
    );
  });

  it('who cannot come either is told what helps, and nothing is opened', async () => {
    const latchkey = await world();
    const { hana } = peopleOf(latchkey);
    await hana.says(`open for ${ADA}`);
    expect(await hana.tries('helpdesk.openFor', { ...FORM, place: 'nowhere' })).toContain(refusalText('cannotCome'));
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
  });
});
