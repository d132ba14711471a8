import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { giveMethod } from '../../simulators/entra/methods';
import { email, phone } from '../../simulators/entra/new-methods';
import { nextMail } from '../../simulators/outbox';
import { refusalText } from '../../words/replies';
import { account, givesOldMethod, hasLivePass, SIGN_OUT } from './support/account';
import { choiceLike } from './support/choices';
import { pressesEverything, writesOnAnybody } from './support/every-verb';
import { linkIn, notMeLinkIn, sendsForm } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import type { RawActivity } from './support/raw-activity';
import { activityOf, channelToken, posts, pressOf } from './support/raw-activity';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** All that somebody gets who has Ada's chat, and nothing else of hers. */
async function expectNothing(latchkey: World, writes: readonly string[] = []): Promise<void> {
  await latchkey.settle();
  expect(writesOnAnybody(latchkey)).toEqual(writes);
  expect(hasLivePass(latchkey, 'ada')).toBe(false);
  expect(JSON.stringify(latchkey.cloud.teams.chat('ada'))).not.toContain('"id":"pass"');
  await expectSound(latchkey);
}

const MAIL = 'ada.lindqvist@post.example';
const TRAIL = ['opened', 'approverAsked', 'notified', 'notified'];
const shared = { id: '19:somewhere@thread.tacv2', conversationType: 'channel' };

const wrong = (code: string, by: number): string => String((Number(code) + by) % 1_000_000).padStart(6, '0');

/** What a client asks for by itself when a card comes into view. */
function automatic(verb: string, data: RawActivity): RawActivity {
  const { value, ...rest } = pressOf(verb, data);
  return { ...rest, value: { ...(value as object), trigger: 'automatic' } };
}

/** A press from a client that has no Action.Execute: a message with the value of a card. */
const submitOf = (verb: string, data: object): RawActivity => ({ value: { verb, ...data } });

describe('when an attacker sits in Ada’s session and nobody has approved (T1)', () => {
  it('every button there is, on the card of her request, is refused as the table of who may do what says', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    const part = { someone: 'employeeWhoOpened', situation: 'asked' } as const;
    const sent = { matchNumber, releaseCode: '123456' };
    expect(await pressesEverything(ada, ada.holds('request.cancel'), part, sent)).toEqual([]);
    const request = await latchkey.request('ada');
    expect(request).toMatchObject({ state: 'awaitingApproval', slots: [{ candidates: [PEOPLE.marcus] }] });
    expect(await latchkey.trail('ada')).toEqual(TRAIL);
    await nextMail(latchkey.cloud.outbox, MAIL, ({ body }) => body.content.includes('was opened'));
    await expectNothing(latchkey);
  });

  it('the number, a code and commands as messages do nothing', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    const number = await ada.opens();
    const code = (await latchkey.request('ada')).shortCode;
    const words = [number, `${code} ${number}`, '123456', `${code} 123456`, 'approve', `approve ${code}`, 'yes'];
    const commands = [`release ${code}`, `attend ${code}`, `lift ${code}`, 'resume because I say so', 'pause because'];
    for (const said of [...words, ...commands, 'new code', 'show my pass', 'reveal']) await ada.says(said);
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    expect(await latchkey.trail('ada')).toEqual(TRAIL);
    await expectNothing(latchkey);
  });

  it('number and pass go to no contact that the attacker brought, nor to one of somebody else', async () => {
    const latchkey = await world();
    const { tenant, outbox } = latchkey.cloud;
    const { ada } = peopleOf(latchkey);
    const mallory = giveMethod(tenant, PEOPLE.ada, email('mallory@post.example'));
    const other = giveMethod(tenant, PEOPLE.ada, phone('+47 41299999'));
    const [elias] = account(latchkey, 'elias').methods;
    await ada.says('I lost my phone');
    await ada.seesButton('request.confirm');
    const { token, messageId } = ada.holds('request.confirm');
    const places = [mallory.id, other.id, elias?.id ?? '', 'mallory@post.example', '+4741299999', 'inPerson', 'email'];
    for (const delivery of places) {
      const answer = await ada.forges(messageId, 'request.confirm', { token, delivery });
      expect([delivery, answer]).toEqual([delivery, expect.stringContaining(refusalText('deliveryNotPossible'))]);
    }
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
    await ada.presses('request.confirm');
    for (const delivery of places) await ada.forges(messageId, 'request.confirm', { token, delivery });
    expect((await latchkey.request('ada')).delivery).toMatchObject({ place: 'teams' });
    expect(outbox.posted.flatMap(({ to }) => to)).not.toContain('mallory@post.example');
    expect(outbox.posted.flatMap(({ to }) => to)).not.toContain('+4741299999');
    await expectNothing(latchkey);
  });

  it('a code by text message in place of Marcus is off: he is asked all the same', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    await ada.says('my authenticator app is broken');
    const { token, messageId } = ada.holds('request.confirm');
    await ada.forges(messageId, 'request.confirmWithCode', { token });
    const held = ada.holds('request.cancel');
    for (const verb of ['pass.newCode', 'pass.askApprover'])
      expect(await ada.forges(held.messageId, verb, { token: held.token })).not.toBe('');
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    expect(latchkey.cloud.outbox.posted.filter((one) => / code \d{6} /.test(JSON.stringify(one)))).toEqual([]);
    await peopleOf(latchkey).marcus.seesButton('approval.approve');
    await expectNothing(latchkey);
  });
});

