import path from 'node:path';
import { inspect } from 'node:util';
import { ConfigError } from '../../platform/config-error';
import { policySchema } from '../../platform/policy-file';
import type { Environment } from '../../platform/settings';
import { AZURE, azure, guid, KEY, PASSWORD, problemsOf, read } from './config-fixtures';

const ANCHOR_STORE = 'DefaultEndpointsProtocol=https;AccountName=farstore;AccountKey=c2VjcmV0';

describe('when nothing is set', () => {
  it('is the local profile with every default', () => {
    expect(read({})).toEqual({
      profile: 'local',
      port: 3978,
      dataFolder: '.latchkey',
      policy: policySchema.parse({}),
      endpoints: {},
      anchors: { kind: 'folder', folder: path.join('.latchkey', 'anchors') },
    });
  });

  it('makes no anchors where it is told so', () => {
    expect(read({ ANCHOR_CONTAINER: 'off' })).not.toHaveProperty('anchors');
    expect(read({ ...AZURE, ANCHOR_CONTAINER: 'off' })).not.toHaveProperty('anchors');
  });

  it.each<readonly [Environment, object]>([
    [{}, { kind: 'container', container: 'anchors' }],
    [
      { ANCHOR_CONTAINER: 'seals', ANCHOR_STORAGE_ACCOUNT: 'farstore' },
      { kind: 'container', container: 'seals', storage: { kind: 'account', account: 'farstore' } },
    ],
  ])('puts the anchors in production where %j says', (environment, anchors) => {
    expect(read({ ...AZURE, ...environment })).toMatchObject({ anchors });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(read({ PORT: '', PROFILE: '', TENANTS_FILE: '', LEDGER_KEYS: '' })).toEqual(read({}));
  });
});

describe('when the local profile is told something', () => {
  it('keeps it', () => {
    const config = read({
      PORT: '0',
      PUBLIC_URL: 'http://127.0.0.1:4000/',
      DATA_FOLDER: 'somewhere',
      AZURE_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
      LEDGER_KEYS: `k1:${KEY}`,
      TENANTS_FILE: '/etc/latchkey/tenants.json',
      CONTOSO_SECRET: 'x',
    });
    expect(config).toMatchObject({
      port: 0,
      publicUrl: 'http://127.0.0.1:4000',
      dataFolder: 'somewhere',
      storage: { kind: 'connectionString' },
      ledgerKeys: [{ id: 'k1' }],
      tenants: [{ name: 'Contoso' }],
    });
  });

  it.each([
    [{ WEBSITE_SITE_NAME: 'latchkey' }, 'WEBSITE_SITE_NAME'],
    [{ KUBERNETES_SERVICE_HOST: '10.0.0.1' }, 'KUBERNETES_SERVICE_HOST'],
    [{ NODE_ENV: 'production' }, 'NODE_ENV'],
  ])('does not start where %j says production', (environment, name) => {
    expect(problemsOf(environment)).toEqual([
      `PROFILE: local does not run in production, and ${name} says this is; set PROFILE=azure`,
    ]);
  });

  it('starts where NODE_ENV says anything else', () => {
    expect(problemsOf({ NODE_ENV: 'development' })).toEqual([]);
  });

  it('leaves production to the azure profile', () => {
    expect(problemsOf({ ...AZURE, NODE_ENV: 'production', WEBSITE_SITE_NAME: 'latchkey' })).toEqual([]);
  });
});

