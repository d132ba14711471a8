import { createPrivateKey, X509Certificate } from 'node:crypto';
import { AuthError, type NodeAuthOptions } from '@azure/msal-node';
import type { Secret } from '../platform/secret';
import { EffectError } from '../recovery/errors';
import type { ObjectId } from '../recovery/terms';
import { isLoopback } from './endpoint';

/** How an app proves itself to Entra. */
export type GraphCredential =
  | { readonly kind: 'secret'; readonly clientId: string; readonly secret: Secret }
  /** One PEM that holds the private key and the certificate. */
  | { readonly kind: 'certificate'; readonly clientId: string; readonly pem: Secret }
  /** Without `clientId` the identity that Azure assigned to the machine. */
  | { readonly kind: 'managedIdentity'; readonly clientId?: string };

/** What MSAL has to know of an app in a tenant. Throws `EffectError('rejected')` for a PEM that cannot be used. */
export function appOptions(authority: URL, tenantId: ObjectId, credential: GraphCredential): NodeAuthOptions {
  return { ...authorityOptions(authority, tenantId), ...clientOptions(credential) };
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

export function tokenError(cause: unknown): EffectError {
  if (cause instanceof AuthError && REFUSALS.test(cause.errorCode)) {
    return new EffectError('credentialRefused', 'Entra refused the credential of the app for this tenant.', { cause });
  }
  return new EffectError('unavailable', 'Entra gave no token.', { cause });
}
