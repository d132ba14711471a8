import nock from 'nock';
import { announceExchange } from '../announce';
import type { SimReply, SimService } from '../entra/exchange';
import { readRequest } from '../entra/raw-request';
import type { SimTenant } from '../entra/tenant';
import { entraOf } from '../entra/token-server';
import { graphOf } from './routes';

/** A connection that broke, as Node's fetch reports it. */
class FetchFailed extends TypeError {
  constructor() {
    super('fetch failed', { cause: Object.assign(new TypeError('socket hang up'), { code: 'ECONNRESET' }) });
    this.name = 'TypeError';
  }
}

const VERBS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

/** Stands in for Graph at `baseUrl` until `nock.cleanAll()`. */
export function mockGraph(baseUrl: string, tenant: SimTenant): void {
  mockService(baseUrl, graphOf(tenant));
}

/** Stands in for the login service (token endpoint) at `baseUrl` until `nock.cleanAll()`. */
export function mockEntra(baseUrl: string, tenant: SimTenant): void {
  mockService(baseUrl, entraOf(tenant));
}

/** Answers every request to `baseUrl` (scheme and host, e.g. `https://graph.microsoft.com`) from a simulated service, through nock. */
export function mockService(baseUrl: string, service: SimService): void {
  const scope = nock(baseUrl).persist();
  for (const verb of VERBS) {
    scope.intercept(/.*/, verb).reply(async function (target, body) {
      const bodyText = typeof body === 'string' ? body : JSON.stringify(body);
      const { headers } = this.req;
      const reply = service(readRequest({ method: verb, target, headers, bodyText, baseUrl }));
      const [status, answer, answerHeaders] = nockReply(reply);
      const said = typeof answer === 'string' ? answer : answer.toString('latin1');
      announceExchange({ method: verb, url: target, headers, body: bodyText, status, answerHeaders, answer: said });
      await pause(reply.delayMs ?? 0);
      if (reply.resetSocket) throw new FetchFailed();
      return [status, answer, answerHeaders];
    });
  }
}

function nockReply({ status, headers, body }: SimReply): [number, string | Buffer, Record<string, string>] {
  if (body === undefined) return [status, '', { ...headers }];
  if (Buffer.isBuffer(body)) return [status, body, { ...headers }];
  return [status, JSON.stringify(body), { 'Content-Type': 'application/json', ...headers }];
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
