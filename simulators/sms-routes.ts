import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Next, Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { Outbox } from './outbox';
import { postSms } from './outbox';

export interface SmsRoutesDeps {
  readonly outbox: Outbox;
  /** Base64, as in a connection string. Without it, a signature must be there but is not checked. */
  readonly accessKey?: string;
}

/** One request as it came over the wire; the signature covers these bytes. */
export interface SmsCall {
  readonly pathAndQuery: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly rawBody: string;
}

export interface SmsAnswer {
  readonly status: number;
  readonly body: unknown;
}

const AUTHORIZATION = /^HMAC-SHA256 SignedHeaders=([a-z0-9;-]+)&Signature=([A-Za-z0-9+/=]+)$/;

/** Azure Communication Services signs method, path, date, host and the hash of the body with the access key. */
function isSigned({ headers, pathAndQuery, rawBody }: SmsCall, accessKey: string | undefined): boolean {
  const [, names, signature = ''] = AUTHORIZATION.exec(headers['authorization'] ?? '') ?? [];
  if (names === undefined) return false;
  if (accessKey === undefined) return true;
  const contentHash = createHash('sha256').update(rawBody).digest('base64');
  if (headers['x-ms-content-sha256'] !== contentHash) return false;
  const signed = `POST\n${pathAndQuery}\n${names
    .split(';')
    .map((name) => headers[name] ?? '')
    .join(';')}`;
  const expected = createHmac('sha256', Buffer.from(accessKey, 'base64')).update(signed).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const requestSchema = z.looseObject({
  from: z.string().min(1),
  message: z.string().max(2048),
  smsRecipients: z
    .array(z.looseObject({ to: z.string(), repeatabilityRequestId: z.string().optional() }))
    .min(1)
    .max(100),
});
type SmsRequest = z.infer<typeof requestSchema>;

const E164 = /^\+[1-9]\d{6,14}$/;

const refusedBy = (to: string, httpStatusCode: number, errorMessage: string) => ({
  ...{ to, httpStatusCode, errorMessage, successful: false },
});

/** Requests that were repeated under the same id reach the phone once. */
type Seen = Map<string, string>;

function sendOne(deps: SmsRoutesDeps, seen: Seen, sms: SmsRequest, recipient: SmsRequest['smsRecipients'][number]) {
  const { outbox } = deps;
  const { to, repeatabilityRequestId = randomUUID() } = recipient;
  if (!E164.test(to)) return refusedBy(to, 400, 'Invalid To phone number format.');
  if (outbox.smsToRefuse > 0) {
    outbox.smsToRefuse -= 1;
    return refusedBy(to, 503, 'The carrier refused the message.');
  }
  const messageId = seen.get(repeatabilityRequestId) ?? `Outgoing_${randomUUID()}`;
  if (!seen.has(repeatabilityRequestId)) postSms(outbox, { from: sms.from, to, text: sms.message });
  seen.set(repeatabilityRequestId, messageId);
  return { to, messageId, httpStatusCode: 202, successful: true, repeatabilityResult: 'accepted' };
}

function parsed(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    return undefined;
  }
}

const failure = (status: number, code: string, message: string): SmsAnswer => ({
  status,
  body: { error: { code, message } },
});

/** Answers `POST /sms` as Azure Communication Services does. */
export function answerSms(deps: SmsRoutesDeps, seen: Seen, call: SmsCall): SmsAnswer {
  if (!isSigned(call, deps.accessKey)) return failure(401, 'Denied', 'Denied by the resource provider.');
  const request = requestSchema.safeParse(parsed(call.rawBody));
  if (!request.success) return failure(400, 'BadRequest', 'The request is invalid.');
  const { data } = request;
  return { status: 202, body: { value: data.smsRecipients.map((each) => sendOne(deps, seen, data, each)) } };
}

function headersOf(req: Request): SmsCall['headers'] {
  return Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, value?.toString()]));
}

/** For the `extend` option of the local Teams: takes text messages on the same port. */
export const smsRoutes =
  (deps: SmsRoutesDeps) =>
  (server: Server): void => {
    const seen: Seen = new Map();
    server.post('/sms', (req: Request, res: Response, next: Next) => {
      // restify keeps the text of a body that it parsed, though its types do not say so.
      const { rawBody } = req as { readonly rawBody?: unknown };
      const call = {
        pathAndQuery: req.url ?? '',
        headers: headersOf(req),
        rawBody: typeof rawBody === 'string' ? rawBody : '',
      };
      const { status, body } = answerSms(deps, seen, call);
      res.send(status, body);
      next();
    });
  };
