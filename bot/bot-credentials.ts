import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { z } from 'zod';
import type { Clock } from '../platform/clock';
import { Secret } from '../platform/secret';
import type { BotSettings } from './bot-settings';
import { isLoopback } from './bot-settings';
import { BotError } from './errors';

type CredentialsFactory = ConfigurationServiceClientCredentialFactory;
type Credentials = Awaited<ReturnType<CredentialsFactory['createCredentials']>>;
type SignedRequest = Parameters<Credentials['signRequest']>[0];

interface LoopbackDeps {
  readonly clock: Clock;
  readonly appId: string;
  readonly password: Secret;
  /** Whole address of the token endpoint. */
  readonly endpoint: string;
}

interface AccessToken {
  readonly value: Secret;
  readonly goodUntil: number;
}

const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const RENEW_BEFORE_MS = 5 * 60_000;
const DEADLINE_MS = 8_000;

/** `BOT_LOGIN_URL` names the endpoint itself or the authority in front of it. */
const tokenEndpoint = (url: string): string =>
  url.endsWith('/token') ? url : `${url.replace(/\/+$/, '')}/oauth2/v2.0/token`;

async function fetchToken({ clock, appId, password, endpoint }: LoopbackDeps, audience: string): Promise<AccessToken> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: password.reveal(),
    scope: `${audience}/.default`,
  });
  const response = await fetch(endpoint, { method: 'POST', body, signal: AbortSignal.timeout(DEADLINE_MS) });
  const answer = answerSchema.safeParse(await response.json());
  if (!response.ok || !answer.success) {
    throw new BotError('tokenUnavailable', `the token endpoint answered HTTP ${response.status}`);
  }
  const goodUntil = clock.now() + answer.data.expires_in * 1000 - RENEW_BEFORE_MS;
  return { value: Secret.of(answer.data.access_token), goodUntil };
}

interface Entry {
  readonly token: Promise<AccessToken>;
  /** Endless while it is being fetched. */
  goodUntil: number;
}

/** One token per audience, fetched once however many ask, renewed five minutes before it ends. */
function tokenCache(deps: LoopbackDeps): (audience: string) => Promise<Secret> {
  const entries = new Map<string, Entry>();
  return async (audience) => {
    const known = entries.get(audience);
    if (known !== undefined && known.goodUntil > deps.clock.now()) return (await known.token).value;
    const entry: Entry = { token: fetchToken(deps, audience), goodUntil: Number.POSITIVE_INFINITY };
    entries.set(audience, entry);
    try {
      const { value, goodUntil } = await entry.token;
      entry.goodUntil = goodUntil;
      return value;
    } catch (error) {
      entries.delete(audience);
      throw error;
    }
  };
}

/** The SDK's own factory, but for a token endpoint on loopback, which the SDK's token client refuses for its plain http. */
class LoopbackCredentialFactory extends ConfigurationServiceClientCredentialFactory {
  readonly #token: (audience: string) => Promise<Secret>;

  constructor(deps: LoopbackDeps, settings: BotSettings) {
    super(stockOptions(settings));
    this.#token = tokenCache(deps);
  }

  override createCredentials(_appId: string, audience: string): Promise<Credentials> {
    const signRequest = async (request: SignedRequest): Promise<SignedRequest> => {
      request.headers.set('authorization', `Bearer ${(await this.#token(audience)).reveal()}`);
      return request;
    };
    return Promise.resolve({ signRequest });
  }
}

function stockOptions({ appId, type, tenantId, password }: BotSettings) {
  return {
    MicrosoftAppId: appId,
    MicrosoftAppType: type,
    MicrosoftAppTenantId: tenantId,
    ...(type === 'SingleTenant' && { MicrosoftAppPassword: password?.reveal() ?? '' }),
  };
}

/** With what the bot signs its calls to Teams: the SDK's factory for a secret or a managed identity, ours on loopback. */
export function botCredentials(deps: { readonly clock: Clock }, settings: BotSettings): CredentialsFactory {
  const { loginUrl, appId, password } = settings;
  if (loginUrl === undefined || !isLoopback(loginUrl)) {
    return new ConfigurationServiceClientCredentialFactory(stockOptions(settings));
  }
  const secret = password ?? Secret.of('');
  return new LoopbackCredentialFactory(
    { clock: deps.clock, appId, password: secret, endpoint: tokenEndpoint(loginUrl) },
    settings,
  );
}
