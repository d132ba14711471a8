import { createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { isJsonObject, type JsonObject } from './exchange';

/** A public key in a JWKS document. `endorsements` is what the Bot Framework adds: the channels the key may speak for. */
export interface PublicJwk {
  readonly kty: 'RSA';
  readonly use: 'sig';
  readonly alg: 'RS256';
  readonly kid: string;
  readonly n: string;
  readonly e: string;
  readonly endorsements?: readonly string[];
}

/** An issuer's RSA key: signs tokens (JWT, RS256), publishes itself, and checks what it signed. */
export interface SigningKey {
  readonly kid: string;
  /** Compact JWT over exactly these claims; the caller sets `iss`, `aud`, `iat`, `nbf`, `exp`. */
  mintToken(claims: JsonObject): string;
  /** The claims, or `undefined` when this key did not sign the token. Times and audience are the caller's to check. */
  readToken(token: string): JsonObject | undefined;
  /** JWKS document. */
  jwks(endorsements?: readonly string[]): { readonly keys: readonly PublicJwk[] };
}

/** Makes a new 2048-bit key; takes some 100 ms, so make one per process or test file. */
export function createSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  const { n = '', e = '' } = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({
    format: 'jwk',
  });
  const jwk: PublicJwk = { kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e };
  return {
    kid,
    mintToken: (claims) => {
      const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid, x5t: kid })}.${encode(claims)}`;
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    readToken: (token) => {
      const [header = '', payload = '', signature = ''] = token.split('.');
      if (decode(header)?.['alg'] !== 'RS256') return undefined;
      const signed = Buffer.from(`${header}.${payload}`);
      const holds = verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'));
      return holds ? decode(payload) : undefined;
    },
    jwks: (endorsements) => ({ keys: [endorsements === undefined ? jwk : { ...jwk, endorsements }] }),
  };
}

let shared: SigningKey | undefined;

/** One key for the whole process, made when first asked for. */
export function sharedSigningKey(): SigningKey {
  shared ??= createSigningKey();
  return shared;
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