describe('when Marcus has approved for the real Ada, and the attacker has only her session (T1)', () => {
  it('nothing but the code that he says to her shows the pass, however it is asked for', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    const releaseCode = await marcus.approves(matchNumber);
    await ada.seesButton('pass.reveal');
    const held = ada.holds('pass.reveal');
    const part = { someone: 'employeeWhoOpened', situation: 'approved' } as const;
    expect(await pressesEverything(ada, held, part, { matchNumber, releaseCode: '' })).toEqual([]);
    const right = { token: held.token, releaseCode };
    const channel = { conversation: { ...shared, tenantId: latchkey.cloud.settings.tenantId } };
    const ways = [
      submitOf('pass.reveal', right),
      { ...pressOf('pass.reveal', right), ...channel },
      automatic('pass.reveal', right),
      pressOf('pass.reveal', { ...right, token: marcus.holds('approval.newCode').token }),
      pressOf('pass.reveal', { releaseCode }),
    ];
    for (const way of ways) await posts(latchkey, activityOf(latchkey, 'ada', way), channelToken(latchkey));
    expect((await latchkey.request('ada')).state).toBe('approved');
    await expectNothing(latchkey);
  });

  it('guessing ends after five codes, security is told, and then not even the right one counts', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    await ada.seesButton('pass.reveal');
    const { token, messageId } = ada.holds('pass.reveal');
    const guess = (releaseCode: string, verb = 'pass.reveal') => ada.forges(messageId, verb, { token, releaseCode });
    expect(await guess('')).toContain(refusalText('codeMissing'));
    for (const left of [4, 3, 2, 1])
      expect(await guess(wrong(code, left), left > 2 ? 'pass.reveal' : 'pass.revealAgain')).toContain(
        refusalText('codeWrong', { left }),
      );
    expect(await guess(wrong(code, 9))).toContain(refusalText('codeVoid'));
    expect(await guess(code)).toContain(refusalText('codeVoid'));
    for (const verb of ['pass.newCode', 'approval.newCode'])
      expect(await ada.forges(messageId, verb, { token })).toContain(refusalText('notYours'));
    await ada.says('new code');
    expect(await guess(code)).toContain(refusalText('codeVoid'));
    await priya.sees('was typed wrongly too often');
    expect((await latchkey.request('ada')).state).toBe('approved');
    await marcus.renewsCode();
    expect(await guess(code)).toContain(refusalText('codeWrong', { left: 4 }));
    await expectNothing(latchkey);
  });

  it('an old card, of the request before or of an earlier round, opens nothing of the new one', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    await ada.opens();
    const first = ada.holds('request.cancel');
    await ada.presses('request.cancel');
    await ada.opens();
    const round = ada.holds('request.cancel');
    await marcus.presses('approval.unsure');
    await priya.says(`status ${(await latchkey.request('ada')).shortCode}`);
    await priya.presses('helpdesk.release');
    await priya.presses('helpdesk.release', { reason: 'Spoke with her' });
    const matchNumber = await ada.looksUpNumber();
    const releaseCode = await marcus.approves(matchNumber);
    const cancelled = { someone: 'employeeWhoOpened', situation: 'cancelled' } as const;
    expect(await pressesEverything(ada, first, cancelled, { matchNumber, releaseCode })).toEqual([]);
    const approved = { someone: 'employeeWhoOpened', situation: 'approved' } as const;
    expect(await pressesEverything(ada, round, approved, { matchNumber, releaseCode: '' })).toEqual([]);
    expect((await latchkey.request('ada')).state).toBe('approved');
    await expectNothing(latchkey);
  });

  it('a link to the page of Elias shows his number at most, and her code is not his', async () => {
    const latchkey = await world();
    const { ada, hana, marcus } = peopleOf(latchkey);
    givesOldMethod(latchkey, 'elias', email('elias@post.example'));
    const code = await marcus.approves(await ada.opens());
    await hana.says('open for elias.berg@contoso.example');
    await hana.presses('helpdesk.openFor', { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC1' });
    const delivery = choiceLike(await hana.presses('request.review'), 'delivery', /e-mail address/);
    await hana.presses('request.confirm', { delivery });
    const link = linkIn((await nextMail(latchkey.cloud.outbox, 'elias@post.example')).body.content);
    await sendsForm(link, 'confirm');
    expect(await sendsForm(link, 'code', code)).toMatchObject({ pass: undefined });
    const { request } = await latchkey.stored('elias');
    expect(request.state).toBe('awaitingApproval');
    const { messageId } = ada.holds('pass.reveal');
    const hers = hana.holds('request.refresh').token;
    const answer = await ada.forges(messageId, 'pass.reveal', { token: hers, releaseCode: code });
    expect(answer).toBe(refusalText('cardOutdated'));
    await expectNothing(latchkey);
  });
});

