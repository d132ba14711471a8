import type { TurnContext } from 'botbuilder';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { Server } from 'restify';
import { sharedSigningKey } from '../../../simulators/entra/signing-key';
import { closeServer, createLoopbackServer, listenOnLoopback } from '../../../simulators/teams/server';

export const BOT_ID = '11111111-2222-4333-8444-555555555555';
export const TENANT_ID = '99999999-8888-4777-8666-555555555555';

const SCOPE = 'https://api.botframework.com';

/** An access token as Entra would give it to the bot; `claims` change it. */
export function botToken(claims: Readonly<Record<string, unknown>> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  return sharedSigningKey().mintToken({ aud: SCOPE, appid: BOT_ID, nbf: now - 60, exp: now + 3600, ...claims });
}

interface Signed {
  readonly headers: { set: (name: string, value: string) => void };
}

const credentials = {
  signRequest: (request: Signed) => {
    request.headers.set('Authorization', `Bearer ${botToken()}`);
    return Promise.resolve(request);
  },
};

const credentialsFactory = {
  isValidAppId: (appId: string) => Promise.resolve(appId === BOT_ID),
  isAuthenticationDisabled: () => Promise.resolve(false),
  createCredentials: () => Promise.resolve(credentials),
} as unknown as ServiceClientCredentialsFactory; // The SDK only ever calls signRequest of the credentials.

function adapterFor(openIdMetadataUrl: string): CloudAdapter {
  const auth = new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: 'http://127.0.0.1/unused',
      ToChannelFromBotOAuthScope: SCOPE,
      ToBotFromChannelTokenIssuer: SCOPE,
      OAuthUrl: 'http://127.0.0.1/unused',
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
      ValidateAuthority: false,
      CallerId: 'urn:botframework:azure',
    },
    credentialsFactory,
  );
  return new CloudAdapter(auth);
}

export interface EchoBot {
  readonly url: string;
  readonly adapter: CloudAdapter;
  /** What comes in while a test runs. */
  onTurn: (context: TurnContext) => Promise<void>;
  /** Errors of a turn, which the SDK hands to onTurnError and to nobody else. */
  readonly turnErrors: unknown[];
  stop(): Promise<void>;
}

type SdkRequest = Parameters<CloudAdapter['process']>[0];

function serve(server: Server, bot: EchoBot): void {
  server.post('/api/messages', async (req, res) => {
    // The SDK reads body, method and headers; its own type of them is narrower than restify's.
    await bot.adapter.process(req as unknown as SdkRequest, res, (context) => bot.onTurn(context));
  });
}

/** A bot on the real SDK with real tokens both ways; what it does is the test's. */
export async function startEchoBot(openIdMetadataUrl: string): Promise<EchoBot> {
  const server = createLoopbackServer();
  const port = await listenOnLoopback(server, 0);
  const bot: EchoBot = {
    url: `http://127.0.0.1:${port}`,
    adapter: adapterFor(openIdMetadataUrl),
    onTurn: () => Promise.resolve(),
    turnErrors: [],
    stop: () => closeServer(server),
  };
  bot.adapter.onTurnError = (_context, error) => {
    bot.turnErrors.push(error);
    return Promise.resolve();
  };
  serve(server, bot);
  return bot;
}
