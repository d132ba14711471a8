import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to one request. Without a status the connection breaks; `hang` never answers. */
export interface Fault {
  readonly status?: number;
  /** The work is done all the same: only the answer tells another story. */
  readonly done?: boolean;
  readonly hang?: boolean;
}

/** A service on loopback that does one thing, and goes wrong as told. */
export interface FaultServer {
  readonly url: string;
  /** Forgets what was, and lets the next requests go wrong one by one; what comes after them works. */
  arm(faults: readonly Fault[]): void;
  /** How many requests came, and how often the work was done. */
  readonly counts: { readonly attempts: number; readonly done: number };
  /** Refuses what was left hanging. */
  release(): void;
  /** Resolves when the next request has arrived. */
  arrival(): Promise<void>;
  close(): Promise<void>;
}

export interface Good {
  readonly status: number;
  readonly body?: object;
}

/** `work` is the answer to work that was done; `gone` what a repeated request is told, where it differs. */
export async function startFaultServer(work: Good, gone: Good = work): Promise<FaultServer> {
  const counts = { attempts: 0, done: 0 };
  const hanging: http.ServerResponse[] = [];
  let faults: readonly Fault[] = [];
  let arrived = (): void => undefined;
  const server = http.createServer((request, response) => {
    request.resume().once('end', () => {
      const fault = faults[counts.attempts];
      counts.attempts += 1;
      const answer = counts.done > 0 ? gone : work;
      const isDone = fault === undefined || fault.done === true;
      if (isDone && (counts.done === 0 || gone === work)) counts.done += 1;
      arrived();
      if (fault?.hang === true) {
        hanging.push(response);
        return;
      }
      if (fault !== undefined && fault.status === undefined) {
        request.socket.destroy();
        return;
      }
      const { status, body } = fault?.status === undefined ? answer : { status: fault.status, body: {} };
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    counts,
    arm: (next) => {
      faults = next;
      Object.assign(counts, { attempts: 0, done: 0 });
    },
    release: () => {
      for (const response of hanging.splice(0)) {
        response.statusCode = 400;
        response.end();
      }
    },
    arrival: () => new Promise<void>((resolve) => (arrived = resolve)),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