describe('when the attacker in Ada’s session says “this was not me” to make things worse (T1)', () => {
  it.each(['before', 'after'] as const)(
    '%s the approval it only stops her own request, and security is told',
    async (when) => {
      const latchkey = await world();
      const { ada, marcus, priya, oskar } = peopleOf(latchkey);
      const matchNumber = await ada.opens();
      const releaseCode = when === 'after' ? await marcus.approves(matchNumber) : '123456';
      const held = ada.holds('request.cancel');
      await ada.presses('request.fraud');
      for (const who of [priya, oskar]) await who.sees('Security incident');
      const part = { someone: 'employeeWhoOpened', situation: 'incident' } as const;
      expect(await pressesEverything(ada, held, part, { matchNumber, releaseCode })).toEqual([]);
      await ada.says('I lost my phone');
      await ada.says('this was not me');
      const request = await latchkey.request('ada');
      expect(request.state).toBe('incident');
      expect(account(latchkey, 'ada').accountEnabled).toBe(true);
      await expectNothing(latchkey, when === 'after' ? [SIGN_OUT] : []);
    },
  );

  it('nobody else’s request is stopped by it, nor by a link that is not hers', async () => {
    const latchkey = await world();
    const { ada, elias } = peopleOf(latchkey);
    await elias.opens();
    await ada.opens();
    const { body } = await nextMail(latchkey.cloud.outbox, MAIL, (one) => one.body.content.includes('was opened'));
    const link = notMeLinkIn(body.content);
    const { token } = elias.holds('request.cancel');
    const { messageId } = ada.holds('request.cancel');
    for (const verb of ['request.fraud', 'request.cancel', 'approval.confirmFraud'])
      expect(await ada.forges(messageId, verb, { token, reason: 'fraud.other' })).toBe(refusalText('cardOutdated'));
    for (const forged of [link.slice(0, -3), `${link}xx`, link.replace(/[A-Z]/, '-')])
      expect(await sendsForm(forged, 'fraud')).toMatchObject({ status: 404, face: 'notMeUnknown' });
    for (const who of ['ada', 'elias'] as const) expect((await latchkey.request(who)).state).toBe('awaitingApproval');
    await expectNothing(latchkey);
  });
});
