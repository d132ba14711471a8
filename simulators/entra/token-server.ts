import { createPublicKey, verify } from 'node:crypto';
import { isJsonObject, textIn, type JsonObject, type SimReply, type SimRequest, type SimService } from './exchange';
import { serve, type ServeOptions, type Served } from './serve';
import type { SimApp, SimTenant } from './tenant';
import { LIFETIME_SECONDS, mintAppToken } from './app-token';
import { redeemCode, signInAtBrowser, signInPage } from './authorize';
import { oauthError } from './oauth-error';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const BOT_FRAMEWORK_TENANTS = ['botframework.com', 'd6d49420-f39b-4df7-a1dc-d59a935871db'];

/** Starts the simulated login service (token endpoint, OpenID metadata, keys) on 127.0.0.1. */
export function startTokenServer(tenant: SimTenant, options: ServeOptions = {}): Promise<Served> {
  return serve(entraOf(tenant), options);
}

/** The login service over one tenant, for both adapters. */
export function entraOf(tenant: SimTenant): SimService {
  return (request) => {
    const [, authority = '', ...rest] = request.path.split('/');
    const isOurs = [tenant.tenantId, ...BOT_FRAMEWORK_TENANTS].includes(authority.toLowerCase());
    if (!isOurs) return oauthError(tenant, 'unknownTenant', authority);
    const call = `${request.method} ${rest.join('/')}`;
    if (call === 'POST oauth2/v2.0/token') return issueToken(tenant, request);
    if (call === 'GET oauth2/v2.0/authorize') return signInPage(tenant, request);
    if (call === 'POST oauth2/v2.0/authorize') return signInAtBrowser(tenant, request);
    if (call === 'GET v2.0/.well-known/openid-configuration') return ok(openIdConfiguration(tenant, request.baseUrl));
    if (call === 'GET discovery/v2.0/keys') return ok(tenant.key.jwks());
    return { status: 404, headers: {}, body: undefined };
  };
}

/** Also what msal-node wants as `authorityMetadata` where the endpoint is not https. */
export function openIdConfiguration({ tenantId }: SimTenant, baseUrl: string): JsonObject {
  const authority = `${baseUrl}/${tenantId}`;
  return {
    issuer: `${authority}/v2.0`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  };
}

function issueToken(tenant: SimTenant, request: SimRequest): SimReply {
  const { body } = request;
  const grant = textIn(body, 'grant_type');
  if (grant !== 'client_credentials' && grant !== 'authorization_code')
    return oauthError(tenant, 'unsupportedGrant', '');
  const clientId = textIn(body, 'client_id') ?? '';
  const app = tenant.apps.find(({ appId }) => appId === clientId);
  if (app === undefined) return oauthError(tenant, 'unknownClient', clientId);
  const credential = checkCredential(tenant, app, body);
  if (credential !== undefined) return oauthError(tenant, credential, clientId);
  return grant === 'authorization_code' ? redeemCode(tenant, request) : issueAppToken(tenant, request, app);
}

function issueAppToken(tenant: SimTenant, { body, baseUrl }: SimRequest, app: SimApp): SimReply {
  const scope = textIn(body, 'scope') ?? '';
  if (!scope.endsWith('/.default')) return oauthError(tenant, 'invalidScope', scope);
  const resource = scope.slice(0, -'/.default'.length);
  if (app.roles[resource] === undefined) return oauthError(tenant, 'unknownResource', resource);
  const access_token = mintAppToken(tenant, { app, resource, issuer: `${baseUrl}/${tenant.tenantId}/v2.0` });
  return ok({ token_type: 'Bearer', expires_in: LIFETIME_SECONDS, ext_expires_in: LIFETIME_SECONDS, access_token });
}

function checkCredential(tenant: SimTenant, app: SimApp, body: unknown) {
  const assertion = textIn(body, 'client_assertion');
  if (assertion === undefined) {
    const secret = textIn(body, 'client_secret');
    if (secret === undefined) return 'noCredential';
    return secret === app.secret ? undefined : 'wrongSecret';
  }
  const isJwt = textIn(body, 'client_assertion_type') === ASSERTION_TYPE;
  return isJwt && assertionHolds(tenant, app, assertion) ? undefined : 'wrongAssertion';
}

/** Issuer and subject are the app, it is not over, and the registered certificate (if any) signed it. */
function assertionHolds({ clock }: SimTenant, { appId, certificate }: SimApp, assertion: string): boolean {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  const claims = parse(payload);
  const isTheirs = claims?.['iss'] === appId && claims['sub'] === appId;
  if (!isTheirs || Number(claims['exp'] ?? 0) * 1000 <= clock.now()) return false;
  if (certificate === undefined) return true;
  const algorithm = parse(header)?.['alg'];
  const padding = algorithm === 'PS256' ? { padding: 6, saltLength: 32 } : {};
  const key = { key: createPublicKey(certificate), ...padding };
  return verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
}

function parse(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function ok(body: unknown): SimReply {
  return { status: 200, headers: { 'Cache-Control': 'no-store, no-cache' }, body };
}
