import { createOutbox, nextMail, nextSms, postMail, postSms } from '../../simulators/outbox';

const mail = (subject: string, ...to: string[]) => ({
  ...{ from: 'bot@contoso.example', to, subject, body: { contentType: 'text' as const, content: 'x' } },
});
const sms = (text: string, to = '+4791234567') => ({ from: '+4790000000', to, text });

describe('when mails and texts are posted', () => {
  it('keeps them in order with their time', () => {
    const outbox = createOutbox({ clock: { now: () => 5 } });
    postMail(outbox, mail('one', 'ada@contoso.example'));
    postSms(outbox, sms('two'));
    expect(outbox.posted).toMatchObject([
      { id: 1, kind: 'mail', subject: 'one', at: 5 },
      { id: 2, kind: 'sms', text: 'two', at: 5 },
    ]);
  });
});

describe('when a test waits for one', () => {
  it('takes each once, by address in any case, whether it came before or after', async () => {
    const outbox = createOutbox();
    const early = nextSms(outbox, '+4791234567', ({ text }) => text === 'b');
    postMail(outbox, mail('first', 'marcus@contoso.example', 'Ada@Contoso.example'));
    postMail(outbox, mail('second', 'ada@contoso.example'));
    postSms(outbox, sms('a'));
    postSms(outbox, sms('b', '+4700000000'));
    postSms(outbox, sms('b'));
    await expect(early).resolves.toMatchObject({ id: 5 });
    await expect(nextMail(outbox, 'ada@contoso.example')).resolves.toMatchObject({ subject: 'first' });
    await expect(nextMail(outbox, 'ada@contoso.example')).resolves.toMatchObject({ subject: 'second' });
    await expect(nextSms(outbox, '+4791234567')).resolves.toMatchObject({ text: 'a' });
  });

  it('says what was posted instead, when nothing comes', async () => {
    const outbox = createOutbox({ waitMs: 1 });
    postMail(outbox, mail('x', 'marcus@contoso.example'));
    await expect(nextMail(outbox, 'ada@contoso.example')).rejects.toThrow('mail to marcus@contoso.example');
    await expect(nextSms(createOutbox({ waitMs: 1 }), '+471')).rejects.toThrow('(nothing)');
  });
});
