import { inspect } from 'node:util';
import nock from 'nock';
import { z } from 'zod';
import { createGraphClient, read, type GraphCall, type GraphClient } from '../../graph/client';
import { EffectError } from '../../recovery/errors';
import { BASE, clientWith, clock, fixedTokens, graphNock, recordingLog } from './contoso-graph';

const CALL: GraphCall = { operation: 'test.call', method: 'GET', path: '/users' };
const FAILED = new TypeError('fetch failed');

/** An answer that never ends; counts how often more of it was asked for. */
function endless() {
  const seen = { asked: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      seen.asked += 1;
      if (seen.asked > 100) controller.close();
      else controller.enqueue(new Uint8Array(1_024));
    },
    cancel() {
      seen.cancelled = true;
    },
  });
  return { seen, response: new Response(body) };
}

afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
});

/** What the call throws. */
const failure = async (call: Promise<unknown>): Promise<EffectError> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof EffectError) return error;
  throw new Error(`expected an EffectError, got ${inspect(error)}`);
};

describe('when Graph is called', () => {
  it.each(['GET', 'POST', 'PATCH', 'DELETE'] as const)(
    'sends %s with the token, and gives status, body and id',
    async (method) => {
      const body = { accountEnabled: false };
      const scope = graphNock()
        .intercept('/beta/users', method, method === 'POST' || method === 'PATCH' ? body : '')
        .matchHeader('authorization', 'Bearer a.b.c')
        .reply(200, { value: [1] }, { 'request-id': 'r-1' });
      await expect(clientWith().call({ ...CALL, method, version: 'beta', body })).resolves.toEqual({
        status: 200,
        body: { value: [1] },
        trace: { requestId: 'r-1' },
      });
      scope.done();
    },
  );

  it('encodes the query and sends headers', async () => {
    const filter = "mail eq 'a&b=c#d+e''f@x.example'";
    const scope = graphNock()
      .get('/v1.0/users')
      .query({ $filter: filter, $select: 'id,mail' })
      .matchHeader('consistencylevel', 'eventual')
      .reply(200, {});
    const query = { $filter: filter, $select: 'id,mail' };
    await clientWith().call({ ...CALL, query, headers: { ConsistencyLevel: 'eventual' } });
    scope.done();
  });

  it.each([
    [204, ''],
    [202, ''],
    [201, ''],
    [200, ''],
  ])('takes %i without a body as an answer without one', async (status, text) => {
    graphNock().post('/v1.0/users').reply(status, text);
    await expect(clientWith().call({ ...CALL, method: 'POST' })).resolves.toEqual({
      status,
      body: undefined,
      trace: {},
    });
  });

  it('reads a JSON answer whatever its content type says', async () => {
    graphNock().get('/v1.0/users').reply(200, '{"id":"x"}', { 'content-type': 'application/octet-stream' });
    await expect(clientWith().call(CALL)).resolves.toMatchObject({ body: { id: 'x' } });
  });

  it('gives a status that is expected as an answer, and throws the others', async () => {
    graphNock().get('/v1.0/users').times(2).reply(409, 'conflict');
    await expect(clientWith().call({ ...CALL, tolerate: [405, 409] })).resolves.toMatchObject({ status: 409 });
    await expect(clientWith().call(CALL)).rejects.toMatchObject({ code: 'rejected' });
  });
});

