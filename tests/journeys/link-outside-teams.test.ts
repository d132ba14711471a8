import { changeInPortal, giveMethod, setDefaultMethod } from '../../simulators/entra/methods';
import { email, fido2Key, phone } from '../../simulators/entra/new-methods';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { nextMail, nextSms } from '../../simulators/outbox';
import { refusalText } from '../../words/replies';
import { DAY, HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { account, PASS, writesOn } from './support/account';
import { choiceLike, choicesOf } from './support/choices';
import { linkIn, opensPage, sendsForm } from '../../scripts/web-page';
import { peopleOf, textOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const MAIL = 'ada.lindqvist@post.example';
const MOBILE = '+4740055312';

/** Hana opens for Ada, who cannot use Teams, and lets number and pass appear behind a link to that contact. */
async function opensForAda(latchkey: World, scenario: string, contact: RegExp): Promise<void> {
  const { hana } = peopleOf(latchkey);
  await hana.says('open for ada.lindqvist@contoso.example');
  await hana.presses('helpdesk.openFor', { scenario, proof: 'proof.callBack', ticket: 'INC0012345' });
  const delivery = choiceLike(await hana.presses('request.review'), 'delivery', contact);
  await hana.presses('request.confirm', { delivery });
}

describe('when Ada cannot use Teams and has a private mail address (T12)', () => {
  it('confirms, says her number and sees her pass on the page behind the link', async () => {
    const latchkey = await world();
    const { outbox } = latchkey.cloud;
    const { marcus, hana } = peopleOf(latchkey);
    await opensForAda(latchkey, 'lostPhone', /e-mail address/);
    const link = linkIn((await nextMail(outbox, MAIL)).body.content);
    expect(await opensPage(link)).toMatchObject({ status: 200, face: 'confirm' });
    const waiting = await sendsForm(link, 'confirm');
    await marcus.sees(
      'Not by mail, either: who reads the mailbox that got a link to this request (the e-mail address)',
    );
    expect(waiting).toMatchObject({ face: 'waiting', matchNumber: expect.stringMatching(/^\d{3}$/) });
    const code = await marcus.approves(waiting.matchNumber ?? '');
    expect(await opensPage(link)).toMatchObject({ face: 'code', pass: undefined });
    const shown = await sendsForm(link, 'code', code);
    expect(shown).toMatchObject({ status: 200, face: 'shown' });
    expect(shown.headers.get('cache-control')).toContain('no-store');
    await latchkey.settle();
    const { ada } = peopleOf(latchkey);
    await ada.enrols(shown.pass ?? '');
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await hana.sees('Ada Lindqvist is back in.');
    const done = await nextMail(outbox, MAIL, ({ body }) => body.content.includes('is complete'));
    expect(done.body.content).toContain('Removed: ');
    expect(done.body.content).toContain('Add a second method today.');
    expect(done.body.content).toContain('A security key: choose');
    expect(hana.reads()).not.toContain(shown.pass);
    expect(ada.reads()).toBe('');
    await expectSound(latchkey);
  });

  it('shows nothing and changes nothing however often the link is opened', async () => {
    const latchkey = await world();
    const { marcus } = peopleOf(latchkey);
    await opensForAda(latchkey, 'lostPhone', /e-mail address/);
    const link = linkIn((await nextMail(latchkey.cloud.outbox, MAIL)).body.content);
    const before = await latchkey.stored('ada');
    const pages = await Promise.all(Array.from({ length: 10 }, () => opensPage(link)));
    expect(pages.map(({ face }) => face)).toEqual(Array.from({ length: 10 }, () => 'confirm'));
    await latchkey.settle();
    expect((await latchkey.stored('ada')).seq).toBe(before.seq);
    const code = await marcus.approves((await sendsForm(link, 'confirm')).matchNumber ?? '');
    for (let times = 0; times < 10; times += 1) await opensPage(link);
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    expect((await sendsForm(link, 'code', code)).face).toBe('shown');
    expect((await opensPage(link)).pass).toBeUndefined();
  });

  it('dies after ten minutes; the approval brings a new link', async () => {
    const latchkey = await world();
    const { outbox } = latchkey.cloud;
    const { marcus } = peopleOf(latchkey);
    await opensForAda(latchkey, 'lostPhone', /e-mail address/);
    const first = linkIn((await nextMail(outbox, MAIL)).body.content);
    const { matchNumber = '' } = await sendsForm(first, 'confirm');
    await latchkey.lets(10 * MINUTE + SECOND);
    expect(await opensPage(first)).toMatchObject({ status: 404, face: 'linkUnknown' });
    const code = await marcus.approves(matchNumber);
    const mail = await nextMail(outbox, MAIL, ({ body }) => body.content.includes('/reveal/'));
    expect((await sendsForm(linkIn(mail.body.content), 'code', code)).face).toBe('shown');
    await expectSound(latchkey);
  });

  it('pressed late: after ten minutes nothing, on the new link that comes with the reminder it goes on', async () => {
    const latchkey = await world();
    const { outbox } = latchkey.cloud;
    const { marcus } = peopleOf(latchkey);
    await opensForAda(latchkey, 'lostPhone', /e-mail address/);
    const first = linkIn((await nextMail(outbox, MAIL)).body.content);
    await latchkey.lets(10 * MINUTE + SECOND);
    expect(await sendsForm(first, 'confirm')).toMatchObject({ status: 404, face: 'linkUnknown' });
    expect((await latchkey.request('ada')).employeeConfirmed).toBe(false);
    const second = linkIn((await nextMail(outbox, MAIL)).body.content);
    const { matchNumber = '' } = await sendsForm(second, 'confirm');
    const code = await marcus.approves(matchNumber);
    expect((await sendsForm(second, 'code', code)).face).toBe('shown');
    await expectSound(latchkey);
  });

  it('the manager calls after half an hour: Hana sends a new link, and the number is on its page', async () => {
    const latchkey = await world();
    const { outbox } = latchkey.cloud;
    const { hana, marcus } = peopleOf(latchkey);
    await opensForAda(latchkey, 'lostPhone', /e-mail address/);
    const first = linkIn((await nextMail(outbox, MAIL)).body.content);
    const waiting = await sendsForm(first, 'confirm');
    expect(waiting.html).toContain('The time of this link is over');
    expect(textOf(await hana.presses('request.newLink'))).toContain(refusalText('tooSoonForLink', { minutes: 2 }));
    await latchkey.lets(28 * MINUTE);
    expect(await opensPage(first)).toMatchObject({ status: 404, face: 'linkUnknown' });
    expect(textOf(await hana.presses('request.newLink'))).toContain('A new link is on its way');
    const second = linkIn((await nextMail(outbox, MAIL)).body.content);
    expect(await opensPage(second)).toMatchObject({ face: 'waiting', matchNumber: waiting.matchNumber });
    const code = await marcus.approves(waiting.matchNumber ?? '');
    expect((await sendsForm(second, 'code', code)).face).toBe('shown');
    expect((await latchkey.trail('ada')).filter((type) => type === 'linkAsked')).toHaveLength(1);
    await expectSound(latchkey);
  });

  it('Tomas of the helpdesk sends a new link from the status: the one before is dead at once', async () => {
    const latchkey = await world();
    const { outbox } = latchkey.cloud;
    const { tomas } = peopleOf(latchkey);
    await opensForAda(latchkey, 'lostPhone', /e-mail address/);
    const first = linkIn((await nextMail(outbox, MAIL)).body.content);
    await latchkey.lets(2 * MINUTE);
    await tomas.says(`status ${(await latchkey.request('ada')).shortCode}`);
    await tomas.presses('request.newLink');
    expect(await sendsForm(first, 'confirm')).toMatchObject({ status: 404, face: 'linkUnknown' });
    expect((await latchkey.request('ada')).employeeConfirmed).toBe(false);
    expect(await opensPage(linkIn((await nextMail(outbox, MAIL)).body.content))).toMatchObject({ face: 'confirm' });
    await expectSound(latchkey);
  });

  it('is nobody’s but hers: a wrong token, another site and a wrong code get nothing', async () => {
    const latchkey = await world();
    const { marcus } = peopleOf(latchkey);
    await opensForAda(latchkey, 'lostPhone', /e-mail address/);
    const link = linkIn((await nextMail(latchkey.cloud.outbox, MAIL)).body.content);
    const code = await marcus.approves((await sendsForm(link, 'confirm')).matchNumber ?? '');
    expect(await opensPage(`${link.slice(0, -2)}xx`)).toMatchObject({ status: 404 });
    const foreign = await fetch(link, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      body: new URLSearchParams({ code }),
    });
    expect(foreign.status).toBe(400);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    expect(await sendsForm(link, 'code', wrong)).toMatchObject({ status: 400, pass: undefined });
    expect(writesOn(latchkey, 'ada')).not.toContain(PASS);
    await expectSound(latchkey);
  });

  it('does not show the pass in Teams: the place was chosen', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await opensForAda(latchkey, 'lostPhone', /e-mail address/);
    const link = linkIn((await nextMail(latchkey.cloud.outbox, MAIL)).body.content);
    const releaseCode = await marcus.approves((await sendsForm(link, 'confirm')).matchNumber ?? '');
    await ada.says('status');
    const { token, messageId } = ada.holds('request.refresh');
    expect(await ada.forges(messageId, 'pass.reveal', { token, releaseCode })).toContain(refusalText('wrongPlace'));
    expect(writesOn(latchkey, 'ada')).not.toContain(PASS);
  });

  it('stops everything when she says on the page that it was not her', async () => {
    const latchkey = await world();
    const { priya } = peopleOf(latchkey);
    await opensForAda(latchkey, 'lostPhone', /e-mail address/);
    const link = linkIn((await nextMail(latchkey.cloud.outbox, MAIL)).body.content);
    expect(await sendsForm(link, 'fraud')).toMatchObject({ face: 'incident' });
    await priya.sees('Security incident');
    expect((await latchkey.request('ada')).state).toBe('incident');
    await expectSound(latchkey);
  });
});

