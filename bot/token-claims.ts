import { z } from 'zod';

/** Why a call was refused before or after its signature was looked at; for the log, never for the caller. */
export type TokenRefusal =
  | 'noToken'
  | 'notAToken'
  | 'algorithm'
  | 'issuer'
  | 'audience'
  | 'noExpiry'
  | 'expiryTooFar'
  | 'expired'
  | 'notYetValid'
  | 'claimTypes'
  | 'channel'
  | 'noServiceUrl'
  | 'serviceUrlDiffers'
  /** The address is the token's, and none of Teams. */
  | 'foreignService'
  | 'endorsement'
  | 'signature';

/** A call that may not come in: answered 401, whatever was wrong with it. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  constructor(
    readonly code: TokenRefusal,
    options?: { readonly cause?: unknown },
  ) {
    super('the caller was not authenticated', options);
  }
}

export interface TokenRules {
  readonly appId: string;
  /** The one issuer whose tokens count: the channel's. */
  readonly issuer: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

const LONGEST_TOKEN = 16_384;
const LONGEST_LIFE_S = 24 * 60 * 60;
const SKEW_S = 5 * 60;

const headerSchema = z.looseObject({ alg: z.unknown().optional(), kid: z.string().min(1).max(200) });
/** Header parameters that change how the rest is to be read. Nobody here follows them, so nobody may ask for it. */
const CHANGES_MEANING = ['crit', 'b64', 'zip', 'enc'] as const;
const claimsSchema = z.object({
  iss: z.unknown().optional(),
  aud: z.unknown().optional(),
  exp: z.unknown().optional(),
  nbf: z.number().optional(),
  serviceurl: z.unknown().optional(),
});

/** One way to write it: no padding, no other alphabet, no stray bits or characters that decoders skip. */
const isCanonical = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part;

function parsePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function tokenIn(authorization: string): readonly [header: string, claims: string, signature: string] {
  if (authorization.trim() === '') throw new TokenRefused('noToken');
  const [scheme, token, ...rest] = authorization.split(' ');
  if (scheme !== 'Bearer' || !token || rest.length > 0) throw new TokenRefused('notAToken');
  const [header, claims, signature, ...more] = token.split('.');
  if (!header || !claims || !signature || more.length > 0 || token.length > LONGEST_TOKEN) {
    throw new TokenRefused(header && claims && signature === '' ? 'algorithm' : 'notAToken');
  }
  if (![header, claims, signature].every(isCanonical)) throw new TokenRefused('notAToken');
  return [header, claims, signature];
}

function checkHeader({ alg, ...others }: z.infer<typeof headerSchema>): void {
  if (alg !== 'RS256') throw new TokenRefused('algorithm');
  if (CHANGES_MEANING.some((name) => Object.hasOwn(others, name))) throw new TokenRefused('notAToken');
}

function checkTimes({ exp, nbf }: z.infer<typeof claimsSchema>, now: number): void {
  if (nbf !== undefined && nbf - SKEW_S > now / 1000) throw new TokenRefused('notYetValid');
  if (exp === undefined) throw new TokenRefused('noExpiry');
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw new TokenRefused('claimTypes');
  if (exp + SKEW_S < now / 1000) throw new TokenRefused('expired');
  if (exp - now / 1000 > LONGEST_LIFE_S + SKEW_S) throw new TokenRefused('expiryTooFar');
}

/** What the token says about itself, not yet proven: `checkSignature` does that. */
export interface UnprovenToken {
  readonly kid: string;
  /** What the signature is over. */
  readonly signed: string;
  readonly signature: Buffer;
}

/**
 * Refuses what the SDK lets through or answers with HTTP 500: every algorithm but RS256, other issuers (an emulator's
 * token is the bot's own), no `exp` or one more than a day away, no or another service address, another channel.
 * Everything in here is attacker-controlled.
 */
export function checkToken(rules: TokenRules, authorization: string, activity: unknown): UnprovenToken {
  const [headerPart, claimsPart, signaturePart] = tokenIn(authorization);
  const header = headerSchema.safeParse(parsePart(headerPart));
  const claims = claimsSchema.safeParse(parsePart(claimsPart));
  if (!header.success || !claims.success) throw new TokenRefused('notAToken');
  checkHeader(header.data);
  if (claims.data.iss !== rules.issuer) throw new TokenRefused('issuer');
  if (claims.data.aud !== rules.appId) throw new TokenRefused('audience');
  checkTimes(claims.data, rules.now);
  checkActivity(claims.data.serviceurl, activity);
  const signature = Buffer.from(signaturePart, 'base64url');
  return { kid: header.data.kid, signed: `${headerPart}.${claimsPart}`, signature };
}

const activitySchema = z.looseObject({ channelId: z.unknown().optional(), serviceUrl: z.unknown().optional() });

function checkActivity(serviceUrlClaim: unknown, activity: unknown): void {
  const body = activitySchema.safeParse(activity);
  if (!body.success || body.data.channelId !== 'msteams') throw new TokenRefused('channel');
  const { serviceUrl } = body.data;
  if (typeof serviceUrl !== 'string' || serviceUrl === '') throw new TokenRefused('noServiceUrl');
  if (typeof serviceUrlClaim !== 'string' || serviceUrlClaim === '') throw new TokenRefused('noServiceUrl');
  if (serviceUrlClaim !== serviceUrl) throw new TokenRefused('serviceUrlDiffers');
}
