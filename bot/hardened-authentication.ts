import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Activity } from 'botbuilder';
import type { Clock } from '../platform/clock';
import type { Gate } from '../platform/cloud-hosts';
import { gateTo } from '../platform/cloud-hosts';
import { withinMs } from '../platform/within-ms';
import { botCredentials } from './bot-credentials';
import type { BotSettings } from './bot-settings';
import { CHANNEL_ISSUER, CHANNEL_METADATA, CONNECTOR_SCOPE, checkBotSettings, isLoopback } from './bot-settings';
import type { ConnectorFactory } from './connector-factory';
import { singleTry } from './connector-factory';
import { BotError } from './errors';
import { KeyGate } from './key-gate';
import { TokenRefused, checkToken } from './token-claims';
import type { ChannelKeys } from './token-signature';
import { channelKeys, checkSignature } from './token-signature';

type Stock = ConfigurationBotFrameworkAuthentication;
type Authenticated = Awaited<ReturnType<Stock['authenticateRequest']>>;
type Identity = Parameters<Stock['createConnectorFactory']>[0];

const PUBLIC_LOGIN = 'https://login.microsoftonline.com/botframework.com';
const CHECK_DEADLINE_MS = 8_000;

/** All of them: with one set and others not, the SDK takes the missing ones for `undefined` and refuses everybody. */
function sdkOptions({ appId, tenantId, openIdMetadataUrl = CHANNEL_METADATA, loginUrl = PUBLIC_LOGIN }: BotSettings) {
  return {
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    ValidateAuthority: !isLoopback(loginUrl),
    ToChannelFromBotLoginUrl: loginUrl,
    ToChannelFromBotOAuthScope: CONNECTOR_SCOPE,
    ToBotFromChannelTokenIssuer: CHANNEL_ISSUER,
    OAuthUrl: CONNECTOR_SCOPE,
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
    CallerId: 'urn:botframework:azure',
  };
}

/** The channel's keys could not be fetched: the SDK's two errors for that, a failed fetch, and our deadline. */
function isOutage(error: unknown): boolean {
  if (error instanceof BotError) return error.code === 'keysUnavailable';
  return error instanceof Error && (error.name === 'FetchError' || Reflect.get(error, 'statusCode') === 500);
}

async function inTime(work: Promise<Authenticated>): Promise<Authenticated> {
  const proven = await withinMs(work, CHECK_DEADLINE_MS);
  if (proven !== undefined) return proven;
  throw new BotError('keysUnavailable', 'the keys of the channel did not come in time');
}

/**
 * The SDK's validation of incoming calls, with the doors closed that it leaves open (see `checkToken`). Authentication
 * cannot be switched off: settings without a bot id do not construct. Everything that does not hold is `TokenRefused`;
 * what nobody can tell while the channel's keys cannot be fetched is `BotError('keysUnavailable')`, and is not let in either.
 */
export class HardenedAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #clock: Clock;
  readonly #appId: string;
  /** Addresses of Teams that may be written to. */
  readonly mayCall: Gate;
  readonly #gate: KeyGate;
  readonly #keys: ChannelKeys;

  constructor(deps: { readonly clock: Clock }, settings: BotSettings) {
    checkBotSettings(settings);
    super(sdkOptions(settings), botCredentials(deps, settings));
    this.#clock = deps.clock;
    this.#appId = settings.appId;
    const keys = settings.openIdMetadataUrl ?? CHANNEL_METADATA;
    this.mayCall = gateTo('connector', 'botKeys', keys);
    this.#gate = new KeyGate(deps.clock);
    this.#keys = channelKeys(keys);
  }

  override async authenticateRequest(activity: Activity, authorization: string): Promise<Authenticated> {
    const rules = { appId: this.#appId, issuer: CHANNEL_ISSUER, now: this.#clock.now() };
    const token = checkToken(rules, authorization, activity);
    if (!this.mayCall(activity.serviceUrl)) throw new TokenRefused('foreignService');
    const prove = async (): Promise<Authenticated> => {
      await checkSignature(this.#keys, token);
      return super.authenticateRequest(activity, authorization);
    };
    try {
      const result = await this.#gate.run(token.kid, () => inTime(prove()), isOutage);
      if (result.connectorFactory === undefined) return result;
      return { ...result, connectorFactory: singleTry(result.connectorFactory, this.mayCall) };
    } catch (cause) {
      if (cause instanceof TokenRefused) throw cause;
      if (!isOutage(cause)) throw new TokenRefused('signature', { cause });
      throw new BotError('keysUnavailable', 'the keys of the channel cannot be fetched', { cause });
    }
  }

  /** Used when the bot writes first. */
  override createConnectorFactory(identity: Identity): ConnectorFactory {
    return singleTry(super.createConnectorFactory(identity), this.mayCall);
  }

  /** Streaming and skills are doors of the SDK that this bot does not have. */
  override authenticateStreamingRequest(): Promise<Authenticated> {
    return Promise.reject(new TokenRefused('channel'));
  }

  override authenticateChannelRequest(): Promise<Identity> {
    return Promise.reject(new TokenRefused('channel'));
  }
}
