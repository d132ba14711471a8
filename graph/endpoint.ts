import { EffectError } from '../recovery/errors';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(url: URL): boolean {
  return LOOPBACK.test(url.hostname);
}

/**
 * Parses the address of a service that gets secrets: https, or plain http on this machine alone. Only its scheme, host
 * and port count. Throws `rejected`; the message does not repeat the address.
 */
export function parseEndpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))) return new URL(url.origin);
  throw new EffectError('rejected', 'A service address must be https; plain http is accepted for loopback only.');
}
