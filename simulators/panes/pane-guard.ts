import type { IncomingHttpHeaders } from 'node:http';

const LOCAL_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);

/**
 * Whether a request comes from the panes' own page. Whoever can reach the API acts as anybody, so a page of another site must
 * not: not by a name that was pointed at 127.0.0.1, and not by a form or fetch across sites.
 */
export function isOwnRequest(headers: IncomingHttpHeaders, port: number): boolean {
  const { host = '', origin } = headers;
  const [name = '', at] = host.split(':');
  if (!LOCAL_NAMES.has(name) || at !== String(port)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === `http://${host}`;
}
