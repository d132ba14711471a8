import type { SimTenant } from '../entra/tenant';
import { GraphFailure } from './failure';
import { throttleInner } from './faults';

const WINDOW = 10_000;
const WRITE_WINDOW = 150_000;
const SECOND = 1000;

/** Calls on people that change something; the POSTs that only ask, mail and Teams have limits of their own. */
const NO_WRITE = /\/(checkMemberGroups|sendMail)$|\/teamwork\//i;
const isWrite = (method: string, resource: string): boolean =>
  method !== 'GET' && /^\/users\//i.test(resource) && !NO_WRITE.test(resource);

/** Times of the requests within the window, per tenant and caller. */
const recent = new WeakMap<SimTenant, Map<string, number[]>>();

/** Throws 429 for a caller over a limit that the switches set. Identity protection names no time to come back. */
export function checkThrottle(tenant: SimTenant, caller: string, method: string, resource: string): void {
  const { requestsPer10s, writesPer150s, throttleRisk } = tenant.switches;
  if (throttleRisk && /^\/identityProtection\//i.test(resource)) {
    if (!take(tenant, 'risk', { limit: 1, window: SECOND })) throw tooManyRequests({});
  }
  if (writesPer150s !== undefined && isWrite(method, resource)) {
    const quota = { limit: writesPer150s, window: WRITE_WINDOW };
    if (!take(tenant, `${caller}|writes`, quota)) throw tooManyRequests({});
  }
  if (requestsPer10s !== undefined && !take(tenant, caller, { limit: requestsPer10s, window: WINDOW })) {
    throw tooManyRequests({ 'Retry-After': '10' });
  }
}

function take(tenant: SimTenant, key: string, { limit, window }: { limit: number; window: number }): boolean {
  const now = tenant.clock.now();
  const times = recent.get(tenant) ?? new Map<string, number[]>();
  recent.set(tenant, times);
  const within = (times.get(key) ?? []).filter((at) => at > now - window);
  if (within.length < limit) within.push(now);
  else return false;
  times.set(key, within);
  return true;
}

function tooManyRequests(headers: Readonly<Record<string, string>>): GraphFailure {
  const inner = throttleInner();
  return new GraphFailure({
    status: 429,
    code: 'TooManyRequests',
    message: 'Please retry again later.',
    headers,
    inner,
  });
}
