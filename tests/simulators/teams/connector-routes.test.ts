import { createSigningKey } from '../../../simulators/entra/signing-key';
import { botToken } from './echo-bot';
import type { Harness } from './harness';
import { startHarness } from './harness';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly token?: string | undefined;
  readonly body?: unknown;
}

function call({ method = 'POST', path, token = botToken(), body = { type: 'message', text: 'hi' } }: Call = {}) {
  const { serviceUrl } = harness.teams;
  const chat = `/v3/conversations/${encodeURIComponent(harness.teams.conversationIdOf('ada'))}/activities`;
  const headers = { 'content-type': 'application/json', ...(token && { authorization: token }) };
  const sent = method === 'GET' ? {} : { body: JSON.stringify(body) };
  const authorized = token && !token.includes(' ') ? { authorization: `Bearer ${token}` } : {};
  return fetch(`${serviceUrl}${path ?? chat}`, { method, headers: { ...headers, ...authorized }, ...sent });
}

const seconds = (offset: number): number => Math.floor(Date.now() / 1000) + offset;

describe('when a call has no good token', () => {
  const stranger = createSigningKey();
  const good = () => ({ aud: 'https://api.botframework.com', appid: 'x', exp: seconds(60) });

  it.each([
    ['no token', ''],
    ['another scheme', 'Basic abc'],
    ['junk', 'junk'],
    ['another audience', botToken({ aud: 'https://graph.microsoft.com' })],
    ['an expired token', botToken({ exp: seconds(-600) })],
    ['a token of tomorrow', botToken({ nbf: seconds(86_400) })],
    ['a token of another application', botToken({ appid: 'other' })],
    ['a token without expiry', botToken({ exp: undefined })],
    ['a token by another key', stranger.mintToken(good())],
    ['an unsigned token', `${botToken().split('.').slice(0, 2).join('.')}.`],
  ])('answers 401 to %s and does nothing', async (_name, token) => {
    harness.teams.faults.connector({ status: 418, operation: 'send' });
    const response = await call({ token });
    expect(response.status).toBe(401);
    await expect(response.json()).resolves.toMatchObject({ error: { code: 'Unauthorized' } });
    expect(harness.teams.chat('ada')).toEqual([]);
    await expect(call()).resolves.toMatchObject({ status: 418 });
  });
});

describe('when a fault is armed', () => {
  it.each([
    [403, 'MessageWritesBlocked'],
    [404, 'ConversationNotFound'],
    [412, 'PreconditionFailed'],
    [429, 'TooManyRequests'],
    [502, 'BadGateway'],
    [504, 'GatewayTimeout'],
    [500, 'ServiceError'],
  ])('answers %i %s as often as told, and does nothing', async (status, code) => {
    const before = harness.teams.chat('ada').length;
    harness.teams.faults.connector({ status, times: 2 });
    for (const response of [await call(), await call()]) {
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe(status === 429 ? '1' : null);
      await expect(response.json()).resolves.toMatchObject({ error: { code } });
    }
    expect(harness.teams.chat('ada')).toHaveLength(before);
    await expect(call()).resolves.toMatchObject({ status: 201 });
  });

  it('meets only the operation it names, with the code it names', async () => {
    harness.teams.faults.connector({ status: 403, operation: 'create', code: 'NotAllowed' });
    await expect(call()).resolves.toMatchObject({ status: 201 });
    const response = await call({ path: '/v3/conversations', body: {} });
    await expect(response.json()).resolves.toMatchObject({ error: { code: 'NotAllowed' } });
  });

  it('can do the work and lose the answer', async () => {
    const before = harness.teams.chat('ada').length;
    harness.teams.faults.dropAnswers(1);
    await expect(call()).rejects.toThrow('fetch failed');
    expect(harness.teams.chat('ada')).toHaveLength(before + 1);
    await expect(call()).resolves.toMatchObject({ status: 201 });
  });
});

describe('when the bot reads the OpenID documents', () => {
  it('finds the issuer and an endorsed key', async () => {
    const metadata = await fetch(harness.teams.openIdMetadataUrl);
    const document: unknown = await metadata.json();
    expect(document).toMatchObject({ issuer: 'https://api.botframework.com', jwks_uri: expect.any(String) });
    const keys = await fetch(`${harness.teams.url}/v1/.well-known/keys`);
    await expect(keys.json()).resolves.toMatchObject({ keys: [{ kty: 'RSA', endorsements: ['msteams'] }] });
  });
});

describe('when a path is asked for as the SDK writes it', () => {
  const at = (rest: string) => `/v3/conversations/${encodeURIComponent(harness.teams.conversationIdOf('ada'))}${rest}`;

  it.each([
    ['GET', () => at('/members'), 200],
    ['GET', () => at('/pagedmembers'), 200],
    ['GET', () => at(`/members/${encodeURIComponent(harness.teams.channelIdOf('ada'))}`), 200],
    ['GET', () => at('/members/29:nobody'), 404],
    ['GET', () => '/v3/conversations/a:unknown/members', 404],
    ['GET', () => `/v3/teams/${encodeURIComponent('19:helpdesk-team@thread.tacv2')}/conversations`, 200],
    ['GET', () => '/v3/teams/19:other', 404],
    ['POST', () => `/v3/conversations/${encodeURIComponent('19:recovery@thread.tacv2;messageid=1')}/activities`, 201],
    ['POST', () => at('/activities/123'), 201],
    ['PUT', () => at('/activities/123'), 404],
    ['DELETE', () => at('/activities/123'), 404],
  ])('%s answers %s', async (method, path, status) => {
    await expect(call({ method, path: path() })).resolves.toMatchObject({ status });
  });
});
