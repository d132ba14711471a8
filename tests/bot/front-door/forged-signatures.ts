import type { ForgedCall } from './forged-call';
import { bearer, claimsWith, headerWith, onGoodBody, tokenOver } from './forged-call';
import type { SignerName } from './forged-keys';
import { KEYS, ODD_ENDORSEMENTS, SIGNERS } from './forged-keys';

type Json = Readonly<Record<string, unknown>>;

const call = (name: string, header: Json, signer: SignerName): ForgedCall =>
  onGoodBody(`${name}, signed by ${signer}`, bearer(tokenOver(headerWith(header), claimsWith(), SIGNERS[signer])));

/** Every name of an algorithm, with the signatures that a careless library might take for it. */
const ALGORITHMS: readonly (readonly [alg: unknown, ...signers: SignerName[]])[] = [
  ['none', 'nobody', 'the channel', 'a stranger'],
  ['None', 'nobody', 'the channel', 'a stranger'],
  ['NONE', 'nobody', 'the channel', 'a stranger'],
  ['nOnE', 'nobody', 'the channel', 'a stranger'],
  ['', 'nobody', 'the channel', 'a stranger'],
  ['HS256', 'its public PEM as shared secret', 'its modulus as shared secret', 'an empty shared secret', 'the channel'],
  ['HS384', 'its public PEM as shared secret', 'the channel'],
  ['HS512', 'its public PEM with SHA-512', 'the channel'],
  ['RS384', 'the channel with SHA-384', 'the channel'],
  ['RS512', 'the channel with SHA-512', 'the channel'],
  ['PS256', 'the channel with PSS', 'the channel'],
  ['PS384', 'the channel with PSS'],
  ['PS512', 'the channel with PSS'],
  ['ES256', 'an elliptic key that is listed', 'the channel'],
  ['EdDSA', 'the channel', 'a stranger'],
  ['RS1', 'the channel'],
  ['dir', 'nobody', 'the channel'],
  ['RSA-OAEP', 'the channel'],
  ['A256KW', 'the channel'],
  ['rs256', 'the channel', 'a stranger'],
  ['RS256 ', 'the channel'],
  [' RS256', 'the channel'],
  ['RS256\u0000', 'the channel'],
  ['RSA-SHA256', 'the channel'],
  ['\uff32\uff33256', 'the channel'],
  ['RS256,none', 'the channel', 'nobody'],
  [undefined, 'nobody', 'the channel'],
  [null, 'the channel'],
  [256, 'the channel'],
  [true, 'the channel'],
  [['RS256'], 'the channel'],
  [{ toString: 'RS256' }, 'the channel'],
  [
    'RS256',
    'nobody',
    'a stranger',
    'its public PEM as shared secret',
    'the channel with SHA-384',
    'the channel with PSS',
  ],
];

/** Key ids that a look-up might trip over. */
const KEY_IDS: Readonly<Record<string, unknown>> = {
  unknown: 'unknown',
  missing: undefined,
  empty: '',
  null: null,
  'a number': 0,
  'a list': ['real'],
  'an object': { kid: 'real' },
  'in capitals': 'REAL',
  'with a space': 'real ',
  'with a null byte': 'real\u0000',
  'a path to a file': '../../../../dev/null',
  'an address of somebody': 'https://evil.example/key',
  'a piece of SQL': "x' UNION SELECT 'key' --",
  'a shell command': '|cat /etc/passwd',
  __proto__: '__proto__',
  constructor: 'constructor',
  toString: 'toString',
  '300 letters': 'k'.repeat(300),
  'with a Cyrillic letter': 'r\u0435al',
  "another channel's key": 'webchat',
  'of an elliptic key': 'elliptic',
  'of a shared secret': 'shared',
};

const strangersKey = KEYS.stranger.jwk();

/** Ways to bring a key along. */
const KEY_IN_HAND: Readonly<Record<string, Json>> = {
  'jku to somebody': { jku: 'https://evil.example/keys' },
  'jku to loopback': { jku: 'http://127.0.0.1:1/keys' },
  'jku as file': { jku: 'file:///etc/passwd' },
  'x5u to somebody': { x5u: 'https://evil.example/cert' },
  'its own jwk': { jwk: strangersKey },
  'its own jwk under our key id': { jwk: { ...strangersKey, kid: 'real' } },
  'its own jwk and no key id': { jwk: strangersKey, kid: undefined },
  'its own certificate': { x5c: ['MIIB'] },
  'a thumbprint': { x5t: 'evil', 'x5t#S256': 'evil' },
};

/** What changes how a token is to be read: refused even if the channel itself had signed it. */
const CHANGED_MEANING: Readonly<Record<string, Json>> = {
  'crit with exp': { crit: ['exp'] },
  'crit with something unknown': { crit: ['evil'], evil: true },
  'crit that is empty': { crit: [] },
  'crit that is a text': { crit: 'exp' },
  'b64 off': { b64: false, crit: ['b64'] },
  'b64 off without crit': { b64: false },
  'a packed body': { zip: 'DEF' },
  'an encrypted body': { enc: 'A256GCM' },
};

const by =
  (signer: SignerName, words: string) =>
  ([name, header]: readonly [string, Json]): ForgedCall =>
    call(`${words} ${name}`, header, signer);

const endorsed = (kid: string, signs: (typeof KEYS)['webchat']['signs'], name: string): ForgedCall =>
  onGoodBody(name, bearer(tokenOver(headerWith({ kid }), claimsWith(), signs)));

/** Tokens whose claims are right and whose signature is not, or is not one that counts here. */
export const FORGED_SIGNATURES: readonly ForgedCall[] = [
  ...ALGORITHMS.flatMap(([alg, ...signers]) =>
    signers.map((signer) => call(`alg ${JSON.stringify(alg) ?? 'missing'}`, { alg }, signer)),
  ),
  ...Object.entries(KEY_IDS).flatMap(([name, kid]) =>
    (['a stranger', 'the channel'] as const).map((signer) => call(`key id: ${name}`, { kid }, signer)),
  ),
  ...Object.entries(KEY_IN_HAND).map(by('a stranger', 'brings')),
  ...Object.entries(CHANGED_MEANING).map(by('the channel', 'asks for')),
  ...Object.keys(ODD_ENDORSEMENTS).map((kid) =>
    endorsed(kid, KEYS.webchat.signs, `a key of the channel with endorsements: ${kid}`),
  ),
  endorsed('webchat', KEYS.webchat.signs, 'a key of the channel that speaks for web chat only'),
  endorsed('look-alike', KEYS.lookAlike.signs, 'a key of the channel for a channel that looks like Teams'),
];
