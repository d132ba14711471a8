import { isJsonObject, textIn } from '../entra/exchange';
import type { SimTenant } from '../entra/tenant';
import { recordWrite } from '../entra/write-log';
import { badRequest } from './failure';
import { SEND_MAIL } from './grants';
import { originOf } from './origin';
import { ok, route, type GraphHandler, type GraphRequest } from './route';
import { userOf } from './users';

/** Accepted is not delivered: 202 with nothing in it. */
const sendMail: GraphHandler = (tenant, request) => {
  const sender = userOf(tenant, request);
  const message = isJsonObject(request.body) ? request.body['message'] : undefined;
  const to = recipients(message);
  if (to.length === 0) throw badRequest('At least one recipient is not valid.', 'ErrorInvalidRecipients');
  recordWrite(tenant, originOf(request), undefined, () => {
    tenant.outbox.push({ ...letter(tenant, request, message), from: sender.mail ?? sender.userPrincipalName, to });
  });
  return ok(undefined, 202);
};

function letter({ clock }: SimTenant, { body }: GraphRequest, message: unknown) {
  const content = isJsonObject(message) ? message['body'] : undefined;
  return {
    at: clock.now(),
    subject: textIn(message, 'subject') ?? '',
    contentType: textIn(content, 'contentType') ?? 'Text',
    content: textIn(content, 'content') ?? '',
    // Kept in Sent Items unless the sender says otherwise.
    savedToSentItems: !(isJsonObject(body) && body['saveToSentItems'] === false),
  };
}

function recipients(message: unknown): readonly string[] {
  const list = isJsonObject(message) ? message['toRecipients'] : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap(
    (each: unknown) => textIn(isJsonObject(each) ? each['emailAddress'] : undefined, 'address') ?? [],
  );
}

export const MAIL_ROUTES = [route('POST', '/users/{user}/sendMail', SEND_MAIL, sendMail)];