describe('when Graph fails', () => {
  it.each([
    [400, 'rejected'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
  ] as const)('makes %i an error of code %s after one try', async (status, code) => {
    let tries = 0;
    graphNock()
      .persist()
      .post('/v1.0/users')
      .reply(() => {
        tries += 1;
        return [status, '', { 'retry-after': '0' }];
      });
    await expect(clientWith().call({ ...CALL, method: 'POST' })).rejects.toMatchObject({ code });
    expect(tries).toBe(1);
  });

  it('is unavailable when the connection breaks', async () => {
    graphNock().get('/v1.0/users').replyWithError(FAILED);
    await expect(clientWith().call(CALL)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('does not follow a redirect', async () => {
    const elsewhere = nock('https://elsewhere.example').get('/').reply(200, {});
    graphNock().get('/v1.0/users').reply(302, '', { location: 'https://elsewhere.example/' });
    await expect(clientWith().call(CALL)).rejects.toMatchObject({ code: 'rejected' });
    expect(elsewhere.isDone()).toBe(false);
  });

  it.each(['{"temporaryAccessPass":"+drkzqAD', '<html>+drkzqAD</html>'])(
    'is unavailable for the unreadable answer %j and keeps it out of the error',
    async (text) => {
      graphNock().get('/v1.0/users').reply(200, text, { 'request-id': 'r-1' });
      const error = await failure(clientWith().call(CALL));
      expect(error).toMatchObject({ code: 'unavailable', requestId: 'r-1' });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('drkzqAD');
    },
  );
});

describe('when Graph does not answer', () => {
  const hanging = (): void => void graphNock().persist().get('/v1.0/users').delay(60_000).reply(200, {});

  it.each<readonly [string, (client: GraphClient) => Promise<unknown>, number]>([
    ['of the client', (client) => client.call(CALL), 20],
    ['of the call', (client) => client.call({ ...CALL, deadlineMs: 20 }), 60_000],
  ])('is a timeout at the deadline %s', async (_name, call, deadlineMs) => {
    hanging();
    await expect(call(clientWith(fixedTokens(), deadlineMs))).rejects.toMatchObject({ code: 'timeout' });
  });

  it('gives every call eight seconds, token and answer together, where nobody says otherwise', async () => {
    const shortly = AbortSignal.timeout.bind(AbortSignal);
    const deadlines: number[] = [];
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => (deadlines.push(ms), shortly(20)));
    hanging();
    const client = createGraphClient({ base: BASE, tokens: fixedTokens(), log: recordingLog(), clock });
    await expect(client.call(CALL)).rejects.toMatchObject({ code: 'timeout' });
    expect(deadlines).toEqual([8_000]);
  });

  it('is a timeout when the headers came and the body does not', async () => {
    graphNock().get('/v1.0/users').delayBody(60_000).reply(200, {});
    await expect(clientWith(fixedTokens(), 50).call(CALL)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('is a timeout when Entra gives no token', async () => {
    const never = { token: () => new Promise<string>(() => undefined), discard: () => undefined };
    await expect(clientWith(never, 20).call(CALL)).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('when a call is logged', () => {
  const logged = async (call: GraphCall) => {
    const log = recordingLog();
    const client = createGraphClient({ base: BASE, tokens: fixedTokens('to.ke.n'), log, clock, deadlineMs: 2_000 });
    await client.call(call).catch(() => undefined);
    return log.lines;
  };

  it('says what, how long, with which status and id', async () => {
    graphNock().get('/v1.0/users').reply(200, {}, { 'request-id': 'r-1' });
    const fields = { operation: 'test.call', status: 200, durationMs: 0, graphRequestId: 'r-1' };
    expect(await logged(CALL)).toEqual([{ level: 'info', event: 'graph.call', fields }]);
  });

  it('warns with the code of the error', async () => {
    graphNock().get('/v1.0/users').reply(403, {}, { 'request-id': 'r-1' });
    const fields = { operation: 'test.call', code: 'forbidden', graphRequestId: 'r-1' };
    expect(await logged(CALL)).toMatchObject([{ level: 'warn', event: 'graph.call', fields }]);
  });

  it('says neither path nor query nor token', async () => {
    graphNock().get('/v1.0/users/ada').query(true).reply(500, {});
    const lines = await logged({ ...CALL, path: '/users/ada', query: { $filter: "mail eq 'ada@contoso.example'" } });
    expect(JSON.stringify(lines.map(({ fields: { error: _, ...fields } }) => fields))).not.toMatch(
      /ada|contoso|to\.ke\.n/,
    );
    expect(inspect(lines, { depth: 10 })).not.toMatch(/users\/ada|@contoso|to\.ke\.n/);
  });
});

describe('when an answer is read', () => {
  const answer = { status: 200, body: { id: 'x', pass: 'secret' }, trace: { requestId: 'r-1' } };

  it('gives what the shape asks for', () => {
    expect(read(z.object({ id: z.string() }), answer)).toEqual({ id: 'x' });
  });

  it('refuses another shape without quoting it', () => {
    const attempt = () => read(z.object({ pass: z.literal('other') }), answer);
    expect(attempt).toThrow(expect.objectContaining({ code: 'rejected', requestId: 'r-1', cause: undefined }));
    expect(attempt).not.toThrow(/secret/);
  });
});

describe('when a file is asked for', () => {
  const FILE: GraphCall = { ...CALL, mostBytes: 4 };

  it('gives its bytes as they are, and what it says it is', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0x00, 0x80]);
    graphNock().get('/v1.0/users').reply(200, bytes, { 'content-type': 'image/jpeg' });
    await expect(clientWith().call(FILE)).resolves.toEqual({
      status: 200,
      body: undefined,
      trace: {},
      file: { type: 'image/jpeg', bytes },
    });
  });

  it('stops reading one that is too large', async () => {
    const { seen, response } = endless();
    const fetching = jest.spyOn(globalThis, 'fetch').mockResolvedValueOnce(response);
    await expect(failure(clientWith().call(FILE))).resolves.toMatchObject({ code: 'rejected' });
    fetching.mockRestore();
    expect(seen.cancelled).toBe(true);
    expect(seen.asked).toBeLessThan(5);
  });

  it('reads why Graph refuses it, though that is longer', async () => {
    const body = { error: { code: 'ErrorAccessDenied', message: 'x'.repeat(50) } };
    graphNock().get('/v1.0/users').reply(403, body);
    await expect(failure(clientWith().call(FILE))).resolves.toMatchObject({ code: 'forbidden' });
  });
});
