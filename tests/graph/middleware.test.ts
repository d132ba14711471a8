import { GraphClientError, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { carriedBy, TokenMiddleware } from '../../graph/middleware';
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

describe('when a request would leave for anybody else', () => {
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
  it.each([
    [401, 1],
    [403, 0],
    [200, 0],
    [500, 0],
  ])('%i discards the token so often: %i', async (status, times) => {
    const { tokens, middleware } = chain(BASE, status);
    await middleware.execute({ request: `${BASE.origin}/v1.0/users`, options: {} });
    expect(tokens.discarded).toBe(times);
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
