import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a form may have come from our own page. `Sec-Fetch-Site` decides where the browser sends it. Without it, an
 * `Origin` of another site is refused; none, or `null`, is not: our own Referrer-Policy makes honest older browsers say
 * `null`. The secret is the token in the address, which a foreign site does not have; this is the second lock.
 */
export function mayBeOurOwnPage(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  return origin === undefined || origin === 'null' || origin === new URL(publicUrl).origin;
}
