import { AsyncLocalStorage } from 'node:async_hooks';
import diagnostics from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { z } from 'zod';

/** One HTTP request that this process sent. */
export interface Call {
  readonly method: string;
  /** Host and port. */
  readonly host: string;
  readonly path: string;
  /** Of the body, where the request said so when it started. */
  readonly bytes: number;
  /** On whose behalf: `press` for what somebody waits for, `work` for what follows by itself, `lease` for its lease. */
  readonly during: During;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

export type During = 'press' | 'work' | 'lease';

const scope = new AsyncLocalStorage<During>();

/** Counts what `act` sends as the taking or giving back of a lease, which guards the work and is no part of it. */
export const asLease = <T>(act: () => T): T => scope.run('lease', act);

/** Counts what `act` sends as work that nobody waits for. */
export const asWork = <T>(act: () => T): T => scope.run('work', act);

const fetched = z.object({
  request: z.object({ method: z.string(), origin: z.union([z.string(), z.instanceof(URL)]), path: z.string() }),
});

const hostOf = (origin: string | URL): string => new URL(origin).host;

/**
 * Hears of every request that leaves this process, by node:http or by fetch, from Node itself: nothing can forget to
 * count. Returns a function that hands over what was heard since it was last called.
 */
export function hearCalls(): () => readonly Call[] {
  let heard: Call[] = [];
  const keep = (call: Pick<Call, 'bytes' | 'host' | 'method' | 'path'>): void => {
    heard.push({ ...call, during: scope.getStore() ?? 'press', at: Date.now() });
  };
  diagnostics.subscribe('http.client.request.start', (message) => {
    // Node documents the shape: { request: http.ClientRequest }.
    const { request } = message as { readonly request: ClientRequest };
    const bytes = Number(request.getHeader('content-length') ?? 0);
    keep({ method: request.method, host: String(request.getHeader('host') ?? ''), path: request.path, bytes });
  });
  diagnostics.subscribe('undici:request:create', (message) => {
    const { request } = fetched.parse(message);
    keep({ method: request.method, host: hostOf(request.origin), path: request.path, bytes: 0 });
  });
  return () => {
    const calls = heard;
    heard = [];
    return calls;
  };
}