describe('when Ada finds on the page that another method still works', () => {
  it('ends without a reset', async () => {
    const latchkey = await world();
    await opensForAda(latchkey, 'lostPhone', /e-mail address/);
    const link = linkIn((await nextMail(latchkey.cloud.outbox, MAIL)).body.content);
    await sendsForm(link, 'confirm');
    expect(await (await fetch(link)).text()).toContain('Try first');
    expect(await sendsForm(link, 'solved')).toMatchObject({ face: 'solved' });
    expect(await latchkey.request('ada')).toMatchObject({ state: 'cancelled', ended: { reason: 'solved' } });
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });
});

describe('when it ends before Ada saw a pass, and she cannot use Teams', () => {
  const ended = ({ cloud }: World) =>
    nextMail(cloud.outbox, MAIL, ({ body }) => body.content.includes('ended before a pass was shown'));

  it.each(['denied', 'expired'] as const)(
    '%s: the mail is in her mailbox, and Hana is asked to call her',
    async (how) => {
      const latchkey = await world();
      const { ada, marcus, hana } = peopleOf(latchkey);
      await opensForAda(latchkey, 'lostPhone', /e-mail address/);
      if (how === 'denied') {
        await sendsForm(linkIn((await nextMail(latchkey.cloud.outbox, MAIL)).body.content), 'confirm');
        await marcus.seesButton('approval.deny');
        await marcus.presses('approval.deny');
        await marcus.presses('approval.confirmDeny', { reason: 'denied.couldNotReach' });
      } else await latchkey.lets(4 * HOUR + MINUTE);
      await latchkey.settle();
      expect((await latchkey.request('ada')).state).toBe(how);
      expect((await ended(latchkey)).body.content).toContain('call your helpdesk on a number you already know');
      await hana.sees('Call them on a number you already know and tell them how it ended.');
      expect(ada.reads()).toBe('');
      await expectSound(latchkey);
    },
  );
});

