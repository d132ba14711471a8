import { mustShow } from '../../scripts/story';
import { GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { refusalText } from '../../words/replies';
import { DAY, MINUTE, SECOND } from '../support/fake-clock';
import { account, PASS, writesOn } from './support/account';
import { choicesOf } from './support/choices';
import {
  ADA,
  approvedAtCounter,
  bothApprove,
  FORM,
  showsTheQr,
  tomasAttends,
  tomasChecksHerBadge,
  tomasShowsTheQr,
} from './support/counter';
import { opensPage, sendsForm } from '../../scripts/web-page';
import { peopleOf, textOf } from './support/people';
import type { Person } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

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

  it('an answer that was lost: scanned anew, and the code shows another pass', async () => {
    const latchkey = await world();
    const code = await approvedAtCounter(latchkey);
    const { tomas, ada } = peopleOf(latchkey);
    const page = await sendsForm(await tomasShowsTheQr(latchkey), 'here');
    const lost = await sendsForm(page.url, 'code', code);
    expect(lost.face).toBe('shown');
    await latchkey.lets(11 * MINUTE);
    expect(await opensPage(page.url)).toMatchObject({ status: 404, face: 'linkUnknown' });
    await tomas.sees('If it did not reach them');
    const anew = await sendsForm(await tomasShowsTheQr(latchkey), 'here');
    expect(anew).toMatchObject({ status: 200, face: 'revealed', pass: undefined });
    expect(await sendsForm(anew.url, 'code', '000000')).toMatchObject({ status: 400, pass: undefined });
    const shown = await sendsForm(anew.url, 'code', code);
    expect(shown).toMatchObject({ status: 200, face: 'shown' });
    expect(shown.pass).not.toBe(lost.pass);
    await latchkey.settle();
    await ada.enrols(shown.pass ?? '');
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
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

describe('when Tomas goes home between the approval and the pass (T16)', () => {
  /** Samuel answers the helpdesk as well. */
  async function samuelTakesOver(latchkey: World): Promise<Person> {
    const { samuel } = peopleOf(latchkey);
    await samuel.says(`status ${(await latchkey.request('ada')).shortCode}`);
    await samuel.presses('counter.attend');
    return samuel;
  }

  const threeAgents = async (): Promise<World> => {
    const latchkey = await world();
    latchkey.cloud.tenant.groups.get(GROUPS.helpdesk)?.members.add(PEOPLE.samuel);
    await latchkey.lets(61 * MINUTE);
    await latchkey.lets(7 * DAY);
    return latchkey;
  };

  it('Samuel looks at her badge anew, both say a new code, and only his QR code shows the pass', async () => {
    const latchkey = await threeAgents();
    const before = await approvedAtCounter(latchkey);
    const { tomas, marcus, priya } = peopleOf(latchkey);
    const [unopened, page] = [
      await tomasShowsTheQr(latchkey),
      await sendsForm(await tomasShowsTheQr(latchkey), 'here'),
    ];
    expect(page).toMatchObject({ face: 'code' });
    latchkey.clock.advance(SECOND);
    const samuel = await samuelTakesOver(latchkey);
    await samuel.sees('Look at their ID');
    await tomas.sees('A colleague has taken over from you at the counter');
    expect(await tomas.tries('counter.showQr').catch(String)).not.toContain('"id":"qr"');
    expect((await sendsForm(unopened, 'here')).face).toBe('qrOver');
    expect((await sendsForm(page.url, 'code', before)).face).toBe('qrOver');
    expect(marcus.reads()).toContain('has not looked at an ID yet');
    await samuel.presses('counter.idCheck', { document: 'companyBadge' });
    for (const approver of [marcus, priya]) await approver.sees('Another attendant at the counter');
    const first = await marcus.renewsCode();
    const code = `${first} ${mustShow(await priya.presses('request.refresh'), 'releaseCode')}`;
    const phone = await sendsForm(await showsTheQr(latchkey, samuel), 'here');
    expect((await sendsForm(phone.url, 'code', before)).face).toBe('code');
    const shown = await sendsForm(phone.url, 'code', code);
    expect(shown).toMatchObject({ status: 200, face: 'shown' });
    await latchkey.settle();
    const pass = shown.pass ?? '-';
    for (const person of [tomas, samuel, marcus, priya]) expect(person.reads()).not.toContain(pass);
    expect((await latchkey.request('ada')).attendance).toMatchObject({
      ...{ attendant: PEOPLE.samuel, before: [PEOPLE.tomas] },
    });
    await expectSound(latchkey);
  });

  it('Priya, who does not know Samuel, withdraws: no pass', async () => {
    const latchkey = await threeAgents();
    await approvedAtCounter(latchkey);
    latchkey.clock.advance(SECOND);
    const samuel = await samuelTakesOver(latchkey);
    await samuel.presses('counter.idCheck', { document: 'companyBadge' });
    await peopleOf(latchkey).priya.presses('approval.withdraw');
    expect((await latchkey.request('ada')).state).toBe('denied');
    expect(account(latchkey, 'ada').pass).toBeUndefined();
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
