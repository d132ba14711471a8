import { generateKeyPairSync, sign } from 'node:crypto';
import { createContoso, CONTOSO_DOMAIN } from '../../../simulators/entra/contoso';
import { APPS, CONTOSO_TENANT_ID } from '../../../simulators/entra/contoso-ids';
import { createSigningKey, sharedSigningKey } from '../../../simulators/entra/signing-key';
import { entraOf, openIdConfiguration } from '../../../simulators/entra/token-server';
import { START } from '../graph/contoso-caller';

const BASE = 'https://login.microsoftonline.com';
const GRAPH = 'https://graph.microsoft.com/.default';
const { appId, secret } = APPS.executor;
const SECRET_FORM = { grant_type: 'client_credentials', client_id: appId, client_secret: secret, scope: GRAPH };

/** What the login service says, as far as the tests look. */
interface LoginBody {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly error: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
  readonly token_endpoint: string;
  readonly keys: readonly object[];
}

function login() {
  const tenant = createContoso({ clock: { now: () => START } });
  const entra = entraOf(tenant);
  const ask = (path: string, body?: object, authority = CONTOSO_TENANT_ID) => {
    const method = body === undefined ? 'GET' : 'POST';
    const answer = entra({ method, path: `/${authority}/${path}`, query: {}, headers: {}, body, baseUrl: BASE });
    return { status: answer.status, body: answer.body as LoginBody };
  };
  return { tenant, ask, token: (form: object) => ask('oauth2/v2.0/token', form) };
}

describe('when a client shows its secret', () => {
  it('it gets a token with its permissions', () => {
    const { tenant, token } = login();
    const { status, body } = token(SECRET_FORM);
    expect([status, body.token_type, body.expires_in]).toEqual([200, 'Bearer', 3599]);
    expect(tenant.key.readToken(body.access_token)).toMatchObject({
      aud: 'https://graph.microsoft.com',
      iss: `${BASE}/${CONTOSO_TENANT_ID}/v2.0`,
      tid: CONTOSO_TENANT_ID,
      appid: appId,
      idtyp: 'app',
      iat: START / 1000,
      exp: START / 1000 + 3599,
      roles: expect.arrayContaining(['UserAuthMethod-TAP.ReadWrite.All']),
    });
  });

  it('the bot gets one for the Bot Framework, from its own tenant and from botframework.com', () => {
    const { tenant, ask } = login();
    const { appId: client_id, secret: client_secret } = APPS.bot;
    const form = { ...SECRET_FORM, client_id, client_secret, scope: 'https://api.botframework.com/.default' };
    for (const authority of [CONTOSO_TENANT_ID, 'botframework.com']) {
      const { body } = ask('oauth2/v2.0/token', form, authority);
      expect(tenant.key.readToken(body.access_token)).toMatchObject({
        aud: 'https://api.botframework.com',
        appid: client_id,
      });
    }
  });
});

describe('when a token is refused', () => {
  it.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.'],
    [{ client_secret: undefined }, 401, 'invalid_client', 'AADSTS7000216'],
    [{ client_id: 'other' }, 400, 'unauthorized_client', 'AADSTS700016'],
    [{ scope: 'https://graph.microsoft.com/User.Read' }, 400, 'invalid_scope', 'AADSTS1002012'],
    [{ scope: 'https://vault.azure.net/.default' }, 400, 'invalid_resource', `in the tenant named ${CONTOSO_DOMAIN}`],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type', 'AADSTS70003'],
  ])('%j', (change, status, error, words) => {
    const answer = login().token({ ...SECRET_FORM, ...change });
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.body.error_description).toContain(words);
  });

  it('the error has Entra’s shape', () => {
    expect(login().token({ ...SECRET_FORM, client_secret: 'wrong' }).body).toEqual({
      error: 'invalid_client',
      error_description: expect.stringMatching(
        /^AADSTS7000215: .* Trace ID: \S+ Correlation ID: \S+ Timestamp: 2026-08-03 09:00:00Z$/,
      ),
      error_codes: [7000215],
      timestamp: '2026-08-03 09:00:00Z',
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      error_uri: 'https://login.microsoftonline.com/error?code=7000215',
    });
  });

  it('another tenant is not served', () => {
    const { status, body } = login().ask('oauth2/v2.0/token', SECRET_FORM, 'fabrikam.example');
    expect([status, body.error_codes]).toEqual([400, [90002]]);
  });
});

describe('when a client shows a signed assertion', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  function assertion(claims: object = {}, key = pair.privateKey): string {
    const payload = { iss: appId, sub: appId, exp: START / 1000 + 300, ...claims };
    const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(payload)}`;
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
  }

  function statusFor(client_assertion: string, certificate?: string): number {
    const { tenant, token } = login();
    const place = tenant.apps.findIndex((app) => app.appId === appId);
    const app = tenant.apps[place];
    if (app && certificate !== undefined) tenant.apps[place] = { ...app, certificate };
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    return token({ ...SECRET_FORM, client_secret: undefined, client_assertion_type, client_assertion }).status;
  }

  const certificate = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

  it.each([
    ['signed with the registered certificate', assertion(), certificate, 200],
    ['without a registered certificate', assertion(), undefined, 200],
    ['signed by somebody else', assertion({}, stranger), certificate, 401],
    ['over', assertion({ exp: START / 1000 }), certificate, 401],
    ['of another app', assertion({ sub: 'other' }), certificate, 401],
    ['junk', 'junk', undefined, 401],
  ])('%s', (_, jwt, registered, status) => {
    expect(statusFor(jwt, registered)).toBe(status);
  });
});

describe('when the metadata is read', () => {
  it('it leads to the endpoints and the keys', () => {
    const { tenant, ask } = login();
    const { body } = ask('v2.0/.well-known/openid-configuration');
    expect(body).toEqual(openIdConfiguration(tenant, BASE));
    expect(body.token_endpoint).toBe(`${BASE}/${CONTOSO_TENANT_ID}/oauth2/v2.0/token`);
    expect(ask('discovery/v2.0/keys').body.keys).toMatchObject([{ kid: tenant.key.kid, alg: 'RS256', kty: 'RSA' }]);
    expect(ask('v2.0/other').status).toBe(404);
  });
});

describe('when keys sign', () => {
  it('only the key that signed reads the token', () => {
    const other = createSigningKey();
    const token = sharedSigningKey().mintToken({ sub: 'x' });
    expect([sharedSigningKey().readToken(token), other.readToken(token)]).toEqual([{ sub: 'x' }, undefined]);
  });

  it.each(['', 'a.b.c', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`])('%j is no token', (text) => {
    expect(sharedSigningKey().readToken(text)).toBeUndefined();
  });

  it('a published key may carry endorsements', () => {
    const [key] = sharedSigningKey().jwks(['msteams']).keys;
    expect(key).toMatchObject({ use: 'sig', endorsements: ['msteams'] });
    expect(sharedSigningKey().jwks().keys[0]).not.toHaveProperty('endorsements');
  });
});
