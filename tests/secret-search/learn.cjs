'use strict';

/** Which secret a file makes when it makes one. What is not here (an address, a text, a method's identity) is none. */
const MADE_IN = [
  [/\/graph\/access-pass\.\w+$/, 'pass'],
  [/\/bot\/bot-credentials\.\w+$/, 'token'],
  [/\/platform\/ledger-keys\.\w+$/, 'ledgerKey'],
  [/\/(storage\/key-ring|support\/azurite|support\/world|journeys\/key-rotation\.test)\.\w+$/, 'ledgerKey'],
  [/\/platform\/(settings|served-tenants)\.\w+$/, 'setting'],
  [/\/graph\/executor-credential\.\w+$/, 'setting'],
  [/\/simulators\/azurite\.\w+$/, 'storageKey'],
  [/\/simulators\/(local-cloud|bot-order)\.\w+$/, 'setting'],
  [/\/recovery\/codes\.\w+$/, 'code'],
  [/\/recovery\/text-code\.\w+$/, 'textCode'],
  [/\/recovery\/(open-link|not-me-link)\.\w+$/, 'link'],
];

const kindOfCaller = (file = '') => MADE_IN.find(([made]) => made.test(file))?.[1];

const SHORTEST = 8;
/** So much of a signature is unique; header and claims of a token are no secret. */
const OF_SIGNATURE = 40;

/** Whose door a token opens. */
function audienceOf(claims) {
  const { aud } = jsonIn(Buffer.from(claims, 'base64url')) ?? {};
  if (aud === 'https://graph.microsoft.com') return 'graphToken';
  if (aud === 'https://api.botframework.com') return 'connectorToken';
  return String(aud).includes('/oauth2/') ? 'assertion' : 'botToken';
}

const accountKeyIn = (text) => /AccountKey=([^;]+)/.exec(text)?.[1];

const READERS = {
  code: (text) => (/^\d{6}$/.test(text) ? ['code', text] : undefined),
  textCode: (text) => ['textCode', text],
  token: (text) => {
    const [, claims, signature] = /^[\w-]+\.([\w-]+)\.([\w-]{40,})$/.exec(text) ?? [];
    return signature === undefined ? undefined : [audienceOf(claims), signature.slice(0, OF_SIGNATURE)];
  },
  link: (text) => ['link', text.split('/').at(-1)],
  storageKey: (text) => ['storageKey', accountKeyIn(text) ?? text],
  setting: (text) => {
    const storageKey = accountKeyIn(text);
    if (storageKey !== undefined) return ['storageKey', storageKey];
    const smsKey = /accesskey=([^;]+)/.exec(text)?.[1];
    if (smsKey !== undefined) return ['smsKey', smsKey];
    // Of a key in PEM one line is enough.
    return ['clientSecret', /PRIVATE KEY-----\s+\S+\s+(\S+)/.exec(text)?.[1] ?? text];
  },
};

/** What a test writes where a secret would stand: plain words, or one letter over and over. A pass may look like that. */
const isStandIn = (part) => /^[a-z ]+$/i.test(part) || new Set(part).size < 5;

/** Six digits: too short for the rule below, and searched in another way. */
const SHORT = new Set(['code', 'textCode']);

/** The kind in full and what is searched: the part that nobody could guess. Nothing where that is too short to mean anything. */
function partOf(kind, text) {
  const [whole, part] = (READERS[kind] ?? ((same) => [kind, same]))(text) ?? [];
  if (part === undefined || (!SHORT.has(whole) && (part.length < SHORTEST || (whole !== 'pass' && isStandIn(part)))))
    return undefined;
  return { kind: whole, value: part };
}

function jsonIn(body) {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** The secrets that an exchange shows by its form, as pairs of kind and value. */
function learnFrom({ method, url, ask, askBody, answerBody }) {
  const found = [];
  const bearer = /^authorization: *bearer +(\S+)\r$/im.exec(ask)?.[1];
  if (bearer !== undefined) found.push(['token', bearer]);
  if (method !== 'POST') return found;
  if (url.includes('/oauth2/v2.0/token')) {
    const form = new URLSearchParams(askBody.toString());
    if (form.has('client_secret')) found.push(['setting', form.get('client_secret')]);
    if (form.has('client_assertion')) found.push(['token', form.get('client_assertion')]);
    const token = jsonIn(answerBody)?.access_token;
    if (typeof token === 'string') found.push(['token', token]);
  }
  if (url.endsWith('/temporaryAccessPassMethods')) {
    const pass = jsonIn(answerBody)?.temporaryAccessPass;
    if (typeof pass === 'string') found.push(['pass', pass]);
  }
  return found;
}

module.exports = { kindOfCaller, learnFrom, partOf };
