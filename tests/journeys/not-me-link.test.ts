import { signInWithPass } from '../../simulators/entra/sign-in';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { giveMethod } from '../../simulators/entra/methods';
import { fido2Key } from '../../simulators/entra/new-methods';
import { nextMail, nextSms } from '../../simulators/outbox';
import { DAY, SECOND } from '../support/fake-clock';
import { account, standing, writesOn } from './support/account';
import { notMeLinkIn, opensPage, sendsForm } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const MAIL = 'ada.lindqvist@post.example';
const MANAGER_MAIL = 'marcus.oyelaran@contoso.example';
const MOBILE = '+4740055312';

/** The link in the notice that says this. */
async function linkSaying(latchkey: World, text: string, to = MAIL): Promise<string> {
  const mail = await nextMail(latchkey.cloud.outbox, to, ({ body }) => body.content.includes(text));
  return notMeLinkIn(mail.body.content);
}

async function expectContained(latchkey: World): Promise<void> {
  await latchkey.settle();
  const request = await latchkey.request('ada');
  expect(request).toMatchObject({ state: 'incident', incident: { containedAt: expect.any(Number) } });
  await peopleOf(latchkey).priya.sees('Whoever got');
}

async function reporter(latchkey: World): Promise<unknown> {
  const { request } = await latchkey.stored('ada');
  const trail = await latchkey.latchkey.storage.ledger.trail(request.tenantId, request.id);
  return trail.findLast(({ event }) => event.type === 'fraudReported')?.event.by;
}

describe('when somebody in Ada’s stolen session opens a recovery and the mail reaches her at home (T1)', () => {
  it('one press stops it; looking does nothing, and pressing again says the same', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.opens();
    const link = await linkSaying(latchkey, 'was opened');
    const before = await latchkey.stored('ada');
    for (let times = 0; times < 10; times += 1)
      expect(await opensPage(link)).toMatchObject({ status: 200, face: 'notMe' });
    for (const method of ['HEAD', 'OPTIONS']) await fetch(link, { method });
    await latchkey.settle();
    expect((await latchkey.stored('ada')).etag).toBe(before.etag);
    const stopped = await sendsForm(link, 'fraud');
    expect(stopped).toMatchObject({ status: 200, face: 'notMeStopped' });
    expect(stopped.headers.get('cache-control')).toContain('no-store');
    expect(stopped.html).toContain(before.request.shortCode);
    expect(stopped.html).not.toMatch(/Ada|Marcus|post\.example/);
    await expectContained(latchkey);
    expect(await sendsForm(link, 'fraud')).toMatchObject({ status: 200, face: 'notMeStopped' });
    expect((await latchkey.trail('ada')).filter((type) => type === 'fraudReported')).toHaveLength(1);
    expect(await reporter(latchkey)).toMatchObject({ kind: 'holder', of: 'employee', channel: 'email' });
    await marcus.sees('Whoever got a notice for the employee outside Teams');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });

  it('after the pass was shown: it is worth nothing any more, and the account is safe', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const pass = await ada.reveals(await marcus.approves(await ada.opens()));
    await latchkey.settle();
    await sendsForm(await linkSaying(latchkey, 'was shown'), 'fraud');
    await expectContained(latchkey);
    expect(account(latchkey, 'ada').accountEnabled).toBe(false);
    expect(signInWithPass(latchkey.cloud.tenant, PEOPLE.ada, pass)).toMatchObject({ ok: false });
    await expectSound(latchkey);
  });

  it('after it closed itself: what was enrolled goes, for seven days', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens())));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    const link = await linkSaying(latchkey, 'A new sign-in method was registered');
    await latchkey.lets(6 * DAY);
    expect(await sendsForm(link, 'fraud')).toMatchObject({ face: 'notMeStopped' });
    await expectContained(latchkey);
    expect(standing(latchkey, 'ada')).toEqual(['windowsHelloForBusiness', 'email']);
    await expectSound(latchkey);
  });

  it('after seven days the link says what to do, and stops nothing', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens())));
    await latchkey.lets(5 * SECOND);
    const link = await linkSaying(latchkey, 'was approved');
    await latchkey.lets(7 * DAY + SECOND);
    expect(await sendsForm(link, 'fraud')).toMatchObject({ status: 404, face: 'notMeUnknown' });
    expect((await latchkey.request('ada')).state).toBe('completed');
  });
});

describe('when somebody approves in the manager’s stolen session (T4)', () => {
  it('he reads it in his mail, with whose account it is, and stops it from there', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await marcus.approves(await ada.opens());
    const link = await linkSaying(latchkey, 'the account of Ada Lindqvist was approved', MANAGER_MAIL);
    const page = await opensPage(link);
    expect(page.html).not.toMatch(/Ada|Marcus/);
    expect(await sendsForm(link, 'fraud')).toMatchObject({ face: 'notMeStopped' });
    await expectContained(latchkey);
    expect(await reporter(latchkey)).toMatchObject({ kind: 'holder', of: 'manager', channel: 'email' });
    await ada.sees('Whoever got the mail to the manager');
    await expectSound(latchkey);
  });
});

describe('when the phone is still there', () => {
  it('a text message stops it as well', async () => {
    const latchkey = await world();
    giveMethod(latchkey.cloud.tenant, PEOPLE.ada, fido2Key('Blue key'));
    await peopleOf(latchkey).ada.opens('I lost my security key');
    const { text } = await nextSms(latchkey.cloud.outbox, MOBILE);
    expect(text).not.toMatch(/Ada|Contoso/);
    expect(await sendsForm(notMeLinkIn(text), 'fraud')).toMatchObject({ face: 'notMeStopped' });
    expect(await reporter(latchkey)).toMatchObject({ of: 'employee', channel: 'sms' });
  });

  it('and nothing is sent to a phone that is gone', async () => {
    const latchkey = await world();
    await peopleOf(latchkey).ada.opens('I lost my phone');
    await linkSaying(latchkey, 'was opened');
    expect(latchkey.cloud.outbox.posted.filter(({ kind }) => kind === 'sms')).toEqual([]);
  });
});

describe('when a link is not what was sent (T12)', () => {
  it('a forged one, and a form of another site, stop nothing', async () => {
    const latchkey = await world();
    await peopleOf(latchkey).ada.opens();
    const link = await linkSaying(latchkey, 'was opened');
    const [, token = ''] = link.split('/not-me/');
    const forged = link.replace(token, `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`);
    expect(await sendsForm(forged, 'fraud')).toMatchObject({ status: 404, face: 'notMeUnknown' });
    const foreign = await fetch(link, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      body: new URLSearchParams({ fraud: 'yes' }),
    });
    expect(foreign.status).toBe(400);
    await latchkey.settle();
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
  });
});
