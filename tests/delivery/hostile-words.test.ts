import { createOutOfBand } from '../../delivery/out-of-band';
import { Secret } from '../../platform/secret';
import { HOSTILE_ROWS, unseenIn } from '../support/hostile-strings';
import { contact, REQUEST, TENANT } from './requests';

const LINK = 'https://latchkey.example/reveal/the-token';
const NOT_ME = 'https://latchkey.example/not-me/the-token';
const LONGEST_MAIL = 2_500;

interface Sent {
  readonly subject: string;
  readonly text: string;
}

/** Every mail and text message of a request, where the person and the organisation are called that. */
async function sentWith(words: string) {
  const [mails, texts]: [Sent[], string[]] = [[], []];
  const settings = { helpdeskGroupId: 'h', securityGroupId: 's', dutyGroupId: 'd', breakGlassGroupId: 'b' };
  const outOfBand = createOutOfBand({
    mail: { send: async (_tenant, _to, subject, text) => void mails.push({ subject, text: text.reveal() }) },
    sms: { send: async (_to, text) => void texts.push(text.reveal()) },
    tenants: { find: () => ({ tenantId: TENANT, name: words.slice(0, 200), ...settings }) },
    linkMinutes: () => 10,
  });
  const request = { ...REQUEST, details: words, proof: { proof: words, ticket: words } };
  const [mail, phone] = [contact('email', 'ada@home.example'), contact('sms', '+4799999999')];
  const notMe = Secret.of(NOT_ME);
  await outOfBand.sendLink(mail, request, Secret.of(LINK));
  await outOfBand.sendNotice(mail, 'opened', request, { notMe });
  await outOfBand.sendNotice(mail, 'opened', request, { notMe, about: words });
  await outOfBand.sendLink(phone, request, Secret.of(LINK));
  await outOfBand.sendNotice(phone, 'opened', request, { notMe });
  return { mails, texts };
}

describe.each(HOSTILE_ROWS)('when people and organisations are called %s', (_name, words) => {
  it('no subject holds their words or a line end', async () => {
    const { mails } = await sentWith(words);
    expect(mails).toHaveLength(3);
    for (const { subject } of mails)
      expect(subject).toMatch(/^(Your|About (your|an)) account recovery[\w ,]*LK-7F3K9Q$/);
  });

  it('a mail keeps its paragraphs and its one link, and hides nothing', async () => {
    const { mails } = await sentWith(words);
    const plain = (await sentWith('Ada Lovelace')).mails;
    for (const [at, { text }] of mails.entries()) {
      expect(text.split('\n')).toHaveLength(plain[at]?.text.split('\n').length ?? 0);
      expect(text.split('\n').flatMap((line) => unseenIn(line) ?? [])).toEqual([]);
      expect(text.length).toBeLessThan(LONGEST_MAIL);
    }
    // The organisation is named by the operator; a person may have chosen their own name.
    expect(
      mails[2]?.text
        .split('\n')
        .find((line) => line.includes('account of'))
        ?.split(' You are told at')[0],
    ).not.toMatch(/:\/\/|\.\w|[<>@$`*[\]]/);
  });

  it('a text message says none of their words', async () => {
    const { texts } = await sentWith(words);
    expect(texts).toEqual((await sentWith('Ada Lovelace')).texts);
  });
});
