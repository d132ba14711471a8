import path from 'node:path';
import { ConfigError } from './config-error';
import { readConfigFile, type ReadFile } from './config-file';
import type { ModeOf } from './file-rules';
import type { LedgerKey } from './ledger-keys';
import { policySchema, type Policy } from './policy-file';
import type { Secret } from './secret';
import { readSettings, type Environment, type Settings } from './settings';
import { readTenants, type ServedTenant } from './served-tenants';
import { checkStart } from './start-rules';

/** How the bot faces Teams. */
export type BotIdentity =
  | { readonly type: 'SingleTenant'; readonly id: string; readonly tenantId: string; readonly password: Secret }
  | { readonly type: 'UserAssignedMSI'; readonly id: string; readonly tenantId: string };

export type StorageAccess =
  | { readonly kind: 'connectionString'; readonly connectionString: Secret }
  /** Name of the account; the managed identity has the rights. */
  | { readonly kind: 'account'; readonly account: string };

/** Where the anchors are put. */
export type AnchorAccess =
  /** The account is the one of the tables where none is named. */
  | { readonly kind: 'container'; readonly container: string; readonly storage?: StorageAccess }
  | { readonly kind: 'folder'; readonly folder: string };

/** What is absent is the public cloud's. Absolute, without a closing slash. */
export interface Endpoints {
  readonly graphBaseUrl?: string;
  readonly entraAuthorityHost?: string;
  readonly botOpenIdMetadataUrl?: string;
  readonly botLoginUrl?: string;
}

export interface SmsAccess {
  readonly connectionString: Secret;
  readonly from: string;
}

interface CommonConfig {
  /** 0 takes a free port. */
  readonly port: number;
  readonly policy: Policy;
  readonly endpoints: Endpoints;
  /** Absent = no anchors are made. */
  readonly anchors?: AnchorAccess;
  readonly sms?: SmsAccess;
  /** Id in the manifest of the Teams app. */
  readonly teamsAppId?: string;
  /** Name of a start at which all effects are stopped. */
  readonly startPaused?: string;
}

/** What is absent is made for the occasion: a simulated tenant, a local store, keys kept in the data folder. */
export interface LocalConfig extends CommonConfig {
  readonly profile: 'local';
  readonly dataFolder: string;
  readonly publicUrl?: string;
  readonly bot?: BotIdentity;
  readonly tenants?: readonly ServedTenant[];
  readonly storage?: StorageAccess;
  readonly ledgerKeys?: readonly LedgerKey[];
}

export interface AzureConfig extends CommonConfig {
  readonly profile: 'azure';
  readonly publicUrl: string;
  readonly bot: BotIdentity;
  readonly tenants: readonly ServedTenant[];
  readonly storage: StorageAccess;
  /** The first is current. */
  readonly ledgerKeys: readonly LedgerKey[];
}

export type Config = LocalConfig | AzureConfig;

export interface ConfigDeps {
  readonly readFile: ReadFile;
  /** Without it nothing is said about who may read a file. */
  readonly modeOf?: ModeOf;
}

/**
 * Checks environment, policy file and tenants file once, at start.
 * @throws ConfigError with every problem; no message quotes a value.
 */
export function readConfig({ readFile, modeOf = () => undefined }: ConfigDeps, environment: Environment): Config {
  const { settings, problems, given } = readSettings(environment);
  const policy = readPolicy(readFile, settings.POLICY_FILE);
  const tenants = readTenants({ readFile, policy: policy.value }, { settings, environment });
  const rules = checkStart({ settings, given, environment, modeOf, tenants: tenants.value });
  const all = [...problems, ...rules, ...policy.problems, ...tenants.problems];
  if (all.length > 0) throw new ConfigError(all);
  const anchors = anchorsOf(settings);
  const { SMS_CONNECTION_STRING, SMS_FROM, TEAMS_APP_ID: teamsAppId, START_PAUSED: startPaused } = settings;
  const common = {
    ...{ port: settings.PORT, policy: policy.value, endpoints: endpointsOf(settings) },
    ...(anchors && { anchors }),
    ...(SMS_CONNECTION_STRING &&
      SMS_FROM !== undefined && { sms: { connectionString: SMS_CONNECTION_STRING, from: SMS_FROM } }),
    ...(teamsAppId !== undefined && { teamsAppId }),
    ...(startPaused !== undefined && { startPaused }),
  };
  return settings.PROFILE === 'local'
    ? localConfig(common, settings, tenants.value)
    : azureConfig(common, settings, tenants.value);
}

