import { once } from 'node:events';
import { connect } from 'node:net';
import type { Server } from 'restify';
import { BotError } from '../../bot/errors';
import { createMetrics } from '../../bot/metrics';
import type { ServerDeps } from '../../bot/server';
import { close, createBotServer, listen } from '../../bot/server';
import { WorkInHand } from '../../bot/work-in-hand';
import { QuietLog } from './quiet-log';

const open: Server[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => close(server, 0))));

async function start(change: Partial<ServerDeps> = {}) {
  const deps: ServerDeps = {
    ...{ log: new QuietLog(), metrics: createMetrics(), checks: {}, mounts: [], inHand: new WorkInHand() },
    receive: () => Promise.resolve({ status: 200, body: { ok: true } }),
    ...change,
  };
  const server = createBotServer(deps);
  open.push(server);
  const port = await listen(server, 0, '127.0.0.1');
  return { deps, port, url: `http://127.0.0.1:${String(port)}` };
}

describe('when somebody asks how the process is', () => {
  it('answers at /healthz', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('is ready when every check holds', async () => {
    const checks = { storage: () => Promise.resolve(), graph: () => Promise.resolve(true) };
    const { url } = await start({ checks });
    const response = await fetch(`${url}/readyz`);
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: 'ready', checks: { storage: 'ok', graph: 'ok' } },
    ]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('connection string'))],
    [
      'throws',
      () => {
        throw new Error('connection string');
      },
    ],
  ])('is not ready when a check %s, and says which, not why', async (_name, check) => {
    const { url } = await start({ checks: { storage: () => Promise.resolve(), graph: check } });
    const response = await fetch(`${url}/readyz`);
    expect([response.status, await response.text()]).toEqual([
      503,
      JSON.stringify({ status: 'notReady', checks: { storage: 'ok', graph: 'failed' } }),
    ]);
  });

  it('counts in Prometheus text', async () => {
    const { url, deps } = await start();
    deps.metrics.count('latchkey_turns_total', { kind: 'message' });
    deps.metrics.count('latchkey_turns_total', { kind: 'message' });
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('latchkey_turns_total{kind="message"} 2\n');
  });
});

describe('when a call comes', () => {
  it.each([
    ['GET', '/api/messages', 405],
    ['PUT', '/api/messages', 405],
    ['GET', '/nothing/here', 404],
    ['POST', '/healthz', 405],
    ['GET', '/%', 404],
    ['GET', '/api/messages/../../etc/passwd', 404],
  ])('answers %s %s with %i', async (method, path, status) => {
    const { url } = await start();
    expect((await fetch(`${url}${path}`, { method })).status).toBe(status);
  });

  it('hands token and body on, and answers what it is told', async () => {
    const calls: unknown[] = [];
    const receive: ServerDeps['receive'] = (call) => {
      calls.push(call);
      return Promise.resolve({ status: 200, body: { statusCode: 200 } });
    };
    const { url } = await start({ receive });
    const headers = { authorization: 'Bearer x', 'content-type': 'text/plain' };
    const response = await fetch(`${url}/api/messages`, { method: 'POST', headers, body: '{"type":"message"}' });
    expect([response.status, await response.json()]).toEqual([200, { statusCode: 200 }]);
    expect(calls).toEqual([{ authorization: 'Bearer x', body: { type: 'message' } }]);
  });

  it('says when it is worth while to call again, in whole seconds', async () => {
    const { url } = await start({ receive: () => Promise.resolve({ status: 503, retryAfterMs: 4_200 }) });
    const response = await fetch(`${url}/api/messages`, { method: 'POST', body: '{}' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it('takes exactly 256 KiB and not a byte more', async () => {
    const { url } = await start();
    const text = (size: number) => `"${'x'.repeat(size - 2)}"`;
    const post = (body: string) => fetch(`${url}/api/messages`, { method: 'POST', body });
    expect((await post(text(256 * 1024))).status).toBe(200);
    expect((await post(text(256 * 1024 + 1))).status).toBe(413);
  });

  it('measures a body that does not say its size', async () => {
    const { url } = await start();
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024));
    const body = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 8; sent += 1) controller.enqueue(chunk);
        controller.close();
      },
    });
    const response = await fetch(`${url}/api/messages`, { method: 'POST', body, duplex: 'half' });
    expect(response.status).toBe(413);
  });

  it('survives a caller who hangs up in the middle', async () => {
    const { url, port } = await start();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"half":');
    socket.destroy();
    await once(socket, 'close');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe('when another part of the product brings routes', () => {
  it('mounts them, and tells nobody what went wrong in them', async () => {
    const mount = (server: Server): void => {
      server.get('/page', async (_request, response) => {
        response.send(200, 'page');
        return Promise.resolve();
      });
      server.get('/broken', async () => Promise.reject(new Error('secret detail')));
    };
    const log = new QuietLog();
    const { url } = await start({ mounts: [mount], log });
    expect((await fetch(`${url}/page`)).status).toBe(200);
    const broken = await fetch(`${url}/broken`);
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain('secret detail');
    expect(log.events('error')).toEqual(['http.failed']);
  });
});

describe('when nothing is at an address', () => {
  it('says so, and repeats nothing of it', async () => {
    const { url } = await start({});
    for (const path of ['/evil', '/evil?evil=1', '/api/evil%0d%0aSet-Cookie:%20evil', `/${'evil'.repeat(1_000)}`]) {
      for (const accept of ['application/json', 'text/html', 'text/plain', '*/*']) {
        const answer = await fetch(`${url}${path}`, { headers: { accept } });
        expect(answer.status).toBe(404);
        expect(await answer.text()).not.toContain('evil');
        expect(JSON.stringify([...answer.headers])).not.toContain('evil');
      }
    }
  });
});

describe('when the instance drains', () => {
  it('answers what is in hand, refuses what is new, and says so', async () => {
    const inHand = new WorkInHand();
    let answer: () => void = () => undefined;
    const taken = new Promise<void>((resolve) => (answer = resolve));
    const arrivals: unknown[] = [];
    const receive: ServerDeps['receive'] = async ({ body }) => {
      arrivals.push(body);
      await taken;
      return { status: 200, body: { answered: body } };
    };
    const { url } = await start({ inHand, receive });
    const post = (body: string) => fetch(`${url}/api/messages`, { method: 'POST', body });
    const before = post('1');
    while (arrivals.length === 0) await fetch(`${url}/healthz`);
    inHand.drain();
    let idle = false;
    const end = inHand.idle().then(() => (idle = true));

    const refused = await post('2');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.text()).toContain('try again');
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining' }]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect([arrivals, idle]).toEqual([[1], false]);

    answer();
    expect(await (await before).json()).toEqual({ answered: 1 });
    await end;
  });
});

describe('when the port is taken', () => {
  it('names it', async () => {
    const { port, deps } = await start();
    const second = createBotServer(deps);
    const failure = listen(second, port, '127.0.0.1');
    await expect(failure).rejects.toBeInstanceOf(BotError);
    await expect(failure).rejects.toMatchObject({ code: 'portInUse', message: expect.stringContaining(String(port)) });
  });
});
