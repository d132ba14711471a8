import { z } from 'zod';
import { guid } from './guid';
import { parseLedgerKeys } from './ledger-keys';
import { Secret } from './secret';

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** https; plain http for this machine only. No user, query or fragment; without a closing slash. */
const address = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname));
  const plain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url && safe && plain) return url.href.replace(/\/$/, '');
  const message =
    'must be an https address (plain http for 127.0.0.1 and localhost only) without user, query or fragment';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** App Service leaves the reference as it is when it cannot read the vault: that text must not become a key. */
export const isUnresolved = (text: string): boolean => text.startsWith('@Microsoft.KeyVault(');

const secret = z
  .string()
  .refine((text) => !isUnresolved(text), 'is a Key Vault reference that was not resolved')
  .transform((text) => Secret.of(text));

const ledgerKeys = z.string().transform((text, context) => {
  const result = parseLedgerKeys(text);
  if (result.ok) return result.keys;
  for (const message of result.problems) context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port, 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a port, 0 to 65535');

/** Every environment variable that is read, each optional here; config.ts says which profile needs which. */
export const settingsSchema = z.object({
  PROFILE: z
    .enum(['local', 'azure'], 'must be local or azure')
    .default('local')
    .describe('local: loopback only, with simulators. azure: production.'),
  PORT: port.default(3978).describe('Port of the listener; 0 takes a free one.'),
  PUBLIC_URL: address
    .optional()
    .describe(
      'Where the reveal page, the links in notices and the tab are reachable. At most 162 characters where a policy has counters.',
    ),
  DATA_FOLDER: z
    .string()
    .default('.latchkey')
    .describe('Local profile: where the store, the keys and the anchors live.'),
  BOT_ID: guid.optional().describe('Application id of the bot registration.'),
  BOT_TYPE: z
    .enum(['SingleTenant', 'UserAssignedMSI'], 'must be SingleTenant or UserAssignedMSI')
    .default('SingleTenant')
    .describe('How the bot signs in: SingleTenant (with BOT_PASSWORD) or UserAssignedMSI.'),
  BOT_TENANT_ID: guid.optional().describe('Tenant of the bot registration.'),
  BOT_PASSWORD: secret.optional().describe('Client secret of the bot registration.'),
  GRAPH_CLIENT_ID: guid.optional().describe('Application id (or managed identity) that holds the Graph rights.'),
  GRAPH_CLIENT_SECRET: secret.optional().describe('Client secret of GRAPH_CLIENT_ID.'),
  GRAPH_CERTIFICATE_PATH: z
    .string()
    .optional()
    .describe('Certificate with private key (PEM) of GRAPH_CLIENT_ID. Neither this nor a secret: managed identity.'),
  TENANTS_FILE: z.string().optional().describe('JSON file with the served tenants.'),
  POLICY_FILE: z.string().optional().describe('JSON file with the policy; every rule has a default.'),
  AZURE_STORAGE_CONNECTION_STRING: secret
    .optional()
    .describe('Tables and queues, and the anchors unless told otherwise, by connection string.'),
  AZURE_STORAGE_ACCOUNT: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, 'must be the name of a storage account')
    .optional()
    .describe('Tables and queues, and the anchors unless told otherwise, by managed identity.'),
  ANCHOR_CONTAINER: z
    .string()
    .regex(/^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/, 'must be the name of a container of blobs, or off')
    .default('anchors')
    .describe(
      'Where the anchors of the audit trail are put: a container of blobs, better an immutable one; a folder of that kind in the local profile. off: none are made, and a request that was put back as a whole is not noticed.',
    ),
  ANCHOR_STORAGE_CONNECTION_STRING: secret
    .optional()
    .describe('Storage account of the anchors, by connection string; the one of the tables unless told.'),
  ANCHOR_STORAGE_ACCOUNT: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, 'must be the name of a storage account')
    .optional()
    .describe('Storage account of the anchors, by managed identity; the one of the tables unless told.'),
  LEDGER_KEYS: ledgerKeys
    .optional()
    .describe(
      'id:base64,id:base64 (32 bytes or more each): keys of signatures and derived codes, the first is current.',
    ),
  SMS_CONNECTION_STRING: secret
    .optional()
    .describe('Azure Communication Services for text messages; without it no link goes out by SMS.'),
  SMS_FROM: z
    .string()
    .regex(/^\+?[0-9A-Za-z]{3,15}$/, 'must be a number or a sender name')
    .optional()
    .describe('Number or name that text messages come from.'),
  TEAMS_APP_ID: guid
    .optional()
    .describe('Id in the manifest of the Teams app, to install it for people who have to answer.'),
  START_PAUSED: z
    .string()
    .regex(/^[\w.:-]{1,60}$/, 'must be a name of letters, digits, dots, colons and dashes')
    .optional()
    .describe(
      'After a restore from a backup: a new name for it, such as restore-2026-05-05. At the first start with this name live requests are held, and all effects are stopped until security resumes.',
    ),
  GRAPH_BASE_URL: address.optional().describe('Microsoft Graph of a national cloud, or of a test.'),
  ENTRA_AUTHORITY_HOST: address.optional().describe('Sign-in host of a national cloud, or of a test.'),
  BOT_OPENID_METADATA_URL: address
    .optional()
    .describe('OpenID metadata of the bot service, of a national cloud or a test.'),
  BOT_LOGIN_URL: address.optional().describe('Where the bot gets its tokens, of a national cloud or a test.'),
});

export type Settings = Readonly<z.output<typeof settingsSchema>>;
export type SettingName = keyof Settings;
export type Environment = Readonly<Record<string, string | undefined>>;

export interface SettingsResult {
  /** What could be read: a setting with a problem counts as absent. */
  readonly settings: Settings;
  readonly problems: readonly string[];
  /** Names that were set, well or badly. */
  readonly given: ReadonlySet<string>;
}

/** Reads every setting by itself, so that one problem hides no other. An empty variable counts as not set. */
export function readSettings(environment: Environment): SettingsResult {
  const names = Object.keys(settingsSchema.shape);
  const given = new Map(names.flatMap((name) => (environment[name] ? [[name, environment[name]] as const] : [])));
  const issues = settingsSchema.safeParse(Object.fromEntries(given)).error?.issues ?? [];
  const bad = new Set(issues.map(({ path }) => String(path[0])));
  const good = [...given].filter(([name]) => !bad.has(name));
  return {
    settings: settingsSchema.parse(Object.fromEntries(good)),
    problems: issues.map(({ path, message }) => `${String(path[0])}: ${message}`),
    given: new Set(given.keys()),
  };
}
