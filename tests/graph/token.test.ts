import { inspect } from 'node:util';
import nock from 'nock';
import type { GraphCredential } from '../../graph/entra-app';
import { createTokenSource, type TokenDeps } from '../../graph/token';
import { Secret } from '../../platform/secret';
import { APPS, CONTOSO_TENANT_ID } from '../../simulators/entra/contoso-ids';
import { createContoso } from '../../simulators/entra/contoso';
import { mockEntra } from '../../simulators/graph/nock';
import { clock } from './contoso-graph';
import { selfSigned } from './self-signed';

const ENTRA = 'https://login.microsoftonline.com';
const TOKEN_PATH = `/${CONTOSO_TENANT_ID}/oauth2/v2.0/token`;
const executor = (secret: string): GraphCredential => ({
  kind: 'secret',
  clientId: APPS.executor.appId,
  secret: Secret.of(secret),
});

const source = (changes: Partial<TokenDeps> = {}) =>
  createTokenSource({
    tenantId: CONTOSO_TENANT_ID,
    credential: executor(APPS.executor.secret),
    authority: new URL(ENTRA),
    resource: 'https://graph.microsoft.com',
    deadlineMs: 2_000,
    ...changes,
  });

const claimsOf = (token: string): unknown => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

/** Entra answering these in turn; counts the requests and keeps the last form. */
function entraAnswers(origin: string, ...answers: readonly (readonly [status: number, body: nock.Body])[]) {
  const seen = { count: 0, form: new URLSearchParams() };
  nock(origin)
    .persist()
    .post(TOKEN_PATH)
    .query(true)
    .reply((_uri, body) => {
      const answer = answers[Math.min(seen.count, answers.length - 1)];
      seen.count += 1;
      seen.form = new URLSearchParams(typeof body === 'string' ? body : undefined);
      return answer ?? [500, ''];
    });
  return seen;
}

const granted = (access_token: string, expires_in = 3_599) =>
  [200, { token_type: 'Bearer', expires_in, access_token }] as const;

afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
});

describe('when the app proves itself by a secret', () => {
  it('gets a token for Graph with the roles of the app', async () => {
    mockEntra(ENTRA, createContoso({ clock }));
    expect(claimsOf(await source().token())).toMatchObject({
      aud: 'https://graph.microsoft.com',
      tid: CONTOSO_TENANT_ID,
      appid: APPS.executor.appId,
      roles: expect.arrayContaining(['User.Read.All']),
    });
  });

  it('asks on loopback where the authority is there', async () => {
    const seen = entraAnswers('http://127.0.0.1:4011', granted('a.b.c'));
    await expect(source({ authority: new URL('http://127.0.0.1:4011') }).token()).resolves.toBe('a.b.c');
    expect(Object.fromEntries(seen.form)).toMatchObject({
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    });
  });

  it('asks for the resource of a national cloud', async () => {
    const seen = entraAnswers('https://login.microsoftonline.us', granted('a.b.c'));
    const authority = new URL('https://login.microsoftonline.us');
    await source({ authority, resource: 'https://graph.microsoft.us' }).token();
    expect(seen.form.get('scope')).toBe('https://graph.microsoft.us/.default');
  });
});

describe('when the app proves itself by a certificate', () => {
  const { key, certificate } = selfSigned();

  it.each([
    ['key first', `${key}${certificate}`],
    ['certificate first', `${certificate}${key}`],
  ])('signs what Entra verifies (%s)', async (_name, pem) => {
    const tenant = createContoso({ clock: { now: () => Date.now() } });
    const apps = tenant.apps.map((app) => (app.appId === APPS.executor.appId ? { ...app, certificate } : app));
    tenant.apps.splice(0, apps.length, ...apps);
    mockEntra(ENTRA, tenant);
    const credential = { kind: 'certificate', clientId: APPS.executor.appId, pem: Secret.of(pem) } as const;
    await expect(source({ credential }).token()).resolves.toMatch(/^ey/);
  });

  it.each([
    ['no key', certificate],
    ['no certificate', key],
    ['neither', 'not a PEM'],
  ])('refuses a PEM with %s, and does not quote it', (_name, pem) => {
    const credential = { kind: 'certificate', clientId: APPS.executor.appId, pem: Secret.of(pem) } as const;
    expect(() => source({ credential })).toThrow(expect.objectContaining({ code: 'rejected', cause: undefined }));
  });
});

describe('when the machine has an identity', () => {
  const ENDPOINT = 'http://127.0.0.1:4012';
  const before = { ...process.env };

  beforeEach(() => {
    process.env['IDENTITY_ENDPOINT'] = `${ENDPOINT}/msi/token`;
    process.env['IDENTITY_HEADER'] = 'header-of-the-machine';
  });
  afterEach(() => {
    process.env = { ...before };
  });

  it.each([
    ['the one it was assigned', 'd0da0002-6f70-4182-9d94-afb0c1d2e302'],
    ['its own', undefined],
  ])('gets the token of %s', async (_name, clientId) => {
    const expires_on = String(Math.floor(Date.now() / 1_000) + 3_600);
    const scope = nock(ENDPOINT)
      .get('/msi/token')
      .query((query) => query['resource'] === 'https://graph.microsoft.com' && query['client_id'] === clientId)
      .matchHeader('x-identity-header', 'header-of-the-machine')
      .reply(200, { access_token: 'm.s.i', expires_on, resource: 'https://graph.microsoft.com', token_type: 'Bearer' });
    const credential =
      clientId === undefined
        ? ({ kind: 'managedIdentity' } as const)
        : ({ kind: 'managedIdentity', clientId } as const);
    await expect(source({ credential }).token()).resolves.toBe('m.s.i');
    scope.done();
  });
});

