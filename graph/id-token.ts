import type { KeyObject } from 'node:crypto';
import { verify } from 'node:crypto';
import { z } from 'zod';
import { EffectError } from '../recovery/errors';
import type { SignInProof } from '../recovery/fresh-sign-ins';
import { asObjectId } from '../recovery/terms';
import type { EntraKeys } from './entra-keys';

/** Whom a token has to be from and for. */
export interface TokenWanted {
  readonly issuer: string;
  /** The app's id. */
  readonly audience: string;
  readonly nonce: string;
  /** Unix time in milliseconds. */
  readonly now: number;
}

const LONGEST = 16_384;
const SMALLEST_KEY_BITS = 2_048;
const SKEW_SECONDS = 60;
const ALGORITHM = 'RS256';

const headerSchema = z.object({
  alg: z.literal(ALGORITHM),
  kid: z.string().min(1).max(200),
  crit: z.never().optional(),
});

const seconds = z.number().int().min(0).max(99_999_999_999);
const names = z.union([z.string().transform((one) => [one]), z.array(z.string())]).transform((all) => all.slice(0, 20));

/** Only what is looked at. `acrs` is a list or one name. */
const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: seconds,
  nbf: seconds,
  nonce: z.string().min(1),
  tid: z.string(),
  oid: z.string(),
  auth_time: seconds.optional(),
  amr: names.default([]),
  acrs: names.default([]),
});

type Claims = z.output<typeof claimsSchema>;

/** The message says what is wrong, and nothing of the token. */
const reject = (what: string): EffectError => new EffectError('rejected', `the id token is not good: ${what}`);

function decode<T>(part: string, schema: z.ZodType<T>, name: string): T {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return schema.parse(value);
  } catch {
    throw reject(name);
  }
}

function holds(key: KeyObject, signed: string, signature: string): boolean {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < SMALLEST_KEY_BITS) return false;
  return verify('RSA-SHA256', Buffer.from(signed), key, Buffer.from(signature, 'base64url'));
}

/** What of the claims does not fit; in the order in which it is worth knowing. */
function misfit({ iss, aud, exp, nbf, nonce }: Claims, wanted: TokenWanted): string | undefined {
  const now = Math.floor(wanted.now / 1_000);
  const checks: readonly (readonly [string, boolean])[] = [
    ['issuer', iss === wanted.issuer],
    ['audience', aud === wanted.audience],
    ['expired', now < exp + SKEW_SECONDS],
    ['not yet valid', nbf <= now + SKEW_SECONDS],
    ['nonce', nonce === wanted.nonce],
  ];
  return checks.find(([, fits]) => !fits)?.[0];
}

/**
 * What an id token proves. Attacker-controlled until the signature holds. Throws `EffectError`: `rejected` for a token
 * that is not from this issuer, for this app, for this try to sign in or of this moment; `unavailable` without keys.
 */
export async function readIdToken(keys: EntraKeys, token: string, wanted: TokenWanted): Promise<SignInProof> {
  if (token.length > LONGEST) throw reject('form');
  const [head = '', payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || signature === '') throw reject('form');
  const key = await keys.key(decode(head, headerSchema, 'header').kid);
  if (key === undefined) throw reject('key');
  if (!holds(key, `${head}.${payload}`, signature)) throw reject('signature');
  const claims = decode(payload, claimsSchema, 'claims');
  const what = misfit(claims, wanted);
  const [tenantId, person] = [asObjectId(claims.tid), asObjectId(claims.oid)];
  if (what !== undefined || tenantId === undefined || person === undefined) throw reject(what ?? 'ids');
  const authTime = claims.auth_time === undefined ? {} : { authTime: claims.auth_time * 1_000 };
  return { tenantId, person, ...authTime, methods: claims.amr, contexts: claims.acrs };
}
