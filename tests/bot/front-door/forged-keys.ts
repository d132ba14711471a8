import type { KeyObject } from 'node:crypto';
import { constants, createHmac, createSign, generateKeyPairSync, sign } from 'node:crypto';

export type Signer = (signed: string) => string;

/** A key that may stand in the channel's list. */
export interface ForgersKey {
  readonly kid: string;
  readonly publicPem: string;
  /** RS256, as the channel signs. */
  readonly signs: Signer;
  readonly privateKey: KeyObject;
  jwk(more?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

function rsaKey(kid: string): ForgersKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    ...{ kid, privateKey, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    signs: (signed) => sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url'),
    jwk: (more = {}) => ({ ...publicKey.export({ format: 'jwk' }), use: 'sig', kid, ...more }),
  };
}

/** The channel's own key, those that it lists for others or for nobody, and one that it does not know. */
export const KEYS = {
  real: rsaKey('real'),
  webchat: rsaKey('webchat'),
  lookAlike: rsaKey('look-alike'),
  stranger: rsaKey('stranger'),
};

const ellipticKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** `kid`s under which `webchat`'s key is listed with odd endorsements. */
export const ODD_ENDORSEMENTS: Readonly<Record<string, unknown>> = {
  absent: undefined,
  none: [],
  nothing: null,
  text: 'msteams',
  object: { 0: 'msteams', length: 1 },
  nested: [['msteams']],
  upperCase: ['MSTEAMS'],
  spaced: ['msteams '],
  several: ['webchat', 'emulator', 'directline'],
};

/** What the channel publishes. */
export function publishedKeys(): readonly unknown[] {
  const odd = Object.entries(ODD_ENDORSEMENTS).map(([kid, endorsements]) => KEYS.webchat.jwk({ kid, endorsements }));
  return [
    KEYS.real.jwk({ endorsements: ['msteams', 'webchat'] }),
    KEYS.webchat.jwk({ endorsements: ['webchat'] }),
    KEYS.lookAlike.jwk({ endorsements: ['\u043csteams'] }),
    { ...ellipticKey.publicKey.export({ format: 'jwk' }), kid: 'elliptic', use: 'sig', endorsements: ['msteams'] },
    { kty: 'oct', kid: 'shared', k: 'c2hhcmVkLWJ5LWEtZm9yZ2Vy', endorsements: ['msteams'] },
    ...odd,
  ];
}

const withHash =
  (hash: string): Signer =>
  (signed) =>
    createSign(hash).update(signed).sign(KEYS.real.privateKey).toString('base64url');
const withPss =
  (hash: string): Signer =>
  (signed) => {
    const key = { key: KEYS.real.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
    return sign(hash, Buffer.from(signed), key).toString('base64url');
  };
const withHmac =
  (hash: string, secret: string): Signer =>
  (signed) =>
    createHmac(hash, secret).update(signed).digest('base64url');

/** Ways to sign what is forged, by name. */
export const SIGNERS = {
  nobody: (() => '') as Signer,
  'the channel': KEYS.real.signs,
  'a stranger': KEYS.stranger.signs,
  'the channel with SHA-384': withHash('RSA-SHA384'),
  'the channel with SHA-512': withHash('RSA-SHA512'),
  'the channel with PSS': withPss('SHA256'),
  'its public PEM as shared secret': withHmac('sha256', KEYS.real.publicPem),
  'its modulus as shared secret': withHmac('sha256', String(KEYS.real.jwk()['n'])),
  'an empty shared secret': withHmac('sha256', ''),
  'its public PEM with SHA-512': withHmac('sha512', KEYS.real.publicPem),
  'an elliptic key that is listed': ((signed) => {
    const key = { key: ellipticKey.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return sign('SHA256', Buffer.from(signed), key).toString('base64url');
  }) as Signer,
};
export type SignerName = keyof typeof SIGNERS;
