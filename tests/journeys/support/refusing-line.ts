import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '../../../platform/secret';

/** Stands before a service on loopback and can answer 503 in its place. */
export interface RefusingLine {
  readonly url: string;
  /** From now on every request is answered 503, or passed on again. */
  refuse(refuses: boolean): void;
  /** Requests that came, by path, refused ones too. */
  readonly paths: readonly string[];
  close(): Promise<void>;
}

/** `target` is `http://127.0.0.1:port`. */
export async function startRefusingLine(target: string): Promise<RefusingLine> {
  const paths: string[] = [];
  const agent = new http.Agent({ keepAlive: true });
  let refuses = false;
  const server = http.createServer((request, response) => {
    const { method, headers, url = '/' } = request;
    paths.push(url);
    if (refuses) {
      request.resume().once('end', () => {
        response.statusCode = 503;
        response.end();
      });
      return;
    }
    const onwards = http.request(target + url, { method, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onwards.on('error', () => response.destroy());
    request.pipe(onwards);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    refuse: (next) => {
      refuses = next;
    },
    paths,
    close: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Lines before the tables and the queues of a store. */
export interface RefusingStore {
  readonly connectionString: Secret;
  refuse(refuses: boolean): void;
  close(): Promise<void>;
}

export async function startRefusingStore(connectionString: Secret): Promise<RefusingStore> {
  let text = connectionString.reveal();
  const lines: RefusingLine[] = [];
  for (const service of ['Table', 'Queue']) {
    const [, target = ''] = new RegExp(`${service}Endpoint=(http://[\\d.]+:\\d+)`).exec(text) ?? [];
    const line = await startRefusingLine(target);
    lines.push(line);
    text = text.replace(target, line.url);
  }
  return {
    connectionString: Secret.of(text),
    refuse: (refuses) => {
      for (const line of lines) line.refuse(refuses);
    },
    close: async () => {
      await Promise.all(lines.map((line) => line.close()));
    },
  };
}
