import type { TurnContext } from 'botbuilder';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { Request, Response, Server } from 'restify';
import { createServer, plugins } from 'restify';
import { z } from 'zod';
import type { LocalSettings } from '../../simulators/local-cloud';
import { serveBench, type RunningBot } from './bot-child';
import type { BareGiven } from './bare-given';
import { unpack } from './packed-settings';
import { createReplay } from './replay-steps';

const SCOPE = 'https://api.botframework.com';
const tokenSchema = z.object({ access_token: z.string() });

/** A token from the simulated Entra, asked for once. */
function tokenFrom(url: string, clientId: string, secret: string, scope: string): () => Promise<string> {
  const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope };
  const ask = async (): Promise<string> => {
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
    return tokenSchema.parse(await answer.json()).access_token;
  };
  let token: Promise<string> | undefined;
  return () => (token ??= ask());
}

interface Signed {
  readonly headers: { set: (name: string, value: string) => void };
}

function credentialsOf({ bot, botLoginUrl }: LocalSettings): ServiceClientCredentialsFactory {
  const token = tokenFrom(botLoginUrl, bot.id, bot.password.reveal(), `${SCOPE}/.default`);
  const signRequest = async (request: Signed): Promise<Signed> => {
    request.headers.set('Authorization', `Bearer ${await token()}`);
    return request;
  };
  const factory = {
    isValidAppId: (appId: string) => Promise.resolve(appId === bot.id),
    isAuthenticationDisabled: () => Promise.resolve(false),
    createCredentials: () => Promise.resolve({ signRequest }),
  };
  // The SDK only ever calls signRequest of the credentials.
  return factory as unknown as ServiceClientCredentialsFactory;
}

/** The SDK's own adapter, as its samples have it, with real tokens in both directions. */
function stockAdapter(settings: LocalSettings): CloudAdapter {
  const unused = 'http://127.0.0.1/unused';
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      ...{ ToChannelFromBotLoginUrl: unused, ToChannelFromBotOAuthScope: SCOPE, ToBotFromChannelTokenIssuer: SCOPE },
      ...{ OAuthUrl: unused, ToBotFromChannelOpenIdMetadataUrl: settings.botOpenIdMetadataUrl },
      ToBotFromEmulatorOpenIdMetadataUrl: settings.botOpenIdMetadataUrl,
      ...{ ValidateAuthority: false, CallerId: 'urn:botframework:azure' },
    },
    credentialsOf(settings),
  );
  return new CloudAdapter(authentication);
}

type Replay = ReturnType<typeof createReplay>;

const turnOf =
  (scripts: BareGiven['scripts'], replay: Replay) =>
  async (context: TurnContext): Promise<void> => {
    const { activity } = context;
    const isInvoke = activity.type === 'invoke';
    const script = scripts[isInvoke ? 'invoke' : activity.text];
    await replay.play(script?.steps ?? []);
    const answer = script?.answer ?? { text: activity.text };
    if (isInvoke) await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: answer } });
    else await context.sendActivity({ type: 'message', ...answer });
  };

type SdkRequest = Parameters<CloudAdapter['process']>[0];

/** restify types the address loosely; an IP listener always has a port. */
const portOf = (server: Server): number => server.address().port;

async function listen(settings: LocalSettings, logic: (context: TurnContext) => Promise<void>): Promise<number> {
  const server = createServer({ name: 'bare' });
  server.use(plugins.bodyParser({ mapParams: false }));
  const adapter = stockAdapter(settings);
  server.get('/readyz', async (_request: Request, response: Response) => {
    response.json(200, {});
    return Promise.resolve();
  });
  server.post('/api/messages', async (request, response) => {
    // The SDK reads body, method and headers; its own type of them is narrower than restify's.
    await adapter.process(request as unknown as SdkRequest, response, logic);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return portOf(server);
}

async function start(given: unknown): Promise<RunningBot> {
  // It comes from `startBare` of the same program.
  const { packed, scripts } = given as BareGiven;
  const { settings } = unpack(packed);
  const { tenantId, entraAuthorityHost, executor } = settings;
  const url = `${entraAuthorityHost}/${tenantId}/oauth2/v2.0/token`;
  const scope = 'https://graph.microsoft.com/.default';
  const replay = createReplay(settings, tokenFrom(url, executor.clientId, executor.secret.reveal(), scope));
  await replay.begin();
  const port = await listen(settings, turnOf(scripts, replay));
  const nothing = (): Promise<void> => Promise.resolve();
  return { port, idle: nothing, deaf: nothing, unpaced: nothing, rest: nothing, limit: nothing };
}

serveBench(start);
