import { z } from 'zod';
import type { SigningKey } from '../entra/signing-key';
import { LocalTeamsError } from './errors';

/** Who may call the connector: resolves for a good access token of the bot, rejects for every other text. */
export type VerifyBotToken = (token: string) => Promise<void>;

const CONNECTOR_AUDIENCE = 'https://api.botframework.com';
const SKEW_S = 5 * 60;

const claimsSchema = z.object({
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
});

export interface BotTokenRules {
  /** The key with which the local Entra signs its access tokens. */
  readonly key: Pick<SigningKey, 'readToken'>;
  /** The bot's application id: claim `appid` (v1 tokens) or `azp` (v2). */
  readonly appId: string;
  readonly audience?: string;
  /** Milliseconds since the Unix epoch; real time by default. */
  readonly now?: () => number;
}

const refuse = (reason: string): LocalTeamsError => new LocalTeamsError('badToken', reason);

function check(rules: BotTokenRules, token: string): void {
  const read = rules.key.readToken(token);
  if (read === undefined) throw refuse('The token was not signed by the expected key.');
  const claims = claimsSchema.safeParse(read);
  if (!claims.success) throw refuse('The token lacks claims.');
  const { aud, exp, nbf = 0, appid, azp } = claims.data;
  const nowS = (rules.now ?? Date.now)() / 1000;
  if (aud !== (rules.audience ?? CONNECTOR_AUDIENCE)) throw refuse(`The token is for another audience: ${aud}.`);
  if (exp + SKEW_S < nowS) throw refuse('The token has expired.');
  if (nbf - SKEW_S > nowS) throw refuse('The token is not valid yet.');
  if ((appid ?? azp) !== rules.appId) throw refuse('The token belongs to another application.');
}

/** Checks signature, audience, time and application of the tokens with which the bot calls the connector. */
export const botTokenVerifier =
  (rules: BotTokenRules): VerifyBotToken =>
  (token) =>
    new Promise((resolve) => {
      check(rules, token);
      resolve();
    });
