import type { Secret } from '../platform/secret';
import { EffectError } from '../recovery/errors';
import { asObjectId, type ObjectId } from '../recovery/terms';
import type { GraphOf } from './client';

export interface Mail {
  /** Mailbox that sends: address or object id. Comes from configuration. */
  readonly from: string;
  readonly to: Secret;
  readonly subject: string;
  /** May carry a one-time link, and is a secret for that. */
  readonly body: { readonly contentType: 'text' | 'html'; readonly content: Secret };
}

export interface MailSender {
  /** One POST, never repeated here: Graph would send a second mail. Throws `EffectError`. */
  send(tenantId: ObjectId, mail: Mail): Promise<{ readonly requestId?: string }>;
}

/** No `#`, which would cut the path off. */
const ADDRESS = /^[\w.+-]+@[\w.-]+$/;

/** Mail through Exchange Online. Nothing is kept in the sender's Sent Items. */
export function createMailSender(graph: GraphOf): MailSender {
  return {
    send: async (tenantId, mail) => {
      const path = `/users/${mailbox(mail.from)}/sendMail`;
      const answer = await graph(tenantId).call({
        operation: 'mail.send',
        method: 'POST',
        path,
        body: messageOf(mail),
      });
      return answer.trace;
    },
  };
}

function mailbox(from: string): string {
  if (asObjectId(from) === undefined && !ADDRESS.test(from)) {
    throw new EffectError('rejected', 'The mailbox that sends is neither an address nor an object id.');
  }
  return encodeURIComponent(from);
}

function messageOf({ to, subject, body }: Mail): unknown {
  const toRecipients = [{ emailAddress: { address: to.reveal() } }];
  const content = { contentType: body.contentType, content: body.content.reveal() };
  return { message: { subject, body: content, toRecipients }, saveToSentItems: false };
}