describe('when the azure profile has what it needs', () => {
  it('says so', () => {
    expect(azure()).toMatchObject({
      profile: 'azure',
      port: 3978,
      publicUrl: 'https://latchkey.contoso.example',
      bot: { type: 'SingleTenant', id: guid(7), tenantId: guid(1) },
      storage: { kind: 'account', account: 'latchkeystore' },
      ledgerKeys: [{ id: 'k1' }],
      endpoints: {},
    });
  });

  it('holds its secrets as secrets', () => {
    const config = azure();
    expect(config.bot).toMatchObject({ password: { reveal: expect.any(Function) } });
    expect(config.bot.type === 'SingleTenant' && config.bot.password.reveal()).toBe(PASSWORD);
    expect(inspect(config, { depth: null }) + JSON.stringify(config)).not.toContain('not-to-be-seen');
    expect(inspect(config, { depth: null }) + JSON.stringify(config)).not.toContain(KEY);
  });

  it('needs no password for a managed identity', () => {
    const config = azure({ BOT_TYPE: 'UserAssignedMSI', BOT_PASSWORD: undefined });
    expect(config.bot).toEqual({ type: 'UserAssignedMSI', id: guid(7), tenantId: guid(1) });
  });

  it('lower-cases ids', () => {
    expect(azure({ BOT_ID: 'ABCDEF00-0000-4000-8000-00000000ABCD' }).bot.id).toBe(
      'abcdef00-0000-4000-8000-00000000abcd',
    );
  });

  it('takes the endpoints of another cloud', () => {
    const config = azure({
      GRAPH_BASE_URL: 'https://graph.microsoft.us/',
      ENTRA_AUTHORITY_HOST: 'https://login.microsoftonline.us',
      BOT_OPENID_METADATA_URL: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
      BOT_LOGIN_URL: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
    });
    expect(config.endpoints).toMatchObject({
      graphBaseUrl: 'https://graph.microsoft.us',
      botOpenIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    });
  });

  it('takes the endpoints of this machine', () => {
    const config = azure({
      GRAPH_BASE_URL: 'http://127.0.0.1:5000/',
      ENTRA_AUTHORITY_HOST: 'http://127.0.0.1:5001',
      BOT_OPENID_METADATA_URL: 'http://localhost:5002/.well-known/openid-configuration',
      BOT_LOGIN_URL: 'http://[::1]:5003/login',
    });
    expect(config.endpoints).toEqual({
      graphBaseUrl: 'http://127.0.0.1:5000',
      entraAuthorityHost: 'http://127.0.0.1:5001',
      botOpenIdMetadataUrl: 'http://localhost:5002/.well-known/openid-configuration',
      botLoginUrl: 'http://[::1]:5003/login',
    });
  });
});

