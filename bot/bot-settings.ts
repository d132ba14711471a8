import type { Secret } from '../platform/secret';
import { BotError } from './errors';

/** The bot registration and where the Bot Framework is reached. The overrides are for national clouds and for loopback. */
export interface BotSettings {
  /** Application id of the bot registration. */
  readonly appId: string;
  readonly type: 'SingleTenant' | 'UserAssignedMSI';
  /** Tenant of the bot registration. */
  readonly tenantId: string;
  /** Client secret; a managed identity has none. */
  readonly password?: Secret;
  /** BOT_OPENID_METADATA_URL: where the keys of the channel are listed. */
  readonly openIdMetadataUrl?: string;
  /** BOT_LOGIN_URL: token endpoint of the bot. On loopback the whole address of the endpoint, over plain http. */
  readonly loginUrl?: string;
  /** Where to write to people who never wrote to the bot. */
  readonly serviceUrl?: string;
}

/** Teams' worldwide connector; Teams routes from there to the person's own region. */
export const GLOBAL_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';
export const CHANNEL_ISSUER = 'https://api.botframework.com';
export const CONNECTOR_SCOPE = 'https://api.botframework.com';
export const CHANNEL_METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

export const isLoopback = (url: string): boolean => URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);

function checkAddress(name: string, url: string | undefined): void {
  if (url === undefined || isLoopback(url)) return;
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return;
  throw new BotError('settings', `${name} must be an https address; plain http is for loopback only`);
}

/**
 * Throws `BotError('settings')`. An empty bot id would switch authentication off in the SDK without a word, so it is
 * refused here, before anything listens.
 */
export function checkBotSettings(settings: BotSettings): BotSettings {
  if (!GUID.test(settings.appId)) throw new BotError('settings', 'BOT_ID must be the application id of the bot');
  if (!GUID.test(settings.tenantId)) throw new BotError('settings', 'BOT_TENANT_ID must be a tenant id');
  if (settings.type === 'SingleTenant' && (settings.password?.reveal() ?? '') === '') {
    throw new BotError('settings', 'BOT_PASSWORD is needed for BOT_TYPE SingleTenant');
  }
  checkAddress('BOT_OPENID_METADATA_URL', settings.openIdMetadataUrl);
  checkAddress('BOT_LOGIN_URL', settings.loginUrl);
  checkAddress('the service address of Teams', settings.serviceUrl);
  return settings;
}
