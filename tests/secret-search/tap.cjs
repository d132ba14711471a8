'use strict';

/*
 * Loaded into a process before anything else (node --require) when LATCHKEY_TAPS names a folder: every byte that the
 * process writes to its output, to files and over HTTP goes there as well, and beside it every secret that it knows of.
 * `search.ts` reads both afterwards. HTTP is heard at the server, on loopback ours or Azurite's: question and answer whole.
 */
const { subscribe } = require('node:diagnostics_channel');
const fs = require('node:fs');
const http = require('node:http');
const Module = require('node:module');
const os = require('node:os');
const path = require('node:path');
const { learnFrom, kindOfCaller, partOf } = require('./learn.cjs');

const folder = process.env.LATCHKEY_TAPS;
const INSTALLED = Symbol.for('latchkey.taps');
const { openSync, writeSync } = fs;

/** Copies of what lies in the repository, made by tools: they hold what the sources hold. And what is written here. */
const COPIES = [path.join(os.tmpdir(), 'jest_'), path.join(process.cwd(), 'dist'), String(folder)];

let fds;
let isWriting = false;

function files() {
  if (fds !== undefined) return fds;
  const name = path.join(folder, `${process.pid}-${Date.now().toString(36)}`);
  fds = { tap: openSync(`${name}.tap`, 'a', 0o600), values: openSync(`${name}.values`, 'a', 0o600) };
  return fds;
}

/** Which test file this is about, if any: six digits are searched there only. */
const scope = () => process.env.LATCHKEY_TAP_SCOPE ?? '';
let heardScope;

function record(header, ...parts) {
  const bytes = Buffer.concat(parts.map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(part))));
  if (bytes.length === 0) return;
  const head = Buffer.from(JSON.stringify({ scope: heardScope ?? scope(), ...header }));
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(head.length, 0);
  sizes.writeUInt32LE(bytes.length, 4);
  isWriting = true;
  // One call, so that a process that is killed leaves no half record but the last.
  writeSync(files().tap, Buffer.concat([sizes, head, bytes]));
  isWriting = false;
}

const known = new Set();

function learn(kind, text) {
  const part = partOf(kind, text);
  const line = JSON.stringify({ ...part, scope: heardScope ?? scope() });
  if (part === undefined || known.has(line)) return;
  known.add(line);
  isWriting = true;
  writeSync(files().values, `${line}\n`);
  isWriting = false;
}

function tapExchange({ method, url, status, ask, answer, askBody, answerBody }) {
  const head = Buffer.from(ask, 'latin1');
  record(
    { channel: 'http', method, url, status, askLength: head.length + askBody.length },
    ...[head, askBody, Buffer.from(answer, 'latin1'), answerBody],
  );
  for (const [kind, text] of learnFrom({ method, url, ask, askBody, answerBody })) learn(kind, text);
}

/* --- HTTP ------------------------------------------------------------------------------------------------------ */

const asBuffer = (chunk, encoding) =>
  typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8') : Buffer.from(chunk);

const linesOf = (raw) => {
  let text = '';
  for (let at = 0; at < raw.length; at += 2) text += `${raw[at]}: ${raw[at + 1]}\r\n`;
  return text;
};

/** What passes through `owner[name](chunk, encoding)` is kept in `parts`; `then` runs before it goes on. */
function keep(owner, name, parts, then = () => undefined) {
  const original = owner[name];
  owner[name] = function (chunk, encoding, ...rest) {
    const isData = typeof chunk === 'string' || ArrayBuffer.isView(chunk);
    if (isData) parts.push(asBuffer(chunk, encoding));
    then();
    return original.call(this, chunk, encoding, ...rest);
  };
}

/** As it was sent, or as it will be. */
function headOf(response) {
  return (
    response._header ??
    `HTTP/1.1 ${response.statusCode}\r\n${linesOf(Object.entries(response.getHeaders()).flat())}\r\n`
  );
}

function hear(request, response) {
  const [asked, answered] = [[], []];
  let isTold = false;
  const tell = () => {
    if (isTold) return;
    isTold = true;
    const { method = '', url = '' } = request;
    const ask = `${method} ${url}\r\n${linesOf(request.rawHeaders)}\r\n`;
    const [askBody, answerBody] = [Buffer.concat(asked), Buffer.concat(answered)];
    tapExchange({ method, url, status: response.statusCode, ask, askBody, answer: headOf(response), answerBody });
  };
  keep(request, 'push', asked);
  keep(response, 'write', answered);
  // Before the answer goes out: whoever gets it may kill this process.
  keep(response, 'end', answered, tell);
  response.once('close', tell);
}

function tapHttp() {
  const { emit } = http.Server.prototype;
  http.Server.prototype.emit = function (event, request, response, ...rest) {
    if (event === 'request' || event === 'checkContinue') hear(request, response);
    return emit.call(this, event, request, response, ...rest);
  };
  // Where nock stands in for the network there is no server: the simulators say what passed.
  subscribe('latchkey.exchange', ({ method, url, status, headers, body, answerHeaders, answer }) => {
    const ask = `${method} ${url}\r\n${linesOf(Object.entries(headers).flat())}\r\n`;
    const head = `HTTP/1.1 ${status}\r\n${linesOf(Object.entries(answerHeaders).flat())}\r\n`;
    const bodies = { askBody: Buffer.from(body), answerBody: Buffer.from(answer) };
    tapExchange({ method, url, status, ask, answer: head, ...bodies });
  });
}

