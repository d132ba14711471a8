import { readConfig, type Config } from '../../platform/config';
import { ConfigError } from '../../platform/config-error';
import type { ModeOf } from '../../platform/file-rules';
import type { Environment } from '../../platform/settings';

export const guid = (digit: number): string => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;
export const KEY = Buffer.alloc(32, 7).toString('base64');
export const PASSWORD = 'bot-password-not-to-be-seen';

export const TENANT = {
  tenantId: guid(1),
  name: 'Contoso',
  graphClientId: guid(2),
  graphClientSecretEnv: 'CONTOSO_SECRET',
  helpdeskGroupId: guid(3),
  securityGroupId: guid(4),
  breakGlassGroupId: guid(5),
  helpdeskTeamId: guid(6),
  helpdeskChannelId: '19:helpdesk@thread.tacv2',
  mailSender: 'latchkey@contoso.example',
};

export const AZURE: Environment = {
  PROFILE: 'azure',
  PUBLIC_URL: 'https://latchkey.contoso.example/',
  BOT_ID: guid(7),
  BOT_TENANT_ID: guid(1),
  BOT_PASSWORD: PASSWORD,
  TENANTS_FILE: '/etc/latchkey/tenants.json',
  AZURE_STORAGE_ACCOUNT: 'latchkeystore',
  LEDGER_KEYS: `k1:${KEY}`,
  CONTOSO_SECRET: 'tenant-secret-not-to-be-seen',
};

export type Files = Readonly<Record<string, unknown>>;

const FILES: Files = { '/etc/latchkey/tenants.json': { tenants: [TENANT] } };

/** Objects become JSON, text stays as it is; any other path cannot be read. */
export function read(environment: Environment, files: Files = FILES, modeOf?: ModeOf) {
  const readFile = (path: string): string => {
    const content = files[path];
    if (content === undefined) throw new Error(`ENOENT ${path}`);
    return typeof content === 'string' ? content : JSON.stringify(content);
  };
  return readConfig({ readFile, ...(modeOf && { modeOf }) }, environment);
}

export function problemsOf(environment: Environment, files?: Files, modeOf?: ModeOf): readonly string[] {
  try {
    read(environment, files, modeOf);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

export function azure(environment: Environment = {}, files?: Files): Extract<Config, { profile: 'azure' }> {
  const config = read({ ...AZURE, ...environment }, files);
  if (config.profile !== 'azure') throw new Error('expected the azure profile');
  return config;
}
