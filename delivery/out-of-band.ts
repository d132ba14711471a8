import { EffectError } from '../recovery/errors';
import type { ContactPoint, OutOfBand, Tenants } from '../recovery/ports';
import { createEmailChannel } from './email';
import type { MailSender } from './email';
import type { LinkMinutes } from './link-minutes';
import { createSmsChannel } from './sms';
import type { SmsSender } from './sms';

export interface OutOfBandDeps {
  readonly mail: MailSender;
  /** Absent where no SMS service is configured. */
  readonly sms?: SmsSender;
  readonly tenants: Pick<Tenants, 'find'>;
  readonly linkMinutes: LinkMinutes;
}

const NO_SMS: SmsSender = {
  send: () => Promise.reject(new EffectError('rejected', 'no SMS service is configured')),
};

/** Channels outside Teams, picked by what the contact is. */
export function createOutOfBand({ mail, sms = NO_SMS, tenants, linkMinutes }: OutOfBandDeps): OutOfBand {
  const channels: Readonly<Record<ContactPoint['channel'], OutOfBand>> = {
    email: createEmailChannel({ mail, tenants, linkMinutes }),
    sms: createSmsChannel({ sms, linkMinutes }),
  };
  return {
    sendLink: (to, request, link) => channels[to.channel].sendLink(to, request, link),
    sendCode: (to, ...args) => channels[to.channel].sendCode(to, ...args),
    sendNotice: (to, notice, request, facts) => channels[to.channel].sendNotice(to, notice, request, facts),
  };
}
