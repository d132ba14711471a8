import type { Kind, TapRecord } from './tap-records';

/** Where in the product's world a byte was seen. */
export type Channel =
  | ('bot' | 'connector' | 'graph' | 'mail' | 'entra' | 'sms' | 'page' | 'panes' | 'http')
  | ('table' | 'queue' | 'blob')
  | ('stdout' | 'stderr' | 'file');

export interface Place {
  readonly channel: Channel;
  /** Of an exchange over HTTP. `write` for everything else. */
  readonly side: 'ask' | 'answer' | 'write';
  /** `url`, `body`, or the name of a header in lower case. */
  readonly part: string;
  /** Method and address, or the path of a file. */
  readonly what: string;
  /** What was asked, whole; empty for a write. */
  readonly asked: string;
  /** The bytes right before it. */
  readonly before: string;
  /** The test file that it is about. */
  readonly scope: string;
}

const BY_ADDRESS: readonly (readonly [RegExp, Channel])[] = [
  [/^\/api\/messages/, 'bot'],
  [/^\/(v1\.0|beta)\/users\/[^/]+\/sendMail/, 'mail'],
  [/^\/(v1\.0|beta)\//, 'graph'],
  [/^\/v3\//, 'connector'],
  [/^(\/[^/]+)?\/oauth2\/v2\.0\/token/, 'entra'],
  [/^\/(reveal|not-me)\//, 'page'],
  [/^\/panes\//, 'panes'],
  [/^\/sms/, 'sms'],
];

const AZURITE = /^server: Azurite-(Blob|Queue|Table)\//im;

export function channelOf({ channel, url = '', bytes, askLength = 0 }: TapRecord): Channel {
  if (channel !== 'http') return channel;
  const service = AZURITE.exec(headOf(bytes.subarray(askLength)))?.[1]?.toLowerCase();
  if (service === 'blob' || service === 'queue' || service === 'table') return service;
  return BY_ADDRESS.find(([address]) => address.test(url))?.[1] ?? 'http';
}

const END_OF_HEAD = '\r\n\r\n';

function headOf(message: Buffer): string {
  const end = message.indexOf(END_OF_HEAD);
  return message.subarray(0, end < 0 ? 0 : end).toString('latin1');
}

/** The part of a message that has the byte at `at`. */
function partAt(message: Buffer, at: number): string {
  const head = headOf(message);
  if (at >= head.length) return 'body';
  const line = head.slice(head.lastIndexOf('\n', at) + 1, at);
  return line === head.slice(0, at) ? 'url' : (line.split(':')[0]?.toLowerCase() ?? '');
}

const BEFORE = 60;

export function placeOf(record: TapRecord, at: number): Place {
  const { askLength = 0, method = '', url = '', path = '', bytes, scope } = record;
  const channel = channelOf(record);
  const before = bytes.subarray(Math.max(0, at - BEFORE), at).toString('latin1');
  if (record.channel !== 'http') return { channel, side: 'write', part: 'body', what: path, asked: '', before, scope };
  const [side, from] = at < askLength ? (['ask', 0] as const) : (['answer', askLength] as const);
  const part = partAt(bytes.subarray(from), at - from);
  const asked = bytes.subarray(0, askLength).toString();
  return { channel, side, part, what: `${method} ${url}`, asked, before, scope };
}

/** Where a kind of secret may be seen, and why. Every other place is a leak. */
export interface Allowed {
  readonly kinds: readonly Kind[];
  readonly channel: Channel;
  readonly side: Place['side'];
  readonly part: RegExp;
  /** Of the address, where not every one will do. */
  readonly what?: RegExp;
  /** Of what was asked. */
  readonly asked?: RegExp;
  /** Of what stands right before it. */
  readonly before?: RegExp;
  /** Of the test that did it. */
  readonly scope?: RegExp;
  readonly why: string;
}

const BODY = /^body$/;
const AUTHORIZATION = /^authorization$/;
const TOKENS = ['botToken', 'graphToken', 'connectorToken'] as const;
const SIMULATED_TEAMS = /\/tests\/simulators\/teams\//;
const REVEAL = /"verb":"pass\.reveal(Again)?"/;

/** Kind by kind; what is not here is a leak wherever it is seen: the keys of the store and of the text messages. */
export const ALLOWED: readonly Allowed[] = [
  {
    ...{ kinds: ['pass'], channel: 'graph', side: 'answer', part: BODY, what: /^POST .*\/temporaryAccessPassMethods$/ },
    why: 'Graph tells the bot the pass that it made',
  },
  {
    ...{ kinds: ['pass'], channel: 'bot', side: 'answer', part: BODY, asked: REVEAL },
    why: 'the answer to the employee who pressed Reveal',
  },
  {
    ...{ kinds: ['pass'], channel: 'page', side: 'answer', part: BODY, what: /^POST \/reveal\// },
    why: 'the page that answers the employee who sent the code',
  },
  {
    ...{ kinds: ['graphToken', 'connectorToken'], channel: 'entra', side: 'answer', part: BODY },
    why: 'Entra gives the token to who may have it',
  },
  {
    ...{ kinds: ['graphToken'], channel: 'graph', side: 'ask', part: AUTHORIZATION },
    why: 'a token for Graph goes to Graph',
  },
  {
    ...{ kinds: ['graphToken'], channel: 'mail', side: 'ask', part: AUTHORIZATION },
    why: 'mail is sent by Graph',
  },
  {
    ...{ kinds: ['connectorToken'], channel: 'connector', side: 'ask', part: AUTHORIZATION },
    why: 'a token for the connector goes to the connector',
  },
  {
    ...{ kinds: TOKENS, channel: 'bot', side: 'ask', part: /^((x|proxy)-)?authorization$|^cookie$/ },
    why: 'Teams shows its token to the bot, and who pretends to be Teams whatever they have',
  },
  {
    ...{ kinds: ['graphToken'], channel: 'connector', side: 'ask', part: AUTHORIZATION, scope: SIMULATED_TEAMS },
    why: 'the simulated connector is shown a wrong token; the product has no part in it',
  },
  {
    ...{ kinds: ['clientSecret', 'assertion'], channel: 'entra', side: 'ask', part: BODY },
    why: 'Entra is shown who asks for a token',
  },
  {
    ...{ kinds: ['link'], channel: 'mail', side: 'ask', part: BODY },
    why: 'the link is in the mail that it is for',
  },
  {
    ...{ kinds: ['link'], channel: 'sms', side: 'ask', part: BODY },
    why: 'the link is in the text message that it is for',
  },
  {
    ...{ kinds: ['link'], channel: 'page', side: 'ask', part: /^url$/ },
    why: 'whoever has the link opens it',
  },
  {
    ...{ kinds: ['link'], channel: 'page', side: 'answer', part: /^location$/ },
    why: 'after a press the browser goes back to the page that it came from',
  },
  {
    ...{ kinds: ['code'], channel: 'bot', side: 'answer', part: BODY },
    why: 'the approver reads the code in the answer to a press',
  },
  {
    ...{ kinds: ['textCode'], channel: 'sms', side: 'ask', part: BODY, before: / code $/ },
    why: 'the code in place of an approver is in the text message that it is for',
  },
  {
    ...{ kinds: ['code', 'textCode'], channel: 'bot', side: 'ask', part: BODY },
    why: 'the employee types the code',
  },
  {
    ...{ kinds: ['code'], channel: 'page', side: 'ask', part: BODY },
    why: 'the employee types the code on the page',
  },
  {
    ...{ kinds: ['pass', 'code', 'textCode', 'link'], channel: 'panes', side: 'answer', part: BODY },
    why: 'the panes are the screens of the people, and their mailboxes',
  },
  {
    ...{ kinds: ['pass', 'code', 'textCode'], channel: 'panes', side: 'ask', part: BODY },
    why: 'the employee types the code into a card, and the pass at the sign-in page',
  },
  {
    ...{ kinds: ['ledgerKey'], channel: 'file', side: 'write', part: BODY, what: /\/keys$/ },
    why: 'the local profile keeps its keys in its data folder, readable by its user only',
  },
];

export const isAllowed = (kind: Kind, place: Place): Allowed | undefined =>
  ALLOWED.find(
    ({ kinds, channel, side, part, what, asked, before, scope }) =>
      kinds.includes(kind) &&
      channel === place.channel &&
      side === place.side &&
      part.test(place.part) &&
      (what === undefined || what.test(place.what)) &&
      (asked === undefined || asked.test(place.asked)) &&
      (before === undefined || before.test(place.before)) &&
      (scope === undefined || scope.test(place.scope)),
  );
