import type { AddressInfo } from 'node:net';
import type { Request, Response, Server } from 'restify';
import { createServer } from 'restify';
import type { Log } from '../platform/log';
import { withinMs } from '../platform/within-ms';
import type { Call, Received } from './adapter';
import { BotError } from './errors';
import type { Metrics } from './metrics';
import { readJsonBody } from './read-json-body';
import type { WorkInHand } from './work-in-hand';

/** Something that has to work before work is sent here, e.g. storage or Graph. Rejects when it does not. */
export type ReadinessCheck = () => Promise<unknown>;

export interface ServerDeps {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly inHand: WorkInHand;
  /** Takes what came to `/api/messages`. Never throws. */
  readonly receive: (call: Call) => Promise<Received>;
  /** By name; the names are shown at `/readyz`. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** Other routes of the same server: reveal page, HTTP API, tab. They read their own bodies. */
  readonly mounts: readonly ((server: Server) => void)[];
}

const CHECK_DEADLINE_MS = 3_000;

function end(response: Response, status: number, body?: unknown): void {
  if (body === undefined) {
    response.status(status);
    response.end();
    return;
  }
  response.json(status, body);
}

const onMessages =
  ({ receive }: ServerDeps) =>
  async (request: Request, response: Response): Promise<void> => {
    const body = await readJsonBody(request);
    if (body.kind === 'refused') {
      end(response, body.status);
      return;
    }
    const authorization = request.headers.authorization ?? '';
    const received = await receive({ authorization, body: body.value });
    const { status, retryAfterMs } = received;
    if (retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(retryAfterMs / 1_000)));
    end(response, status, received.body);
  };

async function holds(check: ReadinessCheck): Promise<boolean> {
  try {
    return (
      (await withinMs(
        check().then(() => true),
        CHECK_DEADLINE_MS,
      )) ?? false
    );
  } catch {
    return false;
  }
}

const onReady =
  ({ checks, inHand }: ServerDeps) =>
  async (_request: Request, response: Response): Promise<void> => {
    if (inHand.draining) {
      end(response, 503, { status: 'draining' });
      return;
    }
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await holds(check)] as const),
    );
    const states = Object.fromEntries(results.map(([name, ok]) => [name, ok ? 'ok' : 'failed']));
    const ready = results.every(([, ok]) => ok);
    end(response, ready ? 200 : 503, { status: ready ? 'ready' : 'notReady', checks: states });
  };

interface RestifyError {
  readonly statusCode?: number;
  toJSON?: () => unknown;
  toString?: () => string;
}

function sayInstead(error: RestifyError, code: string, message: string): void {
  error.toJSON = () => ({ code, message });
  error.toString = () => message;
}

/** An error that a route did not catch says nothing about itself to the caller, and repeats nothing that was sent. */
function hideErrors(server: Server, log: Log): void {
  server.on('restifyError', (_request: Request, _response: Response, error: RestifyError, next: () => void) => {
    const { statusCode: status = 500 } = error;
    if (status >= 500) log.error('http.failed', { status, error });
    if (status >= 500) sayInstead(error, 'InternalError', 'Something went wrong. Please try again.');
    if (status === 404) sayInstead(error, 'NotFound', 'There is nothing here.');
    next();
  });
}

/** About the process itself: answered to the end. */
const ABOUT_ITSELF = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Calls count as in hand until they are answered. An instance that drains refuses new ones: 503 with Retry-After says
 * that nothing was done, so that whoever stands in front may give the call to another instance.
 */
function keepCount(server: Server, inHand: WorkInHand): void {
  server.pre((request, response, next) => {
    if (ABOUT_ITSELF.has(request.path())) {
      next();
      return;
    }
    if (inHand.draining) {
      response.set({ 'Retry-After': '1', Connection: 'close' });
      end(response, 503, { code: 'Draining', message: 'Latchkey is being restarted. Please try again in a moment.' });
      next(false);
      return;
    }
    void inHand.track(new Promise<void>((resolve) => response.once('close', resolve)));
    next();
  });
}

/** The one HTTP server of the product. Nothing that somebody sends makes it answer 500. */
export function createBotServer(deps: ServerDeps): Server {
  const server = createServer({ name: 'latchkey', ignoreTrailingSlash: false });
  hideErrors(server, deps.log);
  // First, so that what they put on every answer is on a refused one too.
  for (const mount of deps.mounts) mount(server);
  keepCount(server, deps.inHand);
  server.post('/api/messages', onMessages(deps));
  server.get('/healthz', async (_request: Request, response: Response) => {
    end(response, 200, { status: 'ok' });
    return Promise.resolve();
  });
  server.get('/readyz', onReady(deps));
  server.get('/metrics', async (_request: Request, response: Response) => {
    response.sendRaw(200, deps.metrics.text(), { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
    return Promise.resolve();
  });
  return server;
}

/** Listens; 0 takes any free port. A busy port is an error that names it, never a silent other port. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  const http = server.server;
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      const busy = Reflect.get(cause, 'code') === 'EADDRINUSE';
      const message = `port ${String(port)} is in use: stop what listens there, or set PORT`;
      reject(busy ? new BotError('portInUse', message, { cause }) : cause);
    };
    server.once('error', fail);
    http.listen(port, host, () => {
      server.off('error', fail);
      // Safe: a server that listens on a port has an address object.
      resolve((http.address() as AddressInfo).port);
    });
  });
}

/** Takes no new calls and ends when the running ones are answered, or after `graceMs`. */
export function close(server: Server, graceMs: number): Promise<void> {
  const http = server.server;
  return new Promise((resolve) => {
    const timer = setTimeout(() => http.closeAllConnections(), graceMs);
    http.close(() => {
      clearTimeout(timer);
      resolve();
    });
    http.closeIdleConnections();
  });
}
