import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request of the bot, as it passes. */
export interface Call {
  readonly line: string;
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
}

export interface Passed {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Called at both edges of every call; `cut` lets nothing further through, as the bot is dead. */
export interface Watch {
  readonly onRequest: (call: Call) => Promise<'pass' | 'cut'>;
  readonly onAnswer: (call: Call, answer: Passed) => Promise<'pass' | 'cut'>;
  /** The service hung up. */
  readonly onLost?: (call: Call) => void;
  /** How far the clock of the service is ahead of this machine's. */
  readonly aheadMs: () => number;
}

/** A proxy on loopback between the bot and one service, which sees every request and every answer. */
export interface Line {
  readonly url: string;
  close(): Promise<void>;
}

const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];
const LONG_MS = 120_000;

function onwards(target: string, agent: http.Agent, call: Call, headers: http.IncomingHttpHeaders): Promise<Passed> {
  return new Promise((resolve, reject) => {
    const { method, path, body } = call;
    // The host stays that of the proxy: what is signed over it is checked against it.
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
    const sent = { ...kept, 'content-length': body.length };
    const request = http.request(target + path, { method, headers: sent, agent }, (response) => {
      const { statusCode: status = 502, headers: received } = response;
      buffer(response).then((content) => resolve({ status, headers: received, body: content }), reject);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The service closed a kept connection at the very moment it was used again: nothing was taken.
      if (request.reusedSocket && error.code === 'ECONNRESET')
        onwards(target, agent, call, headers).then(resolve, reject);
      else reject(error);
    });
    request.end(body);
  });
}

function answerTo(response: http.ServerResponse, method: string, { status, headers, body }: Passed, aheadMs: number) {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
  const { date } = headers;
  const shifted = date === undefined ? {} : { date: new Date(Date.parse(date) + aheadMs).toUTCString() };
  response.writeHead(status, { ...kept, ...shifted, 'content-length': body.length });
  response.end(method === 'HEAD' ? undefined : body);
}

export async function startLine(name: string, target: string, watch: Watch): Promise<Line> {
  const agent = new http.Agent({ keepAlive: true });
  const pass = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = request;
    const call = { line: name, method, path, body: await buffer(request) };
    if ((await watch.onRequest(call)) === 'cut') return void response.destroy();
    const answer = await onwards(target, agent, call, headers).catch((error: unknown) => {
      watch.onLost?.(call);
      throw error;
    });
    if ((await watch.onAnswer(call, answer)) === 'cut') return void response.destroy();
    answerTo(response, method, answer, watch.aheadMs());
  };
  const server = http.createServer((request, response) => {
    // A bot that was killed has hung up in the middle.
    pass(request, response).catch(() => response.destroy());
  });
  // Kept connections that the bot uses again must not be closed at that very moment.
  server.keepAliveTimeout = LONG_MS;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