function readPolicy(readFile: ReadFile, file: string | undefined) {
  const value = policySchema.parse({});
  if (file === undefined) return { value, problems: [] };
  const result = readConfigFile(readFile, { path: file, label: 'POLICY_FILE', schema: policySchema });
  return result.ok ? { value: result.value, problems: [] } : { value, problems: result.problems };
}

function localConfig(common: CommonConfig, settings: Settings, tenants: readonly ServedTenant[]): LocalConfig {
  const [bot, storage] = [botOf(settings), storageOf(settings)];
  return {
    ...common,
    profile: 'local',
    dataFolder: settings.DATA_FOLDER,
    ...(settings.PUBLIC_URL !== undefined && { publicUrl: settings.PUBLIC_URL }),
    ...(bot && { bot }),
    ...(tenants.length > 0 && { tenants }),
    ...(storage && { storage }),
    ...(settings.LEDGER_KEYS && { ledgerKeys: settings.LEDGER_KEYS }),
  };
}

function azureConfig(common: CommonConfig, settings: Settings, tenants: readonly ServedTenant[]): AzureConfig {
  const { PUBLIC_URL: publicUrl, LEDGER_KEYS: ledgerKeys } = settings;
  const [bot, storage] = [botOf(settings), storageOf(settings)];
  // checkProfile has named what is missing; this tells the compiler, and holds should the two ever disagree.
  if (!publicUrl || !ledgerKeys || !bot || !storage) throw new ConfigError(['PROFILE=azure: a setting is missing']);
  return { ...common, profile: 'azure', publicUrl, bot, tenants, storage, ledgerKeys };
}

function botOf({ BOT_TYPE, BOT_ID: id, BOT_TENANT_ID: tenantId, BOT_PASSWORD: password }: Settings) {
  if (id === undefined || tenantId === undefined) return undefined;
  if (BOT_TYPE === 'UserAssignedMSI') return { type: BOT_TYPE, id, tenantId } satisfies BotIdentity;
  return password && ({ type: BOT_TYPE, id, tenantId, password } satisfies BotIdentity);
}

const storageOf = (settings: Settings): StorageAccess | undefined =>
  accessBy(settings.AZURE_STORAGE_CONNECTION_STRING, settings.AZURE_STORAGE_ACCOUNT);

function anchorsOf(settings: Settings): AnchorAccess | undefined {
  const { ANCHOR_CONTAINER: container, ANCHOR_STORAGE_CONNECTION_STRING, ANCHOR_STORAGE_ACCOUNT } = settings;
  if (container === 'off') return undefined;
  if (settings.PROFILE === 'local') return { kind: 'folder', folder: path.join(settings.DATA_FOLDER, container) };
  const storage = accessBy(ANCHOR_STORAGE_CONNECTION_STRING, ANCHOR_STORAGE_ACCOUNT);
  return { kind: 'container', container, ...(storage && { storage }) };
}

function accessBy(connectionString: Secret | undefined, account: string | undefined): StorageAccess | undefined {
  if (connectionString) return { kind: 'connectionString', connectionString };
  return account === undefined ? undefined : { kind: 'account', account };
}

function endpointsOf(settings: Settings): Endpoints {
  const { GRAPH_BASE_URL, ENTRA_AUTHORITY_HOST, BOT_OPENID_METADATA_URL, BOT_LOGIN_URL } = settings;
  return {
    ...(GRAPH_BASE_URL !== undefined && { graphBaseUrl: GRAPH_BASE_URL }),
    ...(ENTRA_AUTHORITY_HOST !== undefined && { entraAuthorityHost: ENTRA_AUTHORITY_HOST }),
    ...(BOT_OPENID_METADATA_URL !== undefined && { botOpenIdMetadataUrl: BOT_OPENID_METADATA_URL }),
    ...(BOT_LOGIN_URL !== undefined && { botLoginUrl: BOT_LOGIN_URL }),
  };
}
