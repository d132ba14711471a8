import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import type { Gate } from '../platform/cloud-hosts';
import { EffectError } from '../recovery/errors';

/**
 * MSAL's way to Entra. Its own has no deadline on POST and would let everybody wait for a server that never answers; and
 * it takes its endpoints out of answers, so the secret goes to none that `mayCall` does not know.
 */
export function tokenNetwork(deadlineMs: number, mayCall: Gate): INetworkModule {
  const gated = <T>(url: string, request: RequestInit): Promise<NetworkResponse<T>> => {
    if (mayCall(url)) return send<T>(url, request);
    return Promise.reject(new EffectError('rejected', 'A secret was about to leave for a host that is not Entra.'));
  };
  return {
    sendGetRequestAsync: (url, options, timeout) =>
      gated(url, { ...init('GET', options), ...deadline(timeout ?? deadlineMs) }),
    sendPostRequestAsync: (url, options) => gated(url, { ...init('POST', options), ...deadline(deadlineMs) }),
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
