import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { readPress } from '../../web/reveal-form';

const FORM = 'application/x-www-form-urlencoded';

const request = (
  chunks: readonly string[],
  headers: Record<string, string> = { 'content-type': FORM },
): IncomingMessage =>
  // Of a request, only its headers and its bytes are read.
  Object.assign(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), { headers }) as unknown as IncomingMessage;

describe('when a form is read', () => {
  it.each([
    ['confirm=yes', { kind: 'confirm' }],
    ['fraud=yes', { kind: 'fraud' }],
    ['code=123456', { kind: 'code', code: '123456' }],
    ['code=123+456', { kind: 'code', code: '123 456' }],
    ['code=123-456', { kind: 'code', code: '123-456' }],
    ['code=', { kind: 'code', code: '' }],
    ['code=%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6', { kind: 'code', code: '123456' }],
    ['code=%DB%B1%DB%B2%DB%B3%DB%B7%DB%B8%DB%B9', { kind: 'code', code: '123789' }],
    ['code=%E0%A5%A6%E0%A5%A7%E0%A5%AF', { kind: 'code', code: '019' }],
    ['code=%EF%BC%91%EF%BC%92%EF%BC%93', { kind: 'code', code: '123' }],
  ])('takes %s', async (text, expected) => {
    expect(await readPress(request([text]))).toEqual(expected);
  });

  it('puts a body together that comes in pieces', async () => {
    expect(await readPress(request(['co', 'de=12', '3456']))).toEqual({ kind: 'code', code: '123456' });
  });

  it.each([
    ['nothing', ''],
    ['an unknown field', 'x=yes'],
    ['an unpressed button', 'confirm=no'],
    ['a field without a value', 'confirm'],
    ['two presses at once', 'confirm=yes&fraud=yes'],
    ['a code beside a press', 'code=123456&confirm=yes'],
    ['the same field twice', 'code=123456&code=654321'],
    ['an endless code', `code=${'1'.repeat(41)}`],
    ['JSON', '{"code":"123456"}'],
    ['broken escapes', '%E0%A4%A'],
    ['a name of the prototype', '__proto__=yes'],
  ])('refuses %s', async (_name, text) => {
    expect(await readPress(request([text]))).toBeUndefined();
  });

  it.each([
    ['none', {}],
    ['empty', { 'content-type': '' }],
    ['JSON', { 'content-type': 'application/json' }],
    ['plain text, which any site may send', { 'content-type': 'text/plain' }],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a look-alike', { 'content-type': `${FORM}x` }],
  ])('refuses the content type %s', async (_name, headers: Record<string, string>) => {
    expect(await readPress(request(['confirm=yes'], headers))).toBeUndefined();
  });

  it.each([`${FORM}; charset=UTF-8`, FORM.toUpperCase()])('takes the content type %s', async (type) => {
    expect(await readPress(request(['confirm=yes'], { 'content-type': type }))).toEqual({ kind: 'confirm' });
  });
});

describe('when a form is too large', () => {
  it('reads nothing of a body that says so', async () => {
    const body = request(['confirm=yes'], { 'content-type': FORM, 'content-length': '4097' });
    expect(await readPress(body)).toBeUndefined();
    expect(body.readableDidRead).toBe(false);
  });

  it('stops reading a body that does not say so', async () => {
    const pieces = Array.from({ length: 100 }, () => 'x'.repeat(1_000));
    const body = request(pieces);
    expect(await readPress(body)).toBeUndefined();
    expect(body.readableEnded).toBe(false);
    expect(body.destroyed).toBe(false);
  });

  it('takes 4096 bytes and not one more', async () => {
    const padded = (length: number) => request([`x=${'y'.repeat(length - 2)}`]);
    const exact = padded(4_096);
    await readPress(exact);
    expect(exact.readableEnded).toBe(true);
    const more = padded(4_097);
    await readPress(more);
    expect(more.readableEnded).toBe(false);
  });
});
