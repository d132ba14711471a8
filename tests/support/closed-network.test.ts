import dns from 'node:dns';
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { isLoopback, targetHost } from './closed-network';

// The documentation range of RFC 5737: if the guard failed, nothing would answer there either.
const OUTSIDE = '192.0.2.1';

describe('when a test reaches outside this machine', () => {
  it.each<readonly [string, () => unknown]>([
    ['net.connect with options', () => net.connect({ host: OUTSIDE, port: 8080 })],
    ['net.connect with port and host', () => net.connect(8080, OUTSIDE)],
    ['Socket.connect', () => new net.Socket().connect(8080, OUTSIDE)],
    ['http.get', () => http.get(`http://${OUTSIDE}:8080/`)],
    ['dns.lookup', () => dns.lookup('outside.invalid', () => undefined)],
    ['dns.promises.resolve4', () => dns.promises.resolve4('outside.invalid')],
  ])('refuses %s', (_name, reach) => {
    expect(reach).toThrow('The network is closed in tests');
  });

  it('refuses fetch', async () => {
    await expect(fetch(`http://${OUTSIDE}:8080/`)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('The network is closed in tests') },
    });
  });
});

describe('when a test talks to itself', () => {
  const server = http.createServer((_request, response) => response.end('here'));
  let port = 0;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each(['127.0.0.1', 'localhost'])('lets it reach %s', async (host) => {
    const answer = await fetch(`http://${host}:${String(port)}/`);
    expect(await answer.text()).toBe('here');
  });
});

describe('when a test file before this one has patched http', () => {
  it('starts with what Node has', async () => {
    const own = Object.getOwnPropertyDescriptor(http, 'get');
    Object.defineProperty(http, 'get', { value: () => undefined, configurable: true, writable: true });
    await jest.isolateModulesAsync(async () => {
      await import('./closed-network.js');
    });
    expect(Object.getOwnPropertyDescriptor(http, 'get')).toEqual(own);
  });
});

describe('when a host is judged', () => {
  it.each([
    ['localhost', true],
    ['LOCALHOST', true],
    ['127.0.0.1', true],
    ['127.9.8.7', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['127.0.0.1.example.com', false],
    ['localhost.example.com', false],
    ['0.0.0.0', false],
    ['10.0.0.1', false],
  ])('%s is loopback: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });

  it.each<readonly [string, readonly unknown[], string | undefined]>([
    ['a local socket', [{ path: '/run/x.sock' }], undefined],
    ['a path', ['/run/x.sock'], undefined],
    ['a port alone', [80], undefined],
    ['port and host', [80, 'a.example'], 'a.example'],
    ['options', [{ port: 80, host: 'a.example' }], 'a.example'],
    ['normalised options', [[{ port: 80, host: 'a.example' }, null]], 'a.example'],
  ])('reads the target of %s', (_name, args, expected) => {
    expect(targetHost(args)).toBe(expected);
  });
});