describe('when a setting is missing or bad', () => {
  const refused: readonly (readonly [string, Environment, string])[] = [
    ['no PUBLIC_URL', { PUBLIC_URL: undefined }, 'PUBLIC_URL: must be set'],
    ['no BOT_ID', { BOT_ID: undefined }, 'BOT_ID: must be set'],
    ['no BOT_TENANT_ID', { BOT_TENANT_ID: '' }, 'BOT_TENANT_ID: must be set'],
    ['no TENANTS_FILE', { TENANTS_FILE: undefined }, 'TENANTS_FILE: must be set'],
    ['no LEDGER_KEYS', { LEDGER_KEYS: undefined }, 'LEDGER_KEYS: must be set'],
    ['no BOT_PASSWORD', { BOT_PASSWORD: undefined }, 'BOT_PASSWORD: must be set, or BOT_TYPE be UserAssignedMSI'],
    [
      'no storage',
      { AZURE_STORAGE_ACCOUNT: undefined },
      'AZURE_STORAGE_ACCOUNT: must be set, or AZURE_STORAGE_CONNECTION_STRING',
    ],
    [
      'two storages',
      { AZURE_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true' },
      'AZURE_STORAGE_CONNECTION_STRING: take either this or AZURE_STORAGE_ACCOUNT',
    ],
    [
      'two storages for anchors',
      { ANCHOR_STORAGE_CONNECTION_STRING: ANCHOR_STORE, ANCHOR_STORAGE_ACCOUNT: 'farstore' },
      'ANCHOR_STORAGE_CONNECTION_STRING: take either this or ANCHOR_STORAGE_ACCOUNT',
    ],
    [
      'no name of a container',
      { ANCHOR_CONTAINER: 'Anchors' },
      'ANCHOR_CONTAINER: must be the name of a container of blobs, or off',
    ],
    [
      'two executor credentials',
      { GRAPH_CLIENT_ID: guid(8), GRAPH_CLIENT_SECRET: 'x', GRAPH_CERTIFICATE_PATH: 'y' },
      'GRAPH_CLIENT_SECRET: take either this or GRAPH_CERTIFICATE_PATH',
    ],
    ['another profile', { PROFILE: 'aws' }, 'PROFILE: must be local or azure'],
    ['another bot type', { BOT_TYPE: 'MultiTenant' }, 'BOT_TYPE: must be SingleTenant or UserAssignedMSI'],
    ['a name for an id', { BOT_ID: 'latchkey' }, 'BOT_ID: must be a GUID'],
    [
      'an account in capitals',
      { AZURE_STORAGE_ACCOUNT: 'Latchkey' },
      'AZURE_STORAGE_ACCOUNT: must be the name of a storage account',
    ],
    ['a port in words', { PORT: 'http' }, 'PORT: must be a port, 0 to 65535'],
    ['a port too high', { PORT: '65536' }, 'PORT: must be a port, 0 to 65535'],
    ['a negative port', { PORT: '-1' }, 'PORT: must be a port, 0 to 65535'],
    ['a short key', { LEDGER_KEYS: 'k1:c2hvcnQ=' }, 'LEDGER_KEYS: entry 1 has a key of 5 bytes; 32 are the least'],
    [
      'a vault reference that was not resolved',
      { BOT_PASSWORD: '@Microsoft.KeyVault(SecretUri=https://v.example/s)' },
      'BOT_PASSWORD: is a Key Vault reference that was not resolved',
    ],
  ];
  it.each(refused)('names %s', (_name, environment, problem) => {
    expect(problemsOf({ ...AZURE, ...environment })).toEqual([problem]);
  });

  it.each([
    'http://graph.microsoft.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://10.0.0.1',
    'ftp://127.0.0.1',
    'https://user:pw@graph.microsoft.com',
    'https://graph.microsoft.com/?key=x',
    'https://graph.microsoft.com/#x',
    'graph.microsoft.com',
  ])('does not take %s for an endpoint', (url) => {
    expect(problemsOf({ ...AZURE, GRAPH_BASE_URL: url })).toEqual([
      expect.stringMatching(/^GRAPH_BASE_URL: must be an https/),
    ]);
  });
});

describe('when much is wrong', () => {
  const VALUE = 'value-not-to-be-seen';
  const wrong = {
    PROFILE: 'azure',
    PORT: VALUE,
    BOT_TYPE: VALUE,
    BOT_TENANT_ID: VALUE,
    GRAPH_BASE_URL: VALUE,
    LEDGER_KEYS: VALUE,
    TENANTS_FILE: `/${VALUE}.json`,
    POLICY_FILE: `/${VALUE}-policy.json`,
  };
  const problems = problemsOf(wrong, {
    [wrong.TENANTS_FILE]: `{"${VALUE}`,
    [wrong.POLICY_FILE]: { matchTries: VALUE },
  });

  it('lists everything at once', () => {
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual(
      [
        ...['PORT', 'BOT_TYPE', 'BOT_TENANT_ID', 'GRAPH_BASE_URL', 'LEDGER_KEYS', 'TENANTS_FILE', 'POLICY_FILE'],
        ...['PUBLIC_URL', 'BOT_ID', 'BOT_PASSWORD', 'AZURE_STORAGE_ACCOUNT'],
      ].sort(),
    );
  });

  it('quotes no value', () => {
    expect(problems.join()).not.toContain(VALUE);
  });

  it('says it in one message', () => {
    expect(new ConfigError(['A: one', 'B: two']).message).toBe(
      'The configuration has problems:\n  - A: one\n  - B: two',
    );
  });
});

describe('when there is a policy file', () => {
  it('is read, with the defaults for the rest', () => {
    const config = read({ POLICY_FILE: 'policy.json' }, { 'policy.json': { matchTries: 2 } });
    expect(config.policy).toEqual({ ...policySchema.parse({}), matchTries: 2 });
  });

  it.each([
    ['missing', undefined, 'POLICY_FILE: the file cannot be read'],
    ['not JSON', '{', 'POLICY_FILE: the file is not valid JSON'],
    [
      'wrong inside',
      { timers: { linkMinutes: 0 } },
      'POLICY_FILE: timers.linkMinutes: Too small: expected number to be >=1',
    ],
  ])('is refused when it is %s', (_name, content, problem) => {
    expect(problemsOf({ POLICY_FILE: 'policy.json' }, { 'policy.json': content })).toEqual([problem]);
  });
});