/** The message with the link, on her phone, which she still has. */
async function linkByText(latchkey: World): Promise<string> {
  const phone = account(latchkey, 'ada').methods.find(({ type }) => type === 'phone');
  setDefaultMethod(latchkey.cloud.tenant, PEOPLE.ada, phone?.id ?? '');
  await opensForAda(latchkey, 'appBroken', /the mobile number/);
  return (await nextSms(latchkey.cloud.outbox, MOBILE)).text;
}

describe('when the link goes by text message to a phone that is not gone (T23)', () => {
  it('carries her through, without a name or a secret in the message', async () => {
    const latchkey = await world();
    const { outbox } = latchkey.cloud;
    const { ada, marcus } = peopleOf(latchkey);
    const text = await linkByText(latchkey);
    expect(text).not.toMatch(/ada|lindqvist/i);
    const link = linkIn(text);
    const { matchNumber = '' } = await sendsForm(link, 'confirm');
    await marcus.sees('text message to the mobile number.');
    await marcus.sees('Not on the phone that got a link to this request by text message, either (the mobile number)');
    const code = await marcus.approves(matchNumber);
    expect(marcus.reads()).not.toMatch(/••/);
    const { pass = '' } = await sendsForm(link, 'code', code);
    await latchkey.settle();
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(outbox.posted.some((one) => JSON.stringify(one).includes(pass))).toBe(false);
    await expectSound(latchkey);
  });

  it('whoever reads the message in her place sees a number, and no pass without the approver’s code', async () => {
    const latchkey = await world();
    const link = linkIn(await linkByText(latchkey));
    const { matchNumber = '' } = await sendsForm(link, 'confirm');
    expect(await sendsForm(link, 'code', `${matchNumber}${matchNumber}`)).toMatchObject({ pass: undefined });
    const code = await peopleOf(latchkey).marcus.approves(matchNumber);
    expect(await opensPage(link)).toMatchObject({ face: 'code', pass: undefined });
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    expect(await sendsForm(link, 'code', wrong)).toMatchObject({ status: 400, pass: undefined });
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });
});

