import type { IncomingMessage, ServerResponse } from 'node:http';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface FrontDoorOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** The instances that listen now. */
  readonly urls: () => readonly string[];
  /** Which of them is asked first for a call with this body; in turn where it says nothing. */
  readonly first?: (body: Buffer) => number | undefined;
}

/** One address for several instances, as a load balancer gives it. */
export interface FrontDoor {
  readonly url: string;
  close(): Promise<void>;
}

/** The port that people were told is taken. */
export class FrontDoorError extends Error {
  override readonly name = 'FrontDoorError';
  readonly code = 'portInUse';
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** `notTaken`: the instance did nothing with the call. `lost`: nobody knows. */
type Attempt = Answer | 'notTaken' | 'lost';

/** Of one connection only. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

const endToEnd = (headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));

/** A new connection each time: on a kept one that dies, nobody could tell whether the call was taken. */
function attempt(url: string, { method, path, headers, body }: Call): Promise<Attempt> {
  return new Promise((resolve) => {
    const sent = { ...endToEnd(headers), 'content-length': body.length };
    const request = http.request(new URL(path, url), { method, headers: sent, agent: false }, (response) => {
      const { statusCode: status = 502, headers: received } = response;
      buffer(response).then(
        (content) => resolve({ status, headers: received, body: content }),
        () => resolve('lost'),
      );
    });
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED' ? 'notTaken' : 'lost'));
    request.end(body);
  });
}

/** An instance that drains answers 503 with Retry-After and has done nothing. */
const isRefusal = ({ status, headers }: Answer): boolean => status === 503 && headers['retry-after'] !== undefined;

/** Asks one instance after the other until one takes the call. A call that may have been taken is not repeated. */
async function pass(urls: readonly string[], call: Call): Promise<Answer> {
  let answer: Answer = { status: 503, headers: { 'retry-after': '1' }, body: Buffer.from('No instance is there.') };
  for (const url of urls) {
    const tried = await attempt(url, call);
    if (tried === 'lost' && call.method !== 'GET') return { status: 502, headers: {}, body: Buffer.alloc(0) };
    if (typeof tried === 'string') continue;
    answer = tried;
    if (!isRefusal(tried)) break;
  }
  return answer;
}

function inTurn(urls: readonly string[], turn: number): readonly string[] {
  const first = urls.length === 0 ? 0 : turn % urls.length;
  return [...urls.slice(first), ...urls.slice(0, first)];
}

async function serve(
  { urls, first }: FrontDoorOptions,
  turn: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = request;
  const body = await buffer(request);
  const asked = inTurn(urls(), first?.(body) ?? turn);
  const { status, headers: received, body: content } = await pass(asked, { method, path, headers, body });
  response.writeHead(status, { ...endToEnd(received), 'content-length': content.length });
  response.end(method === 'HEAD' ? undefined : content);
}

/** Listens on 127.0.0.1 and gives every call to the instances in turn. Throws `FrontDoorError` where the port is taken. */
export async function startFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  const { port } = options;
  let turn = 0;
  const server = http.createServer((request, response) => {
    turn += 1;
    // Whoever hangs up in the middle of a call gets no answer.
    serve(options, turn, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const message = `port ${String(port)} is in use: stop what listens there, or set PORT`;
      reject(cause.code === 'EADDRINUSE' ? new FrontDoorError(message, { cause }) : cause);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  // Safe: a server that listens on a port has an address object.
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(taken)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
