import nock from 'nock';
import type { LogFields, Log } from '../../platform/log';
import { createGraphClient, type GraphCall, type GraphClient } from '../../graph/client';
import type { TokenSource } from '../../graph/token';
import { appToken } from '../../simulators/entra/app-token';
import { createContoso } from '../../simulators/entra/contoso';
import { APPS } from '../../simulators/entra/contoso-ids';
import { countingIds } from '../../simulators/entra/sim-ids';
import type { SimTenant } from '../../simulators/entra/tenant';
import { mockGraph } from '../../simulators/graph/nock';

export const BASE = new URL('https://graph.microsoft.com');
export const NOON = Date.parse('2026-08-03T12:00:00Z');

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

export function recordingLog(lines: LogLine[] = []): Log & { readonly lines: LogLine[] } {
  const at =
    (level: LogLine['level']) =>
    (event: string, fields: LogFields = {}) =>
      lines.push({ level, event, fields });
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

export function fixedTokens(token: string | (() => string) = 'a.b.c'): TokenSource & { readonly discarded: unknown[] } {
  const tokens = {
    discarded: [] as unknown[],
    token: async () => (typeof token === 'string' ? token : token()),
    discard: (...what: readonly unknown[]) => {
      tokens.discarded.push(what);
    },
  };
  return tokens;
}

export const clock = { now: () => NOON };

export function clientWith(tokens: TokenSource = fixedTokens(), deadlineMs = 2_000): GraphClient {
  return createGraphClient({ base: BASE, tokens, log: recordingLog(), clock, deadlineMs });
}

/** Graph as it answers by the text of one test: `nock` replies at the real address. */
export const graphNock = (): nock.Scope => nock(BASE.origin);

/** The sample tenant behind nock, and a client with the token of its executor, or of one that holds only `roles`. */
export function contosoGraph(roles?: readonly string[]): {
  tenant: SimTenant;
  client: GraphClient;
  graph: () => GraphClient;
} {
  const tenant = createContoso({ clock, ids: countingIds() });
  if (roles) {
    const executor = tenant.apps.find(({ appId }) => appId === APPS.executor.appId);
    if (executor) executor.roles['https://graph.microsoft.com'] = roles;
  }
  mockGraph(BASE.origin, tenant);
  const client = clientWith(fixedTokens(() => appToken(tenant, APPS.executor.appId)));
  return { tenant, client, graph: () => client };
}

/** A client that answers by a script, in order, and keeps what it was asked. */
export function scriptedClient(...answers: readonly unknown[]): GraphClient & { readonly calls: GraphCall[] } {
  const calls: GraphCall[] = [];
  const rest = [...answers];
  return {
    calls,
    call: async (call) => {
      calls.push(call);
      if (rest.length === 0) throw new Error(`nothing scripted for ${call.method} ${call.path}`);
      const answer = rest.shift();
      if (answer instanceof Error) throw answer;
      return { status: 200, body: answer, trace: { requestId: `request-${String(calls.length)}` } };
    },
  };
}
