import type { SimReply } from './exchange';
import type { SimTenant } from './tenant';

type OAuthFailure =
  | 'wrongSecret'
  | 'wrongAssertion'
  | 'noCredential'
  | 'unknownClient'
  | 'unknownTenant'
  | 'unknownResource'
  | 'invalidScope'
  | 'unsupportedGrant'
  | 'badCode';

type Words = readonly [
  status: number,
  error: string,
  number: number,
  text: (name: string, tenant: SimTenant) => string,
];

const WORDS: Readonly<Record<OAuthFailure, Words>> = {
  wrongSecret: [
    401,
    'invalid_client',
    7000215,
    (name) =>
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${name}'.`,
  ],
  wrongAssertion: [
    401,
    'invalid_client',
    700027,
    () => 'The certificate with identifier used to sign the client assertion is not registered on application.',
  ],
  noCredential: [
    401,
    'invalid_client',
    7000216,
    () => "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  ],
  unknownClient: [
    400,
    'unauthorized_client',
    700016,
    (name, { tenantId }) => `Application with identifier '${name}' was not found in the directory '${tenantId}'.`,
  ],
  unknownTenant: [
    400,
    'invalid_request',
    90002,
    (name) =>
      `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  ],
  unknownResource: [
    400,
    'invalid_resource',
    500011,
    (name, { domain }) => `The resource principal named ${name} was not found in the tenant named ${domain}.`,
  ],
  invalidScope: [
    400,
    'invalid_scope',
    1002012,
    (name) =>
      `The provided value for scope ${name} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  ],
  badCode: [
    400,
    'invalid_grant',
    70008,
    () => 'The provided authorization code or refresh token has expired, was used, or is not for this client.',
  ],
  unsupportedGrant: [400, 'unsupported_grant_type', 70003, () => 'The app requested an unsupported grant type.'],
};

/** An error of the token endpoint, in Entra's shape. `name` is the client, tenant, resource or scope it is about. */
export function oauthError(tenant: SimTenant, failure: OAuthFailure, name: string): SimReply {
  const [status, error, number, text] = WORDS[failure];
  const trace = tenant.ids.guid();
  const correlation = tenant.ids.guid();
  const timestamp = `${new Date(tenant.clock.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const tail = `Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`;
  const body = {
    error,
    error_description: `AADSTS${String(number)}: ${text(name, tenant)} ${tail}`,
    error_codes: [number],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${String(number)}`,
  };
  return { status, headers: { 'Cache-Control': 'no-store, no-cache' }, body };
}
