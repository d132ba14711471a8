import { Secret } from '../platform/secret';
import type { OutOfBand, Tenants } from '../recovery/ports';
import { linkMail, noticeMail } from '../words/mail-and-sms';
import { organisationName } from './organisation-name';

/** Sends one plain-text mail from the tenant's own mailbox. Throws `EffectError`; is never asked to repeat. */
export interface MailSender {
  send(tenantId: string, to: Secret, subject: string, text: Secret): Promise<unknown>;
}

export interface EmailDeps {
  readonly mail: MailSender;
  readonly tenants: Pick<Tenants, 'find'>;
  /** How long a link is good, for the sentence that says so. */
  readonly linkMinutes: number;
}

/** E-mail as a channel: plain text, the link or a notice, never a pass or a code. */
export function createEmailChannel(deps: EmailDeps): OutOfBand {
  const organisation = (tenantId: string): string => organisationName(deps.tenants, tenantId);
  return {
    async sendLink(to, { tenantId, shortCode }, link) {
      const facts = { organisation: organisation(tenantId), shortCode, minutes: deps.linkMinutes };
      const { subject, text } = linkMail({ ...facts, link: link.reveal() });
      await deps.mail.send(tenantId, to.address, subject, Secret.of(text));
    },
    async sendNotice(to, notice, { tenantId, shortCode }) {
      const { subject, text } = noticeMail(notice, { organisation: organisation(tenantId), shortCode });
      await deps.mail.send(tenantId, to.address, subject, Secret.of(text));
    },
  };
}
