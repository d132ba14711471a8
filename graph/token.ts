import { ConfidentialClientApplication, ManagedIdentityApplication, type AuthenticationResult } from '@azure/msal-node';
import { gateTo, isIdentityEndpoint } from '../platform/cloud-hosts';
import { EffectError } from '../recovery/errors';
import type { ObjectId } from '../recovery/terms';
import type { GraphCredential } from './entra-app';
import { appOptions, tokenError } from './entra-app';
import { tokenNetwork } from './token-network';

export interface TokenSource {
  /** An access token with at least five minutes to live. Throws `EffectError`: `credentialRefused` or `unavailable`. */
  token(): Promise<string>;
  /**
   * Graph did not accept this token: the next call fetches a new one, unless another one was fetched since. `claims` is
   * what Graph wants Entra to be told then, as JSON.
   */
  discard(token: string, claims?: string): void;
}

export interface TokenDeps {
  readonly tenantId: ObjectId;
  readonly credential: GraphCredential;
  /** Entra's host, e.g. `https://login.microsoftonline.com`. */
  readonly authority: URL;
  /** Whom the token is for, e.g. `https://graph.microsoft.com`. */
  readonly resource: string;
  /** How long Entra may take, in milliseconds. */
  readonly deadlineMs: number;
}

/** Past the cache, with what Graph wants Entra to be told. */
interface Renewal {
  readonly claims?: string;
}

interface Fetch {
  readonly renews: boolean;
  readonly token: Promise<string>;
}

type Acquire = (renewal: Renewal | undefined) => Promise<AuthenticationResult | null>;

/**
 * Tokens of one app in one tenant. MSAL keeps them, and after a 429 or 5xx of Entra asks nothing for as long as that
 * said, or a minute. Callers who come while a token is fetched share it.
 */
export function createTokenSource(deps: TokenDeps): TokenSource {
  const acquire = deps.credential.kind === 'managedIdentity' ? byManagedIdentity(deps) : byClient(deps);
  let pending: Fetch | undefined;
  let last: string | undefined;
  let renewal: Renewal | undefined;
  const begin = (): Fetch => {
    const asked = renewal;
    const token = accessToken(acquire, asked).then((fetched) => {
      if (pending === one) last = fetched;
      if (renewal === asked) renewal = undefined;
      return fetched;
    });
    const one: Fetch = {
      renews: asked !== undefined,
      token: token.finally(() => void (pending === one && (pending = undefined))),
    };
    return one;
  };
  return {
    token: () => (pending ??= begin()).token,
    discard: (token, claims) => {
      // Of many calls that were refused together the first one renews for all.
      if (token !== last || pending?.renews === true) return;
      renewal = claims === undefined ? {} : { claims };
      pending = undefined;
    },
  };
}

async function accessToken(acquire: Acquire, renewal: Renewal | undefined): Promise<string> {
  try {
    const result = await acquire(renewal);
    if (result && /^[\w.~+/-]+=*$/.test(result.accessToken)) return result.accessToken;
  } catch (error) {
    throw tokenError(error);
  }
  throw new EffectError('unavailable', 'Entra answered without a usable token.');
}

function byClient({ tenantId, credential, authority, resource, deadlineMs }: TokenDeps): Acquire {
  const auth = appOptions(authority, tenantId, credential);
  const mayCall = gateTo('entra', 'entra', authority.origin);
  const system = { networkClient: tokenNetwork(deadlineMs, mayCall), disableInternalRetries: true };
  const app = new ConfidentialClientApplication({ auth, system });
  const scopes = [`${resource}/.default`];
  return (renewal) => app.acquireTokenByClientCredential({ scopes, skipCache: renewal !== undefined, ...renewal });
}

function byManagedIdentity({ credential, resource, deadlineMs }: TokenDeps): Acquire {
  const system = { networkClient: tokenNetwork(deadlineMs, isIdentityEndpoint), disableInternalRetries: true };
  const { clientId } = credential;
  const identity = clientId === undefined ? {} : { managedIdentityIdParams: { userAssignedClientId: clientId } };
  const app = new ManagedIdentityApplication({ ...identity, system });
  return (renewal) => app.acquireToken({ resource, forceRefresh: renewal !== undefined, ...renewal });
}
