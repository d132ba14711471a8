import { performance } from 'node:perf_hooks';
import { shownText } from '../../scripts/shown-text';
import { fido2Key, phone } from '../../simulators/entra/new-methods';
import { nextMail, nextSms } from '../../simulators/outbox';
import { refusalText } from '../../words/replies';
import { DAY, HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { account, givesOldMethod, hasLivePass, PASS, SIGN_OUT, writesOn } from './support/account';
import { notMeLinkIn, opensPage, sendsForm } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const POLICY = { selfVerified: { scenarios: ['newPhone', 'appBroken', 'lostKey'] } };
const MOBILE = '+4740055312';
const MANAGER = 'marcus.oyelaran@contoso.example';
const BROKEN = 'my authenticator app is broken';

/** Ada has written to Latchkey a day before, so that her number is known here. */
async function knownSinceYesterday(policy: object = POLICY): Promise<World> {
  const latchkey = await world({ policy });
  await peopleOf(latchkey).ada.says(BROKEN);
  await peopleOf(latchkey).ada.presses('request.cancel');
  await latchkey.lets(DAY + HOUR);
  return latchkey;
}

/** What Ada's first card says. */
async function firstCard(latchkey: World, phrase = BROKEN): Promise<string> {
  const { ada } = peopleOf(latchkey);
  await ada.says(phrase);
  await ada.seesButton('request.confirm');
  return ada.reads();
}

const codeOf = (text: string): string => / code (\d{6}) /.exec(text)?.[1] ?? '';

/** Ada asks for a code, and reads it off her phone. */
async function asksForCode(latchkey: World, phrase = BROKEN): Promise<string> {
  const { ada } = peopleOf(latchkey);
  await firstCard(latchkey, phrase);
  await ada.presses('request.confirmWithCode');
  return codeOf((await nextSms(latchkey.cloud.outbox, MOBILE, ({ text }) => text.includes(' code '))).text);
}

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('when Ada’s key or her app is gone, and the policy lets a code to her number do', () => {
  it('she is back in within a minute, and nobody was asked', async () => {
    const latchkey = await knownSinceYesterday();
    const { ada, marcus, hana } = peopleOf(latchkey);
    givesOldMethod(latchkey, 'ada', fido2Key('Ada’s key'));
    const began = performance.now();
    const since = latchkey.clock.now();
    const code = await asksForCode(latchkey, 'I lost my security key');
    expect(code).toMatch(/^\d{6}$/);
    const pass = await ada.reveals(code);
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    const took = Math.max(performance.now() - began, latchkey.clock.now() - since);
    expect(took).toBeLessThan(MINUTE);
    expect(await latchkey.trail('ada')).toEqual(expect.arrayContaining(['selfVerified', 'codeSent', 'passIssued']));
    expect(await latchkey.trail('ada')).not.toContain('approverAsked');
    expect(marcus.reads()).toBe('');
    await hana.says('status ada.lindqvist@contoso.example');
    expect(hana.reads()).toContain('Nobody approved: a code to');
    await expectSound(latchkey);
  });

  it('her manager is told at once, and again that she recovered by herself; her private mail as well', async () => {
    const latchkey = await knownSinceYesterday();
    const { ada } = peopleOf(latchkey);
    const { outbox } = latchkey.cloud;
    const code = await asksForCode(latchkey);
    const told = await nextMail(outbox, MANAGER, ({ body }) => body.content.includes('by themselves'));
    expect(told.body.content).toContain('Nobody is asked to approve');
    await nextMail(outbox, 'ada.lindqvist@post.example', ({ body }) => body.content.includes('without an approver'));
    await ada.reveals(code);
    await latchkey.settle();
    const after = await nextMail(outbox, MANAGER, ({ body }) => body.content.includes('recovered their account'));
    expect(after.body.content).toContain('nobody approved it');
    expect(after.body.content).not.toMatch(/40055312|\b\d{6}\b/);
    await expectSound(latchkey);
  });

  it('the code stands in that one message alone, which says what it is and where to stop it', async () => {
    const latchkey = await knownSinceYesterday();
    await firstCard(latchkey);
    await peopleOf(latchkey).ada.presses('request.confirmWithCode');
    const { outbox } = latchkey.cloud;
    const { text } = await nextSms(outbox, MOBILE, (sms) => sms.text.includes(' code '));
    expect(text).toContain('Nobody asks you for it: tell nobody.');
    const holding = outbox.posted.filter((item) => JSON.stringify(item).includes(codeOf(text)));
    expect(holding).toHaveLength(1);
    expect(latchkey.log.join('')).not.toContain(codeOf(text));
    expect(latchkey.log.join('')).not.toContain('40055312');
  });
});

describe('when somebody else sits in her session, or has her number (T23)', () => {
  it('the link in the message with the code stops it before a pass is shown', async () => {
    const latchkey = await knownSinceYesterday();
    const { ada } = peopleOf(latchkey);
    await firstCard(latchkey);
    await ada.presses('request.confirmWithCode');
    const { text } = await nextSms(latchkey.cloud.outbox, MOBILE, (sms) => sms.text.includes(' code '));
    const link = notMeLinkIn(text);
    expect(await opensPage(link)).toMatchObject({ face: 'notMe' });
    await sendsForm(link, 'fraud');
    await latchkey.settle();
    expect((await latchkey.request('ada')).state).toBe('incident');
    expect(writesOn(latchkey, 'ada')).not.toContain(PASS);
    await expectSound(latchkey);
  });

  it('the manager’s mail stops it after the pass was shown: the pass is taken away and sessions end', async () => {
    const latchkey = await knownSinceYesterday();
    const { ada } = peopleOf(latchkey);
    await ada.reveals(await asksForCode(latchkey));
    await latchkey.settle();
    const mail = await nextMail(latchkey.cloud.outbox, MANAGER, ({ body }) =>
      body.content.includes('recovered their account'),
    );
    await sendsForm(notMeLinkIn(mail.body.content), 'fraud');
    await latchkey.settle();
    expect((await latchkey.request('ada')).state).toBe('incident');
    expect(hasLivePass(latchkey, 'ada')).toBe(false);
    expect(writesOn(latchkey, 'ada')).toContain(SIGN_OUT);
    await expectSound(latchkey);
  });

  it('five wrong codes block it for good and security is told; an approver can still help her', async () => {
    const latchkey = await knownSinceYesterday();
    const { ada, marcus, priya } = peopleOf(latchkey);
    const code = await asksForCode(latchkey);
    const late = ada.keeps('pass.newCode');
    for (const left of [4, 3, 2, 1]) {
      const said = await ada.tries('pass.reveal', { releaseCode: wrong(code) });
      expect(said).toContain(refusalText('codeWrong', { left, byText: 1 }));
    }
    expect(await ada.tries('pass.reveal', { releaseCode: wrong(code) })).toContain(
      refusalText('codeVoid', { byText: 1 }),
    );
    const { token, messageId } = ada.holds('pass.askApprover');
    expect(await ada.forges(messageId, 'pass.reveal', { token, releaseCode: code })).toContain('blocked');
    expect(await late()).toContain('blocked');
    await priya.sees('was typed wrongly too often');
    expect(writesOn(latchkey, 'ada')).not.toContain(PASS);
    const card = await ada.presses('pass.askApprover');
    const releaseCode = await marcus.approves(shownText(card, 'matchNumber') ?? '');
    expect(await ada.tries('pass.reveal', { releaseCode: code })).not.toContain('works once');
    await ada.reveals(releaseCode);
    await expectSound(latchkey);
  });

  it('a number that was changed five minutes ago is offered no code, and the card says why', async () => {
    const latchkey = await knownSinceYesterday();
    const { ada } = peopleOf(latchkey);
    givesOldMethod(latchkey, 'ada', phone('+47 41299999'));
    await latchkey.lets(5 * MINUTE);
    expect(await firstCard(latchkey)).toContain('no number of yours is known that has stood long enough');
    const { token, messageId } = ada.holds('request.confirm');
    await ada.forges(messageId, 'request.confirmWithCode', { token });
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    expect(JSON.stringify(latchkey.cloud.outbox.posted)).not.toMatch(/ code \d{6} /);
    await expectSound(latchkey);
  });

  it('the number of the phone that is gone, or a lost phone, gets no code', async () => {
    const latchkey = await knownSinceYesterday();
    const { ada } = peopleOf(latchkey);
    expect(await firstCard(latchkey, 'I have a new phone')).toContain('no number of yours is known');
    await ada.presses('request.cancel');
    await ada.says('I lost my phone');
    const { token, messageId } = ada.holds('request.confirm');
    await ada.forges(messageId, 'request.confirmWithCode', { token });
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    expect(JSON.stringify(latchkey.cloud.outbox.posted)).not.toMatch(/ code \d{6} /);
  });
});

describe('when the message does not come', () => {
  it('the carrier refuses it once: it is tried again, and a new one is another code', async () => {
    const latchkey = await knownSinceYesterday();
    const { ada } = peopleOf(latchkey);
    latchkey.cloud.outbox.smsToRefuse = 1;
    await firstCard(latchkey);
    await ada.presses('request.confirmWithCode');
    await ada.sees('could not be sent');
    await latchkey.lets(MINUTE + SECOND);
    const first = codeOf((await nextSms(latchkey.cloud.outbox, MOBILE, ({ text }) => text.includes(' code '))).text);
    await ada.presses('pass.newCode');
    const second = codeOf((await nextSms(latchkey.cloud.outbox, MOBILE, ({ text }) => text.includes(' code '))).text);
    expect(second).not.toBe(first);
    expect(await ada.tries('pass.reveal', { releaseCode: first })).toContain('4 tries are left');
    await ada.reveals(second);
  });

  it('she has an approver asked instead, as for any request', async () => {
    const latchkey = await knownSinceYesterday();
    const { ada, marcus } = peopleOf(latchkey);
    await asksForCode(latchkey);
    const card = await ada.presses('pass.askApprover');
    const code = await marcus.approves(shownText(card, 'matchNumber') ?? '');
    await ada.reveals(code);
    await expectSound(latchkey);
  });
});

describe('when the policy says nothing of it, or only evaluates', () => {
  it('off: the first card says nothing of a code, and a forged press waits for the approver', async () => {
    const latchkey = await knownSinceYesterday({});
    const { ada } = peopleOf(latchkey);
    expect(await firstCard(latchkey)).not.toMatch(/code by text message|can go to/);
    const { token, messageId } = ada.holds('request.confirm');
    await ada.forges(messageId, 'request.confirmWithCode', { token });
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
  });

  it('evaluation: decided, written down, and no message goes out', async () => {
    const latchkey = await knownSinceYesterday({ ...POLICY, mode: 'evaluation' });
    const { ada } = peopleOf(latchkey);
    await firstCard(latchkey);
    await ada.presses('request.confirmWithCode');
    expect(await latchkey.request('ada')).toMatchObject({ state: 'cancelled', ended: { reason: 'evaluated' } });
    expect(account(latchkey, 'ada').pass).toBeUndefined();
    expect(JSON.stringify(latchkey.cloud.outbox.posted)).not.toMatch(/ code \d{6} /);
  });
});
