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
  | 'claimTypes'
  | 'channel'
  | 'noServiceUrl'
  | 'serviceUrlDiffers'
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

const headerSchema = z.object({ alg: z.unknown().optional(), kid: z.string().min(1).max(200) });
const claimsSchema = z.object({
  iss: z.unknown().optional(),
  aud: z.unknown().optional(),
  exp: z.unknown().optional(),
  nbf: z.number().optional(),
  serviceurl: z.unknown().optional(),
});

function parsePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function tokenIn(authorization: string): readonly [string, string] {
  if (authorization.trim() === '') throw new TokenRefused('noToken');
  const [scheme, token, ...rest] = authorization.trim().split(/\s+/);
  if (scheme !== 'Bearer' || token === undefined || rest.length > 0) throw new TokenRefused('notAToken');
  const [header, claims, signature, ...more] = token.split('.');
  if (!header || !claims || !signature || more.length > 0 || token.length > LONGEST_TOKEN) {
    throw new TokenRefused(header && claims && signature === '' ? 'algorithm' : 'notAToken');
  }
  return [header, claims];
}

function checkTimes(exp: unknown, now: number): void {
  if (exp === undefined) throw new TokenRefused('noExpiry');
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw new TokenRefused('claimTypes');
  if (exp + SKEW_S < now / 1000) throw new TokenRefused('expired');
  if (exp - now / 1000 > LONGEST_LIFE_S + SKEW_S) throw new TokenRefused('expiryTooFar');
}

/** What the token says about itself, not yet proven: its signature is checked by the SDK afterwards. */
export interface UnprovenToken {
  readonly kid: string;
}

/**
 * Refuses what the SDK lets through or answers with HTTP 500: every algorithm but RS256, other issuers (an emulator's
 * token is the bot's own), no `exp` or one more than a day away, no or another service address, another channel.
 * Everything in here is attacker-controlled.
 */
export function checkToken(rules: TokenRules, authorization: string, activity: unknown): UnprovenToken {
  const [headerPart, claimsPart] = tokenIn(authorization);
  const header = headerSchema.safeParse(parsePart(headerPart));
  const claims = claimsSchema.safeParse(parsePart(claimsPart));
  if (!header.success || !claims.success) throw new TokenRefused('notAToken');
  if (header.data.alg !== 'RS256') throw new TokenRefused('algorithm');
  if (claims.data.iss !== rules.issuer) throw new TokenRefused('issuer');
  if (claims.data.aud !== rules.appId) throw new TokenRefused('audience');
  checkTimes(claims.data.exp, rules.now);
  checkActivity(claims.data.serviceurl, activity);
  return { kid: header.data.kid };
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
