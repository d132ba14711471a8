import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '../../platform/secret';

/** Stands between a client and Azurite and can lose the answer to a request that was carried out. */
export interface LossyProxy {
  /** The same account, reached through this proxy for tables. */
  readonly connectionString: Secret;
  /** From now on loses `count` answers to requests with this method whose path matches: they are carried out, then the line drops. */
  loseAnswers(method: string, path: RegExp, count: number): void;
  /** The same, with this status in the place of the answer. */
  spoilAnswers(method: string, path: RegExp, count: number, status: number): void;
  /** From now on answers such requests with 503 instead of passing them on. */
  refuse(method: string, path: RegExp): void;
  /** From now on never answers such requests. */
  hold(method: string, path: RegExp): void;
  /** How many answers were lost so far. */
  readonly lost: number;
  /** How many requests with this method and path came. */
  count(method: string, path: RegExp): number;
  close(): Promise<void>;
}

/** A proxy that is closed after the test that started it, however that went. Call it at the top of a file. */
export function useLossyProxy(): (connectionString: Secret) => Promise<LossyProxy> {
  const open: LossyProxy[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((proxy) => proxy.close()));
  });
  return async (connectionString) => {
    const proxy = await startLossyProxy(connectionString);
    open.push(proxy);
    return proxy;
  };
}

async function startLossyProxy(connectionString: Secret): Promise<LossyProxy> {
  const [, target = ''] = /TableEndpoint=(http:\/\/[^/;]+)/.exec(connectionString.reveal()) ?? [];
  const state = { method: '', path: /^$/, left: 0, lost: 0, status: 0 };
  const requests: { readonly method: string; readonly url: string }[] = [];
  const held = { method: '', path: /^$/ };
  const refused = { method: '', path: /^$/ };
  const agent = new http.Agent({ keepAlive: true });
  const server = http.createServer((request, response) => {
    const { method = '', headers, url = '/' } = request;
    requests.push({ method, url });
    if (method === held.method && held.path.test(url)) return;
    if (method === refused.method && refused.path.test(url)) {
      request.resume().once('end', () => {
        response.statusCode = 503;
        response.end();
      });
      return;
    }
    const onwards = http.request(target + url, { method, headers, agent }, (answer) => {
      if (state.left > 0 && method === state.method && state.path.test(url)) {
        state.left -= 1;
        state.lost += 1;
        answer.resume().once('end', () => {
          if (state.status === 0) {
            response.socket?.destroy();
            return;
          }
          response.statusCode = state.status;
          response.end();
        });
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onwards);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    connectionString: Secret.of(connectionString.reveal().replace(target, `http://127.0.0.1:${String(port)}`)),
    loseAnswers: (method, path, count) => Object.assign(state, { method, path, left: count, status: 0 }),
    spoilAnswers: (method, path, count, status) => Object.assign(state, { method, path, left: count, status }),
    count: (method, path) => requests.filter((one) => one.method === method && path.test(one.url)).length,
    hold: (method, path) => Object.assign(held, { method, path }),
    refuse: (method, path) => Object.assign(refused, { method, path }),
    get lost() {
      return state.lost;
    },
    close: async () => {
      server.closeAllConnections();
      agent.destroy();
      // Closing it twice is no mistake: a test may do it on purpose.
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
