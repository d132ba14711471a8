import { Secret } from '../platform/secret';
import { EffectError } from '../recovery/errors';
import type { OutOfBand } from '../recovery/ports';
import type { LinkMinutes } from './link-minutes';
import { codeSms, linkSms, noticeSms } from '../words/mail-and-sms';

/** Sends one text message. Throws `EffectError`; is never asked to repeat. */
export interface SmsSender {
  /** `to` in E.164 (`+4799999999`). */
  send(to: Secret, text: Secret): Promise<void>;
}

export interface SmsDeps {
  readonly sms: SmsSender;
  /** How long a link is good, for the sentence that says so. */
  readonly linkMinutes: LinkMinutes;
}

/** Text messages as a channel. They name nobody, because a number may have a new owner. */
export function createSmsChannel({ sms, linkMinutes }: SmsDeps): OutOfBand {
  return {
    async sendLink(to, request, link) {
      const { shortCode, evaluation } = request;
      const facts = { shortCode, evaluation: evaluation === true, minutes: linkMinutes(request) };
      const text = linkSms({ ...facts, link: link.reveal() });
      await sms.send(asE164(to.address), Secret.of(text));
    },
    async sendCode(to, { shortCode }, code, notMe) {
      const text = codeSms({ shortCode, code: code.reveal(), link: notMe.reveal() });
      await sms.send(asE164(to.address), Secret.of(text));
    },
    async sendNotice(to, notice, { shortCode, evaluation }, { notMe }) {
      const facts = { shortCode, evaluation: evaluation === true, link: notMe.reveal() };
      const text = noticeSms(notice, facts);
      await sms.send(asE164(to.address), Secret.of(text));
    },
  };
}

const E164 = /^\+[1-9]\d{6,14}$/;

/** Entra keeps `+47 99999999`, and `x123` behind it for an extension, which no text message can reach. */
function asE164(number: Secret): Secret {
  const dialled = number.reveal().replace(/[\s().-]/g, '');
  if (!E164.test(dialled)) throw new EffectError('rejected', 'the number cannot take text messages');
  return Secret.of(dialled);
}