describe('when the carrier refuses the text message', () => {
  it('is tried again after five minutes', async () => {
    const latchkey = await world();
    const { outbox } = latchkey.cloud;
    giveMethod(latchkey.cloud.tenant, PEOPLE.ada, fido2Key('Blue key'));
    outbox.smsToRefuse = 1;
    await opensForAda(latchkey, 'lostKey', /the mobile number/);
    expect(await latchkey.trail('ada')).toContain('linkFailed');
    await latchkey.lets(5 * MINUTE);
    expect(await opensPage(linkIn((await nextSms(outbox, MOBILE)).text))).toMatchObject({ face: 'confirm' });
    await expectSound(latchkey);
  });
});

describe('when somebody registered another mail address just before (T2)', () => {
  it('offers no link to it, tells it nothing, and asks a second person', async () => {
    const latchkey = await world();
    const { outbox, tenant } = latchkey.cloud;
    const { ada, priya } = peopleOf(latchkey);
    await latchkey.lets(MINUTE);
    giveMethod(tenant, PEOPLE.ada, email('mallory@post.example'));
    await ada.says('I lost my phone');
    await ada.sees('Not offered: the e-mail address');
    const offered = choicesOf(await ada.presses('request.review'), 'delivery').map(({ title }) => title);
    expect(offered).toEqual([expect.stringContaining('chat')]);
    await ada.presses('request.confirm');
    await priya.seesButton('approval.approve');
    expect((await latchkey.request('ada')).slots).toHaveLength(2);
    expect(outbox.posted.flatMap((one) => one.to)).toEqual(['marcus.oyelaran@contoso.example']);
  });
});