describe('when a token was fetched', () => {
  it('is kept', async () => {
    const seen = entraAnswers(ENTRA, granted('first'), granted('second'));
    const tokens = source();
    expect([await tokens.token(), await tokens.token()]).toEqual(['first', 'first']);
    expect(seen.count).toBe(1);
  });

  it('is fetched once for all who ask meanwhile', async () => {
    const seen = entraAnswers(ENTRA, granted('first'), granted('second'));
    const tokens = source();
    expect(await Promise.all([tokens.token(), tokens.token(), tokens.token()])).toEqual(['first', 'first', 'first']);
    expect(seen.count).toBe(1);
  });

  it('is replaced after Graph did not accept it, once', async () => {
    entraAnswers(ENTRA, granted('first'), granted('second'), granted('third'));
    const tokens = source();
    await tokens.token();
    tokens.discard('first');
    expect([await tokens.token(), await tokens.token()]).toEqual(['second', 'second']);
  });

  it('is replaced once for all who were refused with it, early or late', async () => {
    const seen = entraAnswers(ENTRA, granted('first'), granted('second'), granted('third'));
    const tokens = source();
    await tokens.token();
    const again = (): Promise<string> => {
      tokens.discard('first');
      return tokens.token();
    };
    expect(await Promise.all([again(), again(), again()])).toEqual(['second', 'second', 'second']);
    expect(await again()).toBe('second');
    expect(seen.count).toBe(2);
  });

  it('is not shared with whoever was still waiting for the one that was refused', async () => {
    entraAnswers(ENTRA, granted('first'), granted('second'));
    const tokens = source();
    await tokens.token();
    const cached = tokens.token();
    tokens.discard('first');
    expect(await tokens.token()).toBe('second');
    expect(await cached).toBe('first');
    expect(await tokens.token()).toBe('second');
  });

  it('tells Entra what Graph wants it to be told', async () => {
    const seen = entraAnswers(ENTRA, granted('first'), granted('second'));
    const tokens = source();
    await tokens.token();
    expect(seen.form.get('claims')).toBeNull();
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
    tokens.discard('first', claims);
    await tokens.token();
    expect(JSON.parse(seen.form.get('claims') ?? '')).toMatchObject(JSON.parse(claims));
  });

  it('is asked for anew until Entra gives one', async () => {
    entraAnswers(ENTRA, granted('first'), [400, { error: 'invalid_client' }], granted('second'));
    const tokens = source();
    await tokens.token();
    tokens.discard('first');
    await expect(tokens.token()).rejects.toMatchObject({ code: 'credentialRefused' });
    expect(await tokens.token()).toBe('second');
  });

  it('is replaced when it has less than five minutes to live', async () => {
    entraAnswers(ENTRA, granted('first', 240), granted('second'));
    const tokens = source();
    expect([await tokens.token(), await tokens.token()]).toEqual(['first', 'second']);
  });
});

describe('when Entra gives no token', () => {
  const oauth = (error: string) => ({ error, error_description: 'AADSTS7000215: no.', error_codes: [7000215] });

  it.each([
    ['credentialRefused', 401, oauth('invalid_client')],
    ['credentialRefused', 400, oauth('unauthorized_client')],
    ['credentialRefused', 400, oauth('invalid_request')],
    ['unavailable', 400, oauth('temporarily_unavailable')],
    ['unavailable', 500, oauth('server_error')],
    ['unavailable', 503, '<html>busy</html>'],
    ['unavailable', 200, { token_type: 'Bearer', expires_in: 3_599 }],
    ['unavailable', 200, { token_type: 'Bearer', expires_in: 3_599, access_token: 'a b\r\nc' }],
  ] as const)('is %s after %i with %j, and asked only once', async (code, status, body) => {
    const seen = entraAnswers(ENTRA, [status, body]);
    await expect(source().token()).rejects.toMatchObject({ name: 'EffectError', code });
    expect(seen.count).toBe(1);
  });

  it('is refused for a wrong secret, which appears nowhere', async () => {
    mockEntra(ENTRA, createContoso({ clock }));
    const error: unknown = await source({ credential: executor('wrong-secret') })
      .token()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'credentialRefused' });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('wrong-secret');
  });

  it('tries again the next time after the connection broke', async () => {
    nock(ENTRA).post(TOKEN_PATH).query(true).replyWithError(new TypeError('fetch failed'));
    const tokens = source();
    await expect(tokens.token()).rejects.toMatchObject({ code: 'unavailable' });
    entraAnswers(ENTRA, granted('second'));
    await expect(tokens.token()).resolves.toBe('second');
  });

  it('leaves Entra alone for a while after it said that it is overloaded', async () => {
    const seen = entraAnswers(ENTRA, [503, oauth('temporarily_unavailable')], granted('second'));
    const tokens = source();
    await expect(tokens.token()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(tokens.token()).rejects.toMatchObject({ code: 'unavailable' });
    expect(seen.count).toBe(1);
  });

  it('stops waiting for a server that never answers', async () => {
    nock(ENTRA).post(TOKEN_PATH).query(true).delay(60_000).reply(200, {});
    await expect(source({ deadlineMs: 20 }).token()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('keeps a torn answer out of the error', async () => {
    entraAnswers(ENTRA, [200, '{"access_token":"eyJhbGci']);
    const error: unknown = await source()
      .token()
      .catch((reason: unknown) => reason);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('eyJ');
  });
});
