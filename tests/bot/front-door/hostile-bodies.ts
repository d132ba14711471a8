import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { ForgedCall } from './forged-call';
import { onGoodToken, said } from './forged-call';

const json = (): string => JSON.stringify(said());
const KIB = 1024;

/** What is no JSON object at all. */
const TEXTS: Readonly<Record<string, string | Uint8Array>> = {
  nothing: '',
  'a space': ' ',
  null: 'null',
  'a list': '[]',
  'a list with a good one': `[${json()}]`,
  'a number': '7',
  'a number beyond all numbers': '1e999',
  true: 'true',
  'a text': '"message"',
  'a good one in a text': JSON.stringify(json()),
  'a bracket': '{',
  'half a body': json().slice(0, 100),
  'two bodies': `${json()}${json()}`,
  'a comma too many': `${json().slice(0, -1)},}`,
  'a comment': `/* hello */${json()}`,
  'single quotes': "{'type':'message'}",
  NaN: 'NaN',
  undefined: 'undefined',
  'a form': 'type=message&text=help',
  XML: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  'a byte order mark before': `\ufeff${json()}`,
  'UTF-16, little end first': Buffer.from(json(), 'utf16le'),
  'UTF-16, big end first': Buffer.from(json(), 'utf16le').swap16(),
  'a null byte before': `\u0000${json()}`,
  'a null byte after': `${json()}\u0000`,
  'a raw line feed in a text': '{"text":"a\nb"}',
  'null bytes': Buffer.alloc(100),
  'random bytes': Buffer.from(Array.from({ length: 999 }, (_none, index) => (index * 197) % 256)),
  '100,000 brackets that end': '['.repeat(100_000) + ']'.repeat(100_000),
  '100,000 brackets that do not': '['.repeat(100_000),
  '40,000 braces that do not end': '{"a":'.repeat(40_000),
};

const TOO_LARGE: Readonly<Record<string, string>> = {
  '257 KiB of text': JSON.stringify(said({ text: 'x'.repeat(257 * KIB) })),
  '257 KiB of spaces around a good one': json() + ' '.repeat(257 * KIB),
  'one byte over 256 KiB': 'x'.repeat(256 * KIB + 1),
  '300 KiB of brackets': '['.repeat(300 * KIB),
};

/** Coded bodies are not read: what they grow to is not known before. */
const CODED: readonly (readonly [coding: string, body: string | Uint8Array])[] = [
  ['gzip', gzipSync(json())],
  ['gzip', 'not gzip at all'],
  ['gzip', gzipSync(Buffer.alloc(20_000_000))],
  ['GZIP', gzipSync(json())],
  ['x-gzip', gzipSync(json())],
  ['deflate', deflateSync(json())],
  ['br', brotliCompressSync(json())],
  ['identity, gzip', gzipSync(json())],
  ['utf-8', json()],
];

const OTHER_TYPES: Readonly<Record<string, string>> = {
  'application/x-www-form-urlencoded': 'type=message',
  'multipart/form-data; boundary=x': '--x\r\nContent-Disposition: form-data; name="type"\r\n\r\nmessage\r\n--x--',
  'application/xml': '<activity/>',
  'text/yaml': 'type: message',
};

type Bad = readonly [field: string, ...values: unknown[]];
const LONG = 'x'.repeat(2_001);

