import { createServer, plugins, type Request, type Response, type Server } from 'restify';
import type { SimReply, SimService } from './exchange';
import { readRequest } from './raw-request';
import { SimError } from './sim-error';

/** A running simulator. */
export interface Served {
  /** `http://127.0.0.1:49152`, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0, or left out, takes any free port. */
  readonly port?: number;
  /** Waits out a delay; tests may pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** Serves a simulated service over HTTP, on the loopback interface only. A busy port is an error, never another port. */
export async function serve(service: SimService, { port = 0, pause = realPause }: ServeOptions = {}): Promise<Served> {
  const server = createServer({ name: 'simulator' });
  server.use(plugins.bodyReader({ maxBodySize: 1_048_576 }));
  const handle = async (request: Request, response: Response) => {
    const reply = service(simRequest(request));
    if (reply.delayMs !== undefined && reply.delayMs > 0) await pause(reply.delayMs);
    send(response, reply);
  };
  for (const verb of ['get', 'post', 'patch', 'put', 'del'] as const) server[verb]('/*', handle);
  await listen(server, port);
  const { port: taken } = server.address();
  return { url: `http://127.0.0.1:${String(taken)}`, close: () => close(server) };
}

function simRequest(request: Request) {
  const { method = 'GET', url: target = '/', headers } = request;
  const body: unknown = request.body;
  return readRequest({
    method,
    target,
    headers,
    bodyText: textOf(body),
    baseUrl: `http://${headers.host ?? ''}`,
  });
}

/** The body reader leaves text, or bytes for a content type that it does not know. */
function textOf(body: unknown): string {
  return Buffer.isBuffer(body) ? body.toString('utf8') : typeof body === 'string' ? body : '';
}

function send(response: Response, { status, headers, body, resetSocket }: SimReply): void {
  if (resetSocket) {
    response.socket?.destroy();
    return;
  }
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on('error', (error: Error) => {
      reject(new SimError('portBusy', `cannot listen on 127.0.0.1:${String(port)}`, error));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.server.closeAllConnections();
  });
}

function realPause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
