import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';

/**
 * Closes the network for the tests: a connection or a name look-up that would leave this machine throws, so that no test can
 * pass (or fail) because of something outside. Loopback and local sockets stay open. Loaded by Jest before every test file.
 */
const CLOSED = Symbol.for('latchkey.closed-network');

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|\[::1\])$/i;

export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** The host that the arguments of `Socket.connect` name; undefined for a local socket, or for the default (localhost). */
export function targetHost(args: readonly unknown[]): string | undefined {
  // net.connect hands its arguments over as one array, [options, callback].
  const [first, second] = Array.isArray(args[0]) ? (args[0] as readonly unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    // The options of net.connect, as its documentation has them.
    const { host, path } = first as { readonly host?: string; readonly path?: string };
    return path ? undefined : host;
  }
  return typeof second === 'string' ? second : undefined;
}

function refuse(host: string | undefined): void {
  if (host === undefined || isLoopback(host)) return;
  throw new Error(`The network is closed in tests: "${host}" is outside this machine. Use nock, a fake or 127.0.0.1.`);
}

function guard<T extends object>(
  owner: T,
  name: string & keyof T,
  hostOf: (args: readonly unknown[]) => string | undefined,
) {
  const original: unknown = owner[name];
  if (typeof original !== 'function' || CLOSED in original) return;
  const guarded = function (this: unknown, ...args: unknown[]): unknown {
    refuse(hostOf(args));
    return Reflect.apply(original, this, args);
  };
  // The stand-in keeps what hangs on the original (util.promisify's symbol among it) and is recognised when loaded again.
  Object.defineProperties(guarded, Object.getOwnPropertyDescriptors(original));
  Object.defineProperty(guarded, CLOSED, { value: true });
  Object.defineProperty(owner, name, { value: guarded, configurable: true, writable: true });
}

const firstArgument = (args: readonly unknown[]): string => String(args[0]);

guard(net.Socket.prototype, 'connect', targetHost);
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveTxt', 'resolveSrv', 'resolveAny'] as const) {
  guard(dns, name, firstArgument);
  guard(dns.promises, name, firstArgument);
}

/**
 * nock patches Node's own modules, which all test files of one Jest worker share, and its patches outlive the file that made
 * them: the next file would send its requests through an interceptor whose world is gone. So every file starts with the
 * functions that the worker's first file found.
 */
const PATCHED = ['request', 'get', 'ClientRequest'] as const;
const ORIGINALS = Symbol.for('latchkey.originals');

function restorePatched(owner: object): void {
  const kept: unknown = Reflect.get(owner, ORIGINALS);
  if (typeof kept === 'object' && kept !== null) {
    Object.defineProperties(owner, Object.getOwnPropertyDescriptors(kept));
    return;
  }
  const found = PATCHED.flatMap((name) => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    return descriptor === undefined ? [] : [[name, descriptor] as const];
  });
  const value: unknown = Object.defineProperties({}, Object.fromEntries(found));
  Object.defineProperty(owner, ORIGINALS, { value });
}

restorePatched(http);
restorePatched(https);
