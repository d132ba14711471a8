import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from 'restify';
import { createServer, plugins } from 'restify';
import { LocalTeamsError } from './errors';

const MAX_BODY_BYTES = 1024 * 1024;

export function createLoopbackServer(): Server {
  const server = createServer({ name: 'local-teams', maxParamLength: 500 });
  server.use(plugins.queryParser({ mapParams: false }));
  server.use(plugins.bodyParser({ mapParams: false, maxBodySize: MAX_BODY_BYTES }));
  return server;
}

/** The node server inside restify's. */
function httpOf(server: Server): HttpServer {
  return server.server;
}

function refusal(cause: Error, port: number): Error {
  const inUse = 'code' in cause && cause.code === 'EADDRINUSE';
  if (!inUse) return cause;
  const message = `Port ${port} on 127.0.0.1 is in use. Stop what listens there, or choose another port.`;
  return new LocalTeamsError('portInUse', message, { cause });
}

/** Listens on 127.0.0.1 only; 0 takes any free port. A busy port is an error that names it, never a silent other port. */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  const http = httpOf(server);
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      reject(refusal(cause, port));
    };
    // restify hands the inner server's errors on, and one that nobody hears would end the process.
    server.once('error', fail);
    http.listen(port, '127.0.0.1', () => {
      server.off('error', fail);
      // An IP listener's address is never a string or null.
      resolve((http.address() as AddressInfo).port);
    });
  });
}

/** Ends open streams too, so that a page which still listens cannot hold the process. */
export function closeServer(server: Server): Promise<void> {
  const http = httpOf(server);
  return new Promise((resolve) => {
    http.close(() => {
      resolve();
    });
    http.closeAllConnections();
  });
}
