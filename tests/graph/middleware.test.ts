import { GraphClientError, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { carriedBy, challengeIn, TokenMiddleware } from '../../graph/middleware';
import { EffectError } from '../../recovery/errors';
import { BASE, fixedTokens } from './contoso-graph';

const LOOPBACK = new URL('http://127.0.0.1:4010');

/** Takes the place of the network: keeps what arrives, answers with `status`. */
function network(status = 200) {
  const seen: Context[] = [];
  const last: Middleware = {
    execute: async (context) => {
      seen.push(context);
      context.response = new Response(null, { status });
    },
  };
  return { seen, last };
}

function chain(base: URL, status?: number) {
  const { seen, last } = network(status);
  const tokens = fixedTokens('to.ke.n');
  const middleware = new TokenMiddleware({ base, tokens });
  middleware.setNext(last);
  return { seen, tokens, middleware };
}

const authorization = (context: Context | undefined) => new Headers(context?.options?.headers).get('authorization');

describe('when a request leaves for Graph', () => {
  it.each([
    ['https', BASE],
    ['plain http on loopback', LOOPBACK],
  ])('puts the token on it (%s) and keeps the rest', async (_name, base) => {
    const { seen, middleware } = chain(base);
    const options = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } };
    await middleware.execute({ request: `${base.origin}/v1.0/users`, options });
    expect(authorization(seen[0])).toBe('Bearer to.ke.n');
    expect(new Headers(seen[0]?.options?.headers).get('content-type')).toBe('application/json');
    expect(seen[0]?.options).toMatchObject({ method: 'POST', body: '{}' });
  });

  it('replaces a token that the caller brought', async () => {
    const { seen, middleware } = chain(BASE);
    const options = { headers: { Authorization: 'Bearer other' } };
    await middleware.execute({ request: `${BASE.origin}/v1.0/users`, options });
    expect(authorization(seen[0])).toBe('Bearer to.ke.n');
  });
});

describe('when a request would leave for anybody else (T20)', () => {
  it.each([
    [BASE, 'https://graph.microsoft.com.example/v1.0/users'],
    [BASE, 'https://graph.microsoft.com@elsewhere.example/v1.0/users'],
    [BASE, 'https://graph.microsoft.com:8443/v1.0/users'],
    [BASE, 'http://graph.microsoft.com/v1.0/users'],
    [BASE, 'https://graph.microsoft.us/v1.0/users'],
    [BASE, 'http://127.0.0.1:4010/v1.0/users'],
    [LOOPBACK, 'http://127.0.0.1:4011/v1.0/users'],
    [LOOPBACK, 'http://localhost:4010/v1.0/users'],
    [LOOPBACK, 'https://graph.microsoft.com/v1.0/users'],
  ])('with the base %s does not send to %s', async (base, request) => {
    const { seen, middleware } = chain(base);
    const error: unknown = await middleware.execute({ request, options: {} }).catch((reason: unknown) => reason);
    expect(carriedBy(error)).toMatchObject({ code: 'rejected' });
    expect(seen).toEqual([]);
  });
});

describe('when Graph answers', () => {
  const request = `${BASE.origin}/v1.0/users`;

  it.each([403, 200, 500, 503])('%i is the answer, and the token stays', async (status) => {
    const { tokens, seen, middleware } = chain(BASE, status);
    await middleware.execute({ request, options: {} });
    expect(tokens.discarded).toEqual([]);
    expect(seen).toHaveLength(1);
  });

  it('401 is asked once more with a new token, and is the answer the second time', async () => {
    const tokens = ['first', 'second', 'third'];
    const sent: unknown[] = [];
    const discard = (token: string): unknown => sent.push(`discard ${token}`);
    const middleware = new TokenMiddleware({
      base: BASE,
      tokens: { token: async () => tokens.shift() ?? '', discard },
    });
    middleware.setNext({
      execute: async (context) => {
        sent.push([context.options?.method, context.options?.body, authorization(context)]);
        context.response = new Response('{}', { status: 401 });
      },
    });
    const context: Context = { request, options: { method: 'POST', body: '{"a":1}' } };
    await middleware.execute(context);
    expect(sent).toEqual([['POST', '{"a":1}', 'Bearer first'], 'discard first', ['POST', '{"a":1}', 'Bearer second']]);
    expect(context.response?.status).toBe(401);
  });
});

describe('when Graph names claims for the next token', () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
  const header = (encoded: string): string => `Bearer realm="", error="insufficient_claims", claims="${encoded}"`;
  const base64 = (text: string): string => Buffer.from(text).toString('base64');

  it('reads them', () => {
    expect(challengeIn(header(base64(claims)))).toBe(claims);
  });

  it.each([
    ['no header', null],
    ['no claims', 'Bearer realm="", authorization_uri="https://login.example"'],
    ['what is no base64', header('{"a":1}')],
    ['what is no JSON', header(base64('nbf=1'))],
    ['what is no object', header(base64('["nbf"]'))],
    ['too much', header(base64(JSON.stringify({ a: 'x'.repeat(5_000) })))],
  ])('takes %s for none', (_what, value) => {
    expect(challengeIn(value)).toBeUndefined();
  });
});

describe('when there is no token', () => {
  const without = (token: () => Promise<string>) => {
    const { seen, last } = network();
    const middleware = new TokenMiddleware({ base: BASE, tokens: { token, discard: () => undefined } });
    middleware.setNext(last);
    const execute = (signal?: AbortSignal) =>
      middleware
        .execute({ request: `${BASE.origin}/v1.0/users`, options: signal ? { signal } : {} })
        .catch((reason: unknown) => carriedBy(reason));
    return { seen, execute };
  };

  it('carries the reason through the SDK', async () => {
    const reason = new EffectError('forbidden', 'no');
    const { seen, execute } = without(() => Promise.reject(reason));
    expect(await execute(new AbortController().signal)).toBe(reason);
    expect(await execute()).toBe(reason);
    expect(seen).toEqual([]);
  });

  it('stops waiting when the deadline passes', async () => {
    const { execute } = without(() => new Promise<string>(() => undefined));
    const deadline = new AbortController();
    const waiting = execute(deadline.signal);
    deadline.abort();
    expect(await waiting).toMatchObject({ code: 'timeout' });
    expect(await execute(AbortSignal.abort())).toMatchObject({ code: 'timeout' });
  });
});

describe('when an error of the SDK is opened', () => {
  it.each([new GraphClientError('x'), new Error('x'), undefined])('finds nothing of ours in %s', (error) => {
    expect(carriedBy(error)).toBeUndefined();
  });
});
