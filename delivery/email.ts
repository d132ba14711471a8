import { Secret } from '../platform/secret';
import { EffectError } from '../recovery/errors';
import type { OutOfBand, Tenants } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import { whatWasDone } from '../recovery/what-was-done';
import { linkMail, noticeMail } from '../words/mail-and-sms';
import { managerMail } from '../words/manager-mail';
import type { LinkMinutes } from './link-minutes';
import { organisationName } from './organisation-name';
import { plainName } from './plain-name';

/** Sends one plain-text mail from the tenant's own mailbox. Throws `EffectError`; is never asked to repeat. */
export interface MailSender {
  send(tenantId: string, to: Secret, subject: string, text: Secret): Promise<unknown>;
}

export interface EmailDeps {
  readonly mail: MailSender;
  readonly tenants: Pick<Tenants, 'find'>;
  /** How long a link is good, for the sentence that says so. */
  readonly linkMinutes: LinkMinutes;
}

/** E-mail as a channel: plain text, the link or a notice, never a pass or a code. */
export function createEmailChannel(deps: EmailDeps): OutOfBand {
  const factsOf = ({ tenantId, shortCode, evaluation }: RecoveryRequest) => {
    const organisation = organisationName(deps.tenants, tenantId);
    return { organisation, shortCode, evaluation: evaluation === true };
  };
  return {
    async sendLink(to, request, link) {
      const facts = { ...factsOf(request), minutes: deps.linkMinutes(request) };
      const { subject, text } = linkMail({ ...facts, link: link.reveal() });
      await deps.mail.send(request.tenantId, to.address, subject, Secret.of(text));
    },
    sendCode: () => Promise.reject(new EffectError('rejected', 'a code is never sent by mail')),
    async sendNotice(to, notice, request, { notMe, about, replaced }) {
      const facts = {
        ...factsOf(request),
        link: notMe.reveal(),
        replaced: replaced === true,
        whatWasDone: whatWasDone(request),
      };
      const { subject, text } =
        about === undefined ? noticeMail(notice, facts) : managerMail(notice, { ...facts, name: plainName(about) });
      await deps.mail.send(request.tenantId, to.address, subject, Secret.of(text));
    },
  };
}
