import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in, as the service would see it. */
export interface ReceivedSms {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly signed: boolean;
  readonly body: {
    readonly from: string;
    readonly message: string;
    readonly smsRecipients: readonly { readonly to: string; readonly repeatabilityRequestId: string }[];
    readonly smsSendOptions: { readonly enableDeliveryReport: boolean };
  };
}

export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'hangUp' }
  | { readonly kind: 'silence' };

export const ACCESS_KEY = Buffer.from('the access key of the stand-in!!').toString('base64');

export const accepted = (results: readonly unknown[]): Answer => ({
  kind: 'answer',
  status: 202,
  body: { value: results },
});

export const delivered = (to: string): unknown => ({
  to,
  messageId: 'Outgoing_1',
  httpStatusCode: 202,
  repeatabilityResult: 'accepted',
  successful: true,
});

/** A loopback server with the wire format of Azure Communication Services SMS, 2021-03-07. */
export class AcsStandIn {
  readonly received: ReceivedSms[] = [];
  answer: Answer = accepted([delivered('+4799999999')]);
  readonly #server = http.createServer((request, response) => void this.#handle(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const { method, url } = request;
    this.received.push({ method, url, signed: isSigned(request, text), body: JSON.parse(text) });
    if (this.answer.kind === 'silence') return;
    if (this.answer.kind === 'hangUp') return void request.socket.destroy();
    const { status, body, headers } = this.answer;
    response.writeHead(status, { 'content-type': 'application/json', 'x-ms-request-id': 'sms-1', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}

/** Checks the signature the way the service documents it. */
function isSigned(request: http.IncomingMessage, text: string): boolean {
  const { host = '', authorization } = request.headers;
  const date = String(request.headers['x-ms-date']);
  const hash = createHash('sha256').update(text).digest('base64');
  const toSign = `POST\n${request.url ?? ''}\n${date};${host};${hash}`;
  const signature = createHmac('sha256', Buffer.from(ACCESS_KEY, 'base64')).update(toSign).digest('base64');
  const expected = `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
  return request.headers['x-ms-content-sha256'] === hash && authorization === expected;
}