describe('when a contact was changed in place, under the date of its entry (T2)', () => {
  const MALLORY = 'mallory@post.example';

  /** Ada's contacts were seen a day ago: she began to ask, and thought better of it. */
  async function seenBefore(): Promise<World> {
    const latchkey = await world();
    await peopleOf(latchkey).ada.says('I lost my phone');
    await latchkey.lets(DAY);
    return latchkey;
  }

  const mailsTo = ({ cloud }: World): readonly string[] => cloud.outbox.posted.flatMap((one) => one.to);

  it('five minutes before: it is not offered, and gets nothing', async () => {
    const latchkey = await seenBefore();
    changeInPortal(latchkey.cloud.tenant, PEOPLE.ada, email(MALLORY));
    await latchkey.lets(5 * MINUTE);
    const { ada } = peopleOf(latchkey);
    await ada.says('I lost my phone');
    await ada.sees('the e-mail address m•••@post.example was changed after Latchkey looked 24 hours ago.');
    const offered = choicesOf(await ada.presses('request.review'), 'delivery').map(({ title }) => title);
    expect(offered).toEqual([expect.stringContaining('chat')]);
    await ada.presses('request.confirm');
    await latchkey.settle();
    expect(mailsTo(latchkey)).not.toContain(MALLORY);
    await expectSound(latchkey);
  });

  it('a number five minutes before: the card says so', async () => {
    const latchkey = await seenBefore();
    const { tenant } = latchkey.cloud;
    giveMethod(tenant, PEOPLE.ada, fido2Key('Blue key'));
    changeInPortal(tenant, PEOPLE.ada, phone('+47 90000001'));
    await latchkey.lets(5 * MINUTE);
    const { ada } = peopleOf(latchkey);
    await ada.says('I lost my security key');
    await ada.sees('Not offered: the mobile number +47 ••• •• 001 was changed after Latchkey looked 24 hours ago.');
    const offered = choicesOf(await ada.presses('request.review'), 'delivery').map(({ title }) => title);
    expect(offered).not.toContainEqual(expect.stringContaining('number'));
  });

  it('after the opening: no link goes there, and the helpdesk is told', async () => {
    const latchkey = await world();
    const { outbox, tenant } = latchkey.cloud;
    giveMethod(tenant, PEOPLE.ada, fido2Key('Blue key'));
    outbox.smsToRefuse = 1;
    await opensForAda(latchkey, 'lostKey', /the mobile number/);
    changeInPortal(tenant, PEOPLE.ada, phone('+47 90000001'));
    await latchkey.lets(5 * MINUTE);
    expect(outbox.posted.filter(({ kind }) => kind === 'sms')).toEqual([]);
    expect(await latchkey.request('ada')).toMatchObject({ stalled: { step: 'sendLink', code: 'contactChanged' } });
    await peopleOf(latchkey).hana.sees('the contact was changed or removed since it was chosen');
    await expectSound(latchkey);
  });
});

describe('when a contact is on the device that is gone', () => {
  it('is not offered, and cannot be chosen by force', async () => {
    const latchkey = await world();
    const { hana } = peopleOf(latchkey);
    await hana.says('open for ada.lindqvist@contoso.example');
    await hana.presses('helpdesk.openFor', { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345' });
    await hana.sees('Not offered: the mobile number is on the phone that is gone.');
    const offered = choicesOf(await hana.presses('request.review'), 'delivery').map(({ title }) => title);
    expect(offered).toEqual(
      ['chat', 'e-mail address', 'counter'].map((place): unknown => expect.stringContaining(place)),
    );
    expect(hana.reads()).not.toMatch(/••|312|post\.example/);
    const phone = account(latchkey, 'ada').methods.find(({ type }) => type === 'phone');
    const { token, messageId } = hana.holds('request.cancel');
    const answer = await hana.forges(messageId, 'request.confirm', { token, delivery: phone?.id ?? '' });
    expect(answer).toContain(refusalText('deliveryNotPossible'));
  });
});
