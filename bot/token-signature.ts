import { verify } from 'node:crypto';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor';
import type { UnprovenToken } from './token-claims';
import { TokenRefused } from './token-claims';

/** The channel that a key has to be endorsed for. */
const CHANNEL = 'msteams';

/** The channel's published keys, as the SDK fetches and keeps them: both look at the same copy. */
export type ChannelKeys = Pick<JwtTokenExtractor['openIdMetadata'], 'getKey'>;

export const channelKeys = (metadataUrl: string): ChannelKeys =>
  new JwtTokenExtractor({}, metadataUrl, ['RS256']).openIdMetadata;

/**
 * The signature, and that its key may speak for Teams, before the SDK looks at both: the SDK prints a key for every bad
 * signature, which is the caller's to repeat, and takes a key without endorsements for one of every channel. Rejects
 * with `TokenRefused`, or with the SDK's error when the keys cannot be fetched.
 */
export async function checkSignature(keys: ChannelKeys, { kid, signed, signature }: UnprovenToken): Promise<void> {
  const found = await keys.getKey(kid);
  if (!found || !verify('RSA-SHA256', Buffer.from(signed), found.key, signature)) throw new TokenRefused('signature');
  const endorsements: unknown = found.endorsements;
  if (!Array.isArray(endorsements) || !endorsements.includes(CHANNEL)) throw new TokenRefused('endorsement');
}
