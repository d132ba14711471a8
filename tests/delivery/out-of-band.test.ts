import { createOutOfBand } from '../../delivery/out-of-band';
import type { OutOfBandDeps } from '../../delivery/out-of-band';
import { Secret } from '../../platform/secret';
import type { NoticeKind } from '../../recovery/cards';
import type { TenantSettings } from '../../recovery/ports';
import type { PlanItem } from '../../recovery/run';
import { completed } from '../support/request-arms';
import { contact, REQUEST, TENANT } from './requests';

const LINK = 'https://latchkey.example/reveal/the-token-of-the-link';
const MAIL_ADDRESS = 'ada@home.example';
/** As long as such a link gets, with the id of a key as people choose it. */
const NOT_ME = `https://recovery.some-organisation.example/not-me/${'n'.repeat(67)}.2026-11`;
const FACTS = { notMe: Secret.of(NOT_ME) };

const NOTICES: readonly NoticeKind[] = [
  ...(['opened', 'approved', 'denied', 'held', 'revealed', 'completed', 'failed'] as const),
  ...(['incident', 'codeVoided', 'numberLocked', 'enrolled', 'stuck', 'unreached'] as const),
];

interface SentMail {
  readonly tenantId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const settings = (name: string): TenantSettings => ({
  tenantId: TENANT,
  name,
  helpdeskGroupId: 'h',
  securityGroupId: 's',
  dutyGroupId: 'd',
  breakGlassGroupId: 'b',
});

function setUp(extra: Partial<OutOfBandDeps> = {}) {
  const mails: SentMail[] = [];
  const texts: { readonly to: string; readonly text: string }[] = [];
  const outOfBand = createOutOfBand({
    mail: {
      send: async (tenantId, to, subject, text) =>
        void mails.push({ tenantId, to: to.reveal(), subject, text: text.reveal() }),
    },
    sms: { send: async (to, text) => void texts.push({ to: to.reveal(), text: text.reveal() }) },
    tenants: { find: (tenantId) => (tenantId === TENANT ? settings('Contoso') : undefined) },
    linkMinutes: () => 10,
    ...extra,
  });
  return { outOfBand, mails, texts };
}

describe('when a link is sent by e-mail', () => {
  it('goes to that address, names the organisation and carries the link once', async () => {
    const { outOfBand, mails, texts } = setUp();
    await outOfBand.sendLink(contact('email', MAIL_ADDRESS), REQUEST, Secret.of(LINK));
    expect(texts).toEqual([]);
    expect(mails).toEqual([
      {
        tenantId: TENANT,
        to: MAIL_ADDRESS,
        subject: 'Your account recovery, LK-7F3K9Q',
        text: expect.stringContaining('your account at Contoso'),
      },
    ]);
    expect(mails[0]?.text.split(LINK)).toHaveLength(2);
    expect(mails[0]?.text).toContain('within 10 minutes');
  });

  it.each([
    ['an unknown tenant', () => undefined],
    ['a tenant without a name', () => settings('  ')],
  ])('still makes sense for %s', async (_name, find) => {
    const { outOfBand, mails } = setUp({ tenants: { find } });
    await outOfBand.sendLink(contact('email', MAIL_ADDRESS), REQUEST, Secret.of(LINK));
    expect(mails[0]?.text).toContain('your account at your organisation because');
  });

  it('lets no line break of a name into the text', async () => {
    const { outOfBand, mails } = setUp({ tenants: { find: () => settings('Contoso\n\nPay here:') } });
    await outOfBand.sendLink(contact('email', MAIL_ADDRESS), REQUEST, Secret.of(LINK));
    expect(mails[0]?.text).toContain('your account at Contoso Pay here: because');
  });
});

describe('when the code in place of an approver is sent', () => {
  const NOT_ME = `https://recovery.some-organisation.example/not-me/${'t'.repeat(100)}`;
  const CODE = Secret.of('483920');

  it('the message says what it opens, that nobody asks for it and where to stop it, names nobody, and fits into two', async () => {
    const { outOfBand, mails, texts } = setUp();
    await outOfBand.sendCode(contact('sms', '+47 99999999'), REQUEST, CODE, Secret.of(NOT_ME));
    expect(mails).toEqual([]);
    expect(texts).toEqual([{ to: '+4799999999', text: expect.stringContaining(`Stop it: ${NOT_ME}`) }]);
    expect(texts[0]?.text).toMatch(/ code 483920 opens your account\. .*Nobody asks you for it: tell nobody\./);
    expect(texts[0]?.text).toMatch(/^[\w\s.,:;!?"'/()-]{1,306}$/);
    expect(texts[0]?.text).not.toMatch(/Ada|Contoso/);
  });

  it('never goes by mail', async () => {
    const { outOfBand, mails, texts } = setUp();
    const sent = outOfBand.sendCode(contact('email', MAIL_ADDRESS), REQUEST, CODE, Secret.of(NOT_ME));
    await expect(sent).rejects.toMatchObject({ code: 'rejected', message: 'a code is never sent by mail' });
    expect([...mails, ...texts]).toEqual([]);
  });
});

describe('when a link is sent by text message', () => {
  it('goes to that number and names nobody', async () => {
    const { outOfBand, mails, texts } = setUp();
    await outOfBand.sendLink(contact('sms', '+47 99 99 99 99'), REQUEST, Secret.of(LINK));
    expect(mails).toEqual([]);
    expect(texts).toEqual([{ to: '+4799999999', text: expect.stringContaining(` ${LINK} `) }]);
    expect(texts[0]?.text).not.toMatch(/Ada|Contoso/);
  });

  it('fits into two plain messages', async () => {
    const { outOfBand, texts } = setUp();
    const longest = `https://recovery.some-organisation.example/reveal/${'t'.repeat(43)}`;
    await outOfBand.sendLink(contact('sms', '+4799999999'), REQUEST, Secret.of(longest));
    expect(texts[0]?.text).toMatch(/^[\w\s.,:;!?"'/()-]{1,306}$/);
  });

  it.each([
    ['+47 99999999', '+4799999999'],
    ['+1 (800) 555-0100', '+18005550100'],
    ['+44 20.7946.0000', '+442079460000'],
  ])('dials %s as %s', async (stored, dialled) => {
    const { outOfBand, texts } = setUp();
    await outOfBand.sendLink(contact('sms', stored), REQUEST, Secret.of(LINK));
    expect(texts[0]?.to).toBe(dialled);
  });

  it.each([
    '',
    '99999999',
    '0047 99999999',
    '+47 99999999x12',
    '+0 12345678',
    '+1 555',
    '+47 9999999999999999',
    'a@b.c',
  ])('refuses the number %j without quoting it', async (stored) => {
    const { outOfBand, texts } = setUp();
    const sent = outOfBand.sendLink(contact('sms', stored), REQUEST, Secret.of(LINK));
    await expect(sent).rejects.toMatchObject({ code: 'rejected', message: 'the number cannot take text messages' });
    expect(texts).toEqual([]);
  });

  it('says no where no SMS service is configured', async () => {
    const { mails, outOfBand } = setUp();
    expect(mails).toEqual([]);
    const without = createOutOfBand({
      mail: { send: () => Promise.reject(new Error('not this one')) },
      tenants: { find: () => undefined },
      linkMinutes: () => 10,
    });
    await expect(without.sendLink(contact('sms', '+4799999999'), REQUEST, Secret.of(LINK))).rejects.toMatchObject({
      code: 'rejected',
    });
    await expect(
      outOfBand.sendNotice(contact('sms', '+4799999999'), 'opened', REQUEST, FACTS),
    ).resolves.toBeUndefined();
  });
});

describe('when a notice is sent', () => {
  it.each(NOTICES)('tells by e-mail what happened and what to do: %s', async (notice) => {
    const { outOfBand, mails } = setUp();
    await outOfBand.sendNotice(contact('email', MAIL_ADDRESS), notice, REQUEST, FACTS);
    expect(mails[0]).toMatchObject({
      tenantId: TENANT,
      to: MAIL_ADDRESS,
      subject: 'About your account recovery, LK-7F3K9Q',
    });
    const { text = '' } = mails[0] ?? {};
    expect(text).toContain('call your helpdesk now');
    expect(text.split(`\n${NOT_ME}\n`)).toHaveLength(2);
    expect(text.replace(NOT_ME, '')).not.toMatch(/https?:|undefined|\d{3,}|Ada/);
  });

  it.each(NOTICES)('tells it by text message, short and plain: %s', async (notice) => {
    const { outOfBand, texts } = setUp();
    await outOfBand.sendNotice(contact('sms', '+4799999999'), notice, REQUEST, FACTS);
    const { text = '' } = texts[0] ?? {};
    expect(text).toMatch(/^[\w\s.,:;!?"'/()-]{1,306}$/);
    expect(text).toContain('LK-7F3K9Q');
    expect(text.split(` ${NOT_ME} `)).toHaveLength(2);
    expect(text.replace(NOT_ME, '')).toMatch(/^.{1,160}$/);
    expect(text.replace(NOT_ME, '')).not.toMatch(/https?:|undefined|Ada|Contoso/);
  });

  it('says something else for each notice', async () => {
    const { outOfBand, mails, texts } = setUp();
    for (const notice of NOTICES) {
      await outOfBand.sendNotice(contact('email', MAIL_ADDRESS), notice, REQUEST, FACTS);
      await outOfBand.sendNotice(contact('sms', '+4799999999'), notice, REQUEST, FACTS);
    }
    expect(new Set(mails.map(({ text }) => text)).size).toBe(NOTICES.length);
    expect(new Set(texts.map(({ text }) => text)).size).toBe(NOTICES.length);
  });
});

describe('when a manager is told by mail', () => {
  const told = async (about: string, notice: NoticeKind = 'approved') => {
    const { outOfBand, mails } = setUp();
    await outOfBand.sendNotice(contact('email', 'max@contoso.example'), notice, REQUEST, { ...FACTS, about });
    return mails[0] ?? { to: '', subject: '', text: '' };
  };

  it.each(NOTICES)('it says whose account it is, and how to stop it: %s', async (notice) => {
    const { to, subject, text } = await told('Ada Lovelace', notice);
    expect([to, subject]).toEqual(['max@contoso.example', 'About an account recovery in your team, LK-7F3K9Q']);
    expect(text.split('\n')[2]).toContain('Ada Lovelace');
    expect(text.split(`\n${NOT_ME}\n`)).toHaveLength(2);
    expect(text).not.toMatch(/your account|undefined/);
  });

  it('says something else for each notice', async () => {
    const texts = await Promise.all(NOTICES.map(async (notice) => (await told('Ada', notice)).text));
    expect(new Set(texts).size).toBe(NOTICES.length);
  });

  it('lets no name become a link or a sentence of its own', async () => {
    const { text } = await told('Ada\r\n\r\nPay at https://evil.example/x');
    expect(text.split('\n')[2]).toContain('account of Ada Pay at https evil. example x was approved');
    expect(text.match(/https?:/g)).toHaveLength(1);
  });
});

describe('when a recovery is complete', () => {
  const item = (outcome: PlanItem['outcome']): PlanItem => ({
    ...{ methodId: 'm', kind: 'mobilePhone', label: 'Mobile +47 ••• •• 312', fingerprint: 'f', outcome },
  });
  const done = { ...completed({ plan: [item('removed'), item('kept')], sessionsRevokedAt: 1 }), tenantId: TENANT };

  it('the mail says in numbers what was done, and asks for a second method with how to add one', async () => {
    const { outOfBand, mails } = setUp();
    await outOfBand.sendNotice(contact('email', MAIL_ADDRESS), 'completed', done, FACTS);
    const text = mails[0]?.text ?? '';
    expect(text).toContain('What was done:\n- A new sign-in method was added\n- Removed: one sign-in method\n');
    expect(text).toContain('- Still registered: one method that should go.');
    expect(text).toContain('- Signed out everywhere\n');
    expect(text).toContain('Add a second method today.');
    expect(text).toContain('- A security key: choose');
    expect(text).not.toMatch(/there is nothing to do\.|312/);
  });

  it('a former address reads neither', async () => {
    const { outOfBand, mails } = setUp();
    const replaced = { ...FACTS, replaced: true } as const;
    await outOfBand.sendNotice(contact('email', MAIL_ADDRESS), 'completed', done, replaced);
    expect(mails[0]?.text).not.toMatch(/What was done|second method/);
    expect(mails[0]?.text).toContain('there is nothing to do.');
  });
});

describe('when the mail asks its reader for something', () => {
  it.each([
    ['denied', 'call your helpdesk on a number you already know, and name the request below'],
    ['held', 'there is nothing to do. To ask about it, call your helpdesk'],
    ['failed', 'call your helpdesk on a number you already know'],
    ['passEnds', 'sign in with your pass now, at aka.ms/mysecurityinfo'],
    ['approved', 'there is nothing to do.'],
  ] as const)('%s: %s', async (notice, says) => {
    const { outOfBand, mails } = setUp();
    await outOfBand.sendNotice(contact('email', MAIL_ADDRESS), notice, REQUEST, FACTS);
    expect(mails[0]?.text).toContain(says);
  });
});

describe('when the channel fails', () => {
  it('lets the error through as it is', async () => {
    const fault = new Error('from the mailbox');
    const { outOfBand } = setUp({ mail: { send: () => Promise.reject(fault) } });
    await expect(outOfBand.sendNotice(contact('email', MAIL_ADDRESS), 'opened', REQUEST, FACTS)).rejects.toBe(fault);
  });
});

describe('when a request is only evaluated', () => {
  const evaluated = { ...REQUEST, evaluation: true as const };

  it.each(['email', 'sms'] as const)('every message by %s says that nothing is done', async (channel) => {
    const { outOfBand, mails, texts } = setUp();
    const to = contact(channel, channel === 'email' ? MAIL_ADDRESS : '+4799999999');
    await outOfBand.sendLink(to, evaluated, Secret.of(LINK));
    for (const notice of NOTICES) await outOfBand.sendNotice(to, notice, evaluated, FACTS);
    const sent = [...mails, ...texts].map(({ text }) => text);
    expect(sent).toHaveLength(NOTICES.length + 1);
    for (const text of sent) expect(text).toMatch(/evaluation only.*nothing is done/i);
  });

  it('a link still fits into two plain text messages', async () => {
    const { outOfBand, texts } = setUp();
    const longest = `https://recovery.some-organisation.example/reveal/${'t'.repeat(43)}`;
    await outOfBand.sendLink(contact('sms', '+4799999999'), evaluated, Secret.of(longest));
    expect(texts[0]?.text).toMatch(/^[\w\s.,:;!?"'/()-]{1,306}$/);
  });
});

describe('when the link of a request is good for another time', () => {
  it('the message says so', async () => {
    const { outOfBand, mails } = setUp({ linkMinutes: ({ shortCode }) => shortCode.length });
    await outOfBand.sendLink(contact('email', MAIL_ADDRESS), REQUEST, Secret.of(LINK));
    expect(mails[0]?.text).toContain('within 9 minutes');
  });
});