/* --- output and files ------------------------------------------------------------------------------------------ */

function tapOutput() {
  for (const channel of ['stdout', 'stderr']) {
    const stream = process[channel];
    const { write } = stream;
    stream.write = function (chunk, encoding, ...rest) {
      record({ channel }, asBuffer(chunk, encoding));
      return write.call(this, chunk, encoding, ...rest);
    };
  }
}

const paths = new Map();

function recordFile(target, data, encoding) {
  if (isWriting) return;
  const file = typeof target === 'number' ? (paths.get(target) ?? `fd ${target}`) : path.resolve(String(target));
  if (COPIES.some((copy) => file.startsWith(copy))) return;
  if (typeof data === 'string' || ArrayBuffer.isView(data))
    record({ channel: 'file', path: file }, bytesOf(data, encoding));
}

function bytesOf(data, encoding) {
  if (typeof data === 'string') return asBuffer(data, typeof encoding === 'object' ? encoding?.encoding : encoding);
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** Before `owner[name]` runs, `see` gets its arguments. */
function before(owner, name, see) {
  const original = owner[name];
  if (typeof original !== 'function') return;
  const tapped = function (...args) {
    see(args);
    return Reflect.apply(original, this, args);
  };
  Object.defineProperties(tapped, Object.getOwnPropertyDescriptors(original));
  owner[name] = tapped;
}

function tapFiles() {
  const whole = ([target, data, options]) => recordFile(target, data, options);
  for (const name of ['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync']) before(fs, name, whole);
  for (const name of ['writeFile', 'appendFile']) before(fs.promises, name, whole);
  for (const name of ['write', 'writeSync']) {
    before(fs, name, ([fd, data, offset, length]) => {
      const part = ArrayBuffer.isView(data) && typeof offset === 'number';
      recordFile(fd, part ? bytesOf(data).subarray(offset, offset + (length ?? data.byteLength)) : data);
    });
  }
  for (const name of ['writev', 'writevSync']) {
    before(fs, name, ([fd, views]) => recordFile(fd, Buffer.concat(views.map((view) => bytesOf(view)))));
  }
  const { open, openSync: openNow } = fs;
  fs.openSync = function (file, ...rest) {
    const fd = openNow.call(this, file, ...rest);
    paths.set(fd, path.resolve(String(file)));
    return fd;
  };
  fs.open = function (file, ...rest) {
    const done = rest.pop();
    return open.call(this, file, ...rest, (error, fd) => {
      if (!error) paths.set(fd, path.resolve(String(file)));
      done(error, fd);
    });
  };
  for (const name of ['close', 'closeSync']) before(fs, name, ([fd]) => paths.delete(fd));
  tapHandles();
  Module.syncBuiltinESMExports();
}

function tapHandles() {
  const { open } = fs.promises;
  fs.promises.open = async function (file, ...rest) {
    const handle = await open.call(this, file, ...rest);
    paths.set(handle.fd, path.resolve(String(file)));
    for (const name of ['write', 'writeFile', 'appendFile']) {
      before(handle, name, ([data, encoding]) => recordFile(handle.fd, data, encoding));
    }
    return handle;
  };
}

/* --- secrets --------------------------------------------------------------------------------------------------- */

/** The file that calls, without the cost of a whole stack. */
function callerOf(above) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder = {};
  try {
    Error.prepareStackTrace = (_error, sites) => sites.map((site) => site.getFileName() ?? '');
    Error.stackTraceLimit = 1;
    Error.captureStackTrace(holder, above);
    return holder.stack[0];
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}

/** From now on what becomes a `Secret` is known here, with its kind by the file that makes it. */
function tapSecret(type) {
  if (INSTALLED in type) return;
  const { of } = type;
  const tapped = function (value) {
    const kind = kindOfCaller(callerOf(tapped));
    if (kind !== undefined) learn(kind, value);
    return of.call(type, value);
  };
  Object.defineProperty(type, INSTALLED, { value: true });
  Object.defineProperty(type, 'of', { value: tapped });
}

function tapSecrets() {
  // Jest has a module system of its own; there tests/support/tapped-secrets.ts says which class it is.
  subscribe('latchkey.secretType', ({ type, testPath }) => {
    heardScope = testPath;
    tapSecret(type);
  });
  subscribe('latchkey.minted', ({ kind, value }) => learn(kind, value));
  const load = Module._load;
  Module._load = function (request, ...rest) {
    const loaded = load.call(this, request, ...rest);
    if (/(^|\/)secret(\.js)?$/.test(request) && typeof loaded?.Secret?.of === 'function') tapSecret(loaded.Secret);
    return loaded;
  };
}

if (folder !== undefined && !(INSTALLED in http)) {
  Object.defineProperty(http, INSTALLED, { value: true });
  tapHttp();
  tapOutput();
  tapFiles();
  tapSecrets();
}
