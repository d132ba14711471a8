import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  AuthError,
  ConfidentialClientApplication,
  ManagedIdentityApplication,
  type AuthenticationResult,
  type NodeAuthOptions,
} from '@azure/msal-node';
import { gateTo, isIdentityEndpoint } from '../platform/cloud-hosts';
import type { Secret } from '../platform/secret';
import { EffectError } from '../recovery/errors';
import type { ObjectId } from '../recovery/terms';
import { isLoopback } from './endpoint';
import { tokenNetwork } from './token-network';

/** How the executor proves itself to Entra. */
export type GraphCredential =
  | { readonly kind: 'secret'; readonly clientId: string; readonly secret: Secret }
  /** One PEM that holds the private key and the certificate. */
  | { readonly kind: 'certificate'; readonly clientId: string; readonly pem: Secret }
  /** Without `clientId` the identity that Azure assigned to the machine. */
  | { readonly kind: 'managedIdentity'; readonly clientId?: string };

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
  const auth = { ...authorityOptions(authority, tenantId), ...clientOptions(credential) };
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

/** MSAL refuses plain http authorities, but takes its endpoints from metadata: so the local profile gives it those. */
function authorityOptions(
  authority: URL,
  tenantId: ObjectId,
): Pick<NodeAuthOptions, 'authority' | 'authorityMetadata'> {
  if (!isLoopback(authority)) return { authority: `${authority.origin}/${tenantId}` };
  const at = `${authority.origin}/${tenantId}`;
  const metadata = {
    issuer: `${at}/v2.0`,
    authorization_endpoint: `${at}/oauth2/v2.0/authorize`,
    token_endpoint: `${at}/oauth2/v2.0/token`,
    end_session_endpoint: `${at}/oauth2/v2.0/logout`,
    jwks_uri: `${at}/discovery/v2.0/keys`,
  };
  return {
    authority: `https://login.microsoftonline.com/${tenantId}`,
    authorityMetadata: JSON.stringify(metadata),
  };
}

function clientOptions(credential: GraphCredential): NodeAuthOptions {
  const clientId = credential.clientId ?? '';
  if (credential.kind === 'secret') return { clientId, clientSecret: credential.secret.reveal() };
  if (credential.kind === 'certificate') return { clientId, clientCertificate: readCertificate(credential.pem) };
  return { clientId };
}

function readCertificate(pem: Secret): NonNullable<NodeAuthOptions['clientCertificate']> {
  try {
    const privateKey = createPrivateKey(pem.reveal()).export({ type: 'pkcs8', format: 'pem' }).toString();
    const { fingerprint256 } = new X509Certificate(pem.reveal());
    return { privateKey, thumbprintSha256: fingerprint256.replaceAll(':', '') };
  } catch {
    // The cause stays out: it may quote the key.
    throw new EffectError('rejected', 'The PEM of the app must hold a private key and its certificate.');
  }
}

const REFUSALS =
  /^(invalid_client|unauthorized_client|invalid_grant|invalid_request|invalid_scope|invalid_resource|access_denied)$/;

function tokenError(cause: unknown): EffectError {
  if (cause instanceof AuthError && REFUSALS.test(cause.errorCode)) {
    return new EffectError('credentialRefused', 'Entra refused the credential of the app for this tenant.', { cause });
  }
  return new EffectError('unavailable', 'Entra gave no token.', { cause });
}
