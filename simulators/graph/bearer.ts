import { GRAPH_RESOURCE } from '../entra/app-token';
import type { SimRequest } from '../entra/exchange';
import type { SimTenant } from '../entra/tenant';
import { GraphFailure } from './failure';

const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

export interface Caller {
  readonly appId: string;
  readonly roles: ReadonlySet<string>;
}

/** Reads the bearer token of a request. Throws 401 `InvalidAuthenticationToken` for one that is missing, foreign or over. */
export function readCaller(tenant: SimTenant, request: SimRequest): Caller {
  const [scheme = '', token = ''] = (request.headers['authorization'] ?? '').split(' ');
  if (scheme.toLowerCase() !== 'bearer' || token === '') throw unauthorized('Access token is empty.');
  const claims = tenant.key.readToken(token);
  if (claims === undefined) throw unauthorized('Access token validation failure. Invalid signature.');
  const audiences: readonly unknown[] = [GRAPH_RESOURCE, GRAPH_APP_ID, request.baseUrl];
  if (!audiences.includes(claims['aud'])) throw unauthorized('Access token validation failure. Invalid audience.');
  if (claims['tid'] !== tenant.tenantId) throw unauthorized('Access token validation failure. Invalid tenant.');
  if (Number(claims['exp'] ?? 0) * 1000 <= tenant.clock.now()) {
    throw unauthorized('Lifetime validation failed, the token is expired.');
  }
  const { tokensRevokedAt = 0 } = tenant.switches;
  if (Number(claims['iat'] ?? 0) < Math.floor(tokensRevokedAt / 1000)) throw revoked(tokensRevokedAt);
  const roles: unknown = claims['roles'];
  const granted = Array.isArray(roles) ? roles.map(String) : [];
  return { appId: String(claims['appid']), roles: new Set(granted) };
}

/** What continuous access evaluation answers: the next token has to be made after the moment of the event. */
function revoked(at: number): GraphFailure {
  const claims = { access_token: { nbf: { essential: true, value: String(Math.floor(at / 1000)) } } };
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
  const message =
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp';
  return unauthorized(message, `, error="insufficient_claims", claims="${encoded}"`);
}

function unauthorized(message: string, more = ''): GraphFailure {
  const challenge = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="${GRAPH_APP_ID}"${more}`;
  const headers = { 'WWW-Authenticate': challenge };
  return new GraphFailure({ status: 401, code: 'InvalidAuthenticationToken', message, headers });
}
