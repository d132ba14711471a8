import type { ConnectorFactory } from '../../bot/connector-factory';
import { singleTry } from '../../bot/connector-factory';
import { isThisMachine } from '../../platform/cloud-hosts';
import type { LoopbackHttp } from './loopback-http';
import { sendJson, startHttp } from './loopback-http';
import { stockConnectors } from './stock-connector';

let http: LoopbackHttp;
let calls = 0;
let status = 200;
let location: string | undefined;
let arrived = (): void => undefined;
beforeAll(async () => {
  http = await startHttp((_request, response) => {
    calls += 1;
    arrived();
    if (status === 0) return; // never answers
    if (location !== undefined) response.setHeader('location', location);
    sendJson(response, { id: '1' }, status);
  });
});
afterAll(() => http.stop());
beforeEach(() => {
  calls = 0;
});

const post = async (factory: ConnectorFactory): Promise<unknown> => {
  const connector = await factory.create(http.url, 'scope');
  return connector.conversations.sendToConversation('a:1', { type: 'message' });
};

describe('when a connector is made', () => {
  it('sends', async () => {
    status = 201;
    await expect(post(singleTry(stockConnectors(), isThisMachine))).resolves.toMatchObject({ id: '1' });
  });

  it.each([408, 500, 502, 503, 504])('tries once where the SDK would try four times (HTTP %i)', async (answer) => {
    status = answer;
    await expect(post(singleTry(stockConnectors(), isThisMachine))).rejects.toMatchObject({ statusCode: answer });
    expect(calls).toBe(1);
  });

  it('gives up on a service that never answers', async () => {
    status = 0;
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    const failure = post(singleTry(stockConnectors(), isThisMachine)).catch((error: unknown) => error);
    // An error that comes before the request arrives ends the wait as well.
    await Promise.race([arrival, failure]);
    await jest.advanceTimersByTimeAsync(8_000);
    jest.useRealTimers();
    expect(await failure).toMatchObject({ name: 'EffectError', code: 'timeout' });
  });

  it.each(['https://evil.example/', 'https://smba.trafficmanager.net.evil.example/', 'http://10.0.0.1/', ''])(
    'makes none for %j, and asks for no token',
    async (serviceUrl) => {
      const create = jest.fn();
      const closed = singleTry({ create }, isThisMachine);
      await expect(closed.create(serviceUrl)).rejects.toMatchObject({ name: 'EffectError', code: 'rejected' });
      expect(create).not.toHaveBeenCalled();
    },
  );

  it.each([301, 302, 307, 308])('follows no redirect (HTTP %i)', async (answer) => {
    const elsewhere: string[] = [];
    const other = await startHttp((request, response) => {
      elsewhere.push(request.url ?? '');
      sendJson(response, { id: '1' }, 201);
    });
    status = answer;
    location = `${other.url}/elsewhere`;
    const outcome: unknown = await post(singleTry(stockConnectors(), isThisMachine)).catch((error: unknown) => error);
    location = undefined;
    await other.stop();
    expect(elsewhere).toEqual([]);
    expect(outcome).toMatchObject({ statusCode: answer });
  });

  it('does not start with an SDK whose retries it cannot find', async () => {
    const connector = { client: { pipeline: { removePolicy: () => [], addPolicy: () => undefined } } };
    for (const made of [connector, {}, { client: {} }]) {
      const factory = { create: () => Promise.resolve(made) } as unknown as ConnectorFactory;
      await expect(singleTry(factory, isThisMachine).create(http.url)).rejects.toMatchObject({ code: 'sdkChanged' });
    }
  });
});
