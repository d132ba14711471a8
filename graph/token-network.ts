import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { EffectError } from '../recovery/errors';

/** MSAL's way to Entra. Its own has no deadline on POST and would let everybody wait for a server that never answers. */
export function tokenNetwork(deadlineMs: number): INetworkModule {
  return {
    sendGetRequestAsync: (url, options, timeout) =>
      send(url, { ...init('GET', options), ...deadline(timeout ?? deadlineMs) }),
    sendPostRequestAsync: (url, options) => send(url, { ...init('POST', options), ...deadline(deadlineMs) }),
  };
}

const deadline = (ms: number): RequestInit => ({ signal: AbortSignal.timeout(ms), redirect: 'error' });

function init(method: string, options: NetworkRequestOptions = {}): RequestInit {
  const { headers = {}, body } = options;
  return { method, headers, ...(body === undefined ? {} : { body }) };
}

async function send<T>(url: string, request: RequestInit): Promise<NetworkResponse<T>> {
  const response = await fetch(url, request);
  const body = parse<T>(await response.text());
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

function parse<T>(text: string): T {
  try {
    // MSAL names the type it expects and checks it itself.
    return JSON.parse(text) as T;
  } catch {
    // The cause stays out: it quotes the text, and a torn answer may hold a token.
    throw new EffectError('unavailable', 'Entra answered something that is no JSON.');
  }
}