/** Fields of an activity with values that they cannot have. `undefined` takes the field out. */
const FIELDS: readonly Bad[] = [
  ['type', undefined, null, '', 7, true, [], {}, 'x'.repeat(101)],
  ['id', '', 7, true, [], {}, LONG],
  ['from', undefined, null, 'ada', 7, [], {}],
  ['from.id', undefined, null, '', 7, [], {}, LONG],
  ['from.aadObjectId', 7, [], {}, true],
  ['from.name', 7, [], {}],
  ['recipient', undefined, null, 'bot', 7, [], {}],
  ['recipient.id', undefined, '', 7, {}, LONG],
  ['conversation', undefined, null, 'a:ada', 7, [], {}],
  ['conversation.id', undefined, null, '', 7, [], {}, LONG],
  ['conversation.tenantId', 7, [], {}],
  ['conversation.conversationType', 7, ['personal'], {}],
  ['channelData', 'x', 7, []],
  ['channelData.tenant', 'x', 7, []],
  ['channelData.tenant.id', 7, [], {}],
  ['text', 7, [], {}, true],
  ['locale', 7, [], {}, LONG],
  ['name', 7, []],
  ['action', 7, {}],
  ['replyToId', 7, {}, LONG],
  ['entities', 'x', 7, {}, { length: 1e9 }, [7], [{ type: 7 }]],
  ['attachments', 'x', { length: 1e9 }, [null], [{ contentType: 7 }]],
  ['membersAdded', 'x', {}, [{}], [{ id: '' }]],
  ['serviceUrl', []],
];

/** `record` with the field at a dotted path changed; `undefined` takes it out. */
function changed(record: object, [first = '', ...rest]: readonly string[], value: unknown): object {
  if (rest.length === 0) return Object.fromEntries([...Object.entries({ ...record, [first]: value })]);
  const inner: unknown = Reflect.get(record, first);
  return { ...record, [first]: changed(typeof inner === 'object' && inner !== null ? inner : {}, rest, value) };
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'missing').slice(0, 30);

const wrongField = (field: string, value: unknown): ForgedCall => {
  const body = JSON.stringify(changed(said(), field.split('.'), value));
  return onGoodToken(`body with ${field} = ${shown(value)}`, body, field === 'serviceUrl' ? 401 : 400);
};

/** `from` as the text of the keys that JavaScript treats in ways of its own. */
const prototypeRows = (): readonly ForgedCall[] => {
  const senderless = JSON.stringify(said({ from: undefined })).slice(0, -1);
  const from = JSON.stringify(said()['from']);
  return [
    onGoodToken('a good body as prototype', `{"__proto__":${json()}}`, 401),
    onGoodToken('a good body in a constructor', `{"constructor":{"prototype":${json()}}}`, 401),
    onGoodToken('its sender as prototype', `${senderless},"__proto__":{"from":${from}}}`, 400),
    onGoodToken('its sender in a constructor', `${senderless},"constructor":{"prototype":{"from":${from}}}}`, 400),
    onGoodToken('its sender twice, null last', `${json().slice(0, -1)},"from":null}`, 400),
    onGoodToken('its channel twice, the emulator last', `${json().slice(0, -1)},"channelId":"emulator"}`, 401),
  ];
};

/** Node's own parser ends these, whatever they say. */
const BROKEN_HTTP: readonly ForgedCall[] = [
  onGoodToken('two lengths', json(), 400, 'Content-Length: 5'),
  onGoodToken('a length and chunks', '0\r\n\r\n', 400, 'Transfer-Encoding: chunked'),
  onGoodToken('a length that is no number', '{}', 400, 'Content-Length: five'),
];

/** Bodies that nothing can be done with, under a token that is good. */
export const HOSTILE_BODIES: readonly ForgedCall[] = [
  ...Object.entries(TEXTS).map(([name, body]) => onGoodToken(`body: ${name}`, body, 400)),
  ...Object.entries(TOO_LARGE).map(([name, body]) => onGoodToken(`body: ${name}`, body, 413)),
  ...CODED.map(([coding, body], index) =>
    onGoodToken(`body coded as ${coding} (${String(index)})`, body, 415, `Content-Encoding: ${coding}`),
  ),
  ...Object.entries(OTHER_TYPES).map(([type, body]) =>
    onGoodToken(`body of type ${type}`, body, 400, `Content-Type: ${type}`),
  ),
  ...FIELDS.flatMap(([field, ...values]) => values.map((value) => wrongField(field, value))),
  ...prototypeRows(),
  ...BROKEN_HTTP,
];
