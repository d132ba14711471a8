import type { SigningKey } from '../entra/signing-key';

export const CHANNEL_ISSUER = 'https://api.botframework.com';

export interface ChannelTokenInput {
  readonly botId: string;
  readonly serviceUrl: string;
  /** Seconds since the Unix epoch, real time: the bot checks against its own clock. */
  readonly issuedAt: number;
}

const LIFETIME_S = 60 * 60;
const SKEW_S = 5 * 60;

/** A token as the Bot Framework puts it beside every activity for the bot: one hour, bound to the service address. */
export function mintChannelToken(key: SigningKey, { botId, serviceUrl, issuedAt }: ChannelTokenInput): string {
  return key.mintToken({
    serviceurl: serviceUrl,
    nbf: issuedAt - SKEW_S,
    exp: issuedAt + LIFETIME_S,
    iss: CHANNEL_ISSUER,
    aud: botId,
  });
}
