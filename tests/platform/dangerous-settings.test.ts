import { LONGEST_AT_COUNTERS } from '../../platform/endpoint-rules';
import type { Environment } from '../../platform/settings';
import type { Files } from './config-fixtures';
import { AZURE, guid, KEY, PASSWORD, problemsOf, TENANT } from './config-fixtures';

const FILE = '/etc/latchkey/tenants.json';
/** A policy of one tenant, named beside the tenants file. */
const OWN_POLICY = '/etc/latchkey/contoso.json';
const SIGN_IN = { stepUpClientId: guid(9), stepUpClientSecretEnv: 'SIGN_IN_SECRET', stepUpAuthenticationContext: 'c1' };
const POLICY = { POLICY_FILE: '/etc/latchkey/policy.json' };
/** The emulator's, as everybody knows it. */
const KNOWN_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const REAL_KEY = Buffer.alloc(64, 9).toString('base64');
const NIL = '00000000-0000-0000-0000-000000000000';
const STORE = { AZURE_STORAGE_ACCOUNT: undefined };
const onHost = (environment: Environment): Environment => ({ WEBSITE_SITE_NAME: 'latchkey-prod', ...environment });
const local = (environment: Environment): Environment => ({ PROFILE: 'local', ...environment });
const store = (text: string): Environment => ({ ...STORE, AZURE_STORAGE_CONNECTION_STRING: text });
const account = (rest: string): Environment => store(`AccountName=latchkeystore;AccountKey=${REAL_KEY};${rest}`);
const sms = (endpoint: string): Environment => ({
  SMS_FROM: 'Latchkey',
  SMS_CONNECTION_STRING: `endpoint=${endpoint};accesskey=${REAL_KEY}`,
});
/** An https address of so many characters. */
const addressOf = (length: number): string => `https://${'a.'.repeat(length)}`.slice(0, length - 1) + 'e';

interface Danger {
  readonly environment?: Environment;
  /** Changes to the one tenant of the file; `undefined` takes a property out. */
  readonly tenant?: Readonly<Record<string, unknown>>;
  /** What the policy file says, where one is named. */
  readonly policy?: object;
  /** Permission bits by path. */
  readonly modes?: Readonly<Record<string, number>>;
  /** The local profile takes nothing of the azure one. */
  readonly alone?: true;
}

/** What is dangerous, and the setting that the refusal begins with. */
const DANGERS: readonly (readonly [what: string, setting: string, danger: Danger])[] = [
  ['an empty bot id', 'BOT_ID', { environment: { BOT_ID: '' } }],
  ['the bot id of a template', 'BOT_ID', { environment: { BOT_ID: NIL } }],
  ['the bot tenant of a template', 'BOT_TENANT_ID', { environment: { BOT_TENANT_ID: NIL } }],
  ['an empty bot password', 'BOT_PASSWORD', { environment: { BOT_PASSWORD: '' } }],
  ['one identity for bot and executor', 'GRAPH_CLIENT_ID', { environment: { GRAPH_CLIENT_ID: guid(7) } }],
  ['one identity in the tenants file', 'TENANTS_FILE', { tenant: { graphClientId: guid(7) } }],
  [
    'the bot’s managed identity for the executor',
    'TENANTS_FILE',
    { tenant: { graphClientId: undefined, graphClientSecretEnv: undefined, managedIdentityClientId: guid(7) } },
  ],
  ['one secret for bot and executor', 'TENANTS_FILE', { environment: { CONTOSO_SECRET: PASSWORD } }],
  [
    'one secret for bot and shared executor',
    'GRAPH_CLIENT_SECRET',
    { environment: { GRAPH_CLIENT_ID: guid(8), GRAPH_CLIENT_SECRET: PASSWORD } },
  ],
  [
    'one secret for bot and fresh sign-in',
    'TENANTS_FILE',
    { environment: { SIGN_IN_SECRET: PASSWORD }, tenant: SIGN_IN },
  ],
  [
    'one secret for executor and fresh sign-in',
    'TENANTS_FILE',
    { environment: { SIGN_IN_SECRET: AZURE['CONTOSO_SECRET'] }, tenant: SIGN_IN },
  ],
  [
    'one variable for executor and fresh sign-in',
    'TENANTS_FILE',
    { tenant: { ...SIGN_IN, stepUpClientSecretEnv: 'CONTOSO_SECRET' } },
  ],
  [
    'one secret for shared executor and fresh sign-in',
    'TENANTS_FILE',
    {
      environment: {
        GRAPH_CLIENT_ID: guid(8),
        GRAPH_CLIENT_SECRET: 'a-shared-secret',
        SIGN_IN_SECRET: 'a-shared-secret',
      },
      tenant: { ...SIGN_IN, graphClientId: undefined, graphClientSecretEnv: undefined },
    },
  ],
  ['a secret of another service', 'TENANTS_FILE', { tenant: { graphClientSecretEnv: 'LEDGER_KEYS' } }],
  [
    'a tenant’s secret that the vault did not give',
    'TENANTS_FILE',
    { environment: { CONTOSO_SECRET: '@Microsoft.KeyVault(SecretUri=https://v.example/s)' } },
  ],
  [
    'keys that the vault did not give',
    'LEDGER_KEYS',
    { environment: { LEDGER_KEYS: '@Microsoft.KeyVault(SecretUri=https://v.example/s)' } },
  ],
  ['an executor secret without its id', 'GRAPH_CLIENT_SECRET', { environment: { GRAPH_CLIENT_SECRET: 'secret-one' } }],
  ['a certificate without its id', 'GRAPH_CERTIFICATE_PATH', { environment: { GRAPH_CERTIFICATE_PATH: '/c.pem' } }],
  ['no keys', 'LEDGER_KEYS', { environment: { LEDGER_KEYS: '' } }],
  ['a short key', 'LEDGER_KEYS', { environment: { LEDGER_KEYS: 'k1:c2hvcnQ=' } }],
  ['a key of zeros', 'LEDGER_KEYS', { environment: { LEDGER_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` } }],
  ['a key id twice', 'LEDGER_KEYS', { environment: { LEDGER_KEYS: `k1:${KEY},k1:${REAL_KEY}` } }],
  ['one key under two ids', 'LEDGER_KEYS', { environment: { LEDGER_KEYS: `k1:${KEY},k2:${KEY}` } }],
  ['a public address over http', 'PUBLIC_URL', { environment: { PUBLIC_URL: 'http://latchkey.contoso.example' } }],
  ['a public address with a path', 'PUBLIC_URL', { environment: { PUBLIC_URL: 'https://contoso.example/latchkey' } }],
  ['a public address with a user', 'PUBLIC_URL', { environment: { PUBLIC_URL: 'https://me:word@contoso.example' } }],
  ['a public address too long for a QR code', 'PUBLIC_URL', { environment: { PUBLIC_URL: addressOf(163) } }],
  ['a public address on this machine', 'PUBLIC_URL', { environment: onHost({ PUBLIC_URL: 'http://127.0.0.1:3978' }) }],
  ['Graph over http', 'GRAPH_BASE_URL', { environment: { GRAPH_BASE_URL: 'http://graph.microsoft.com' } }],
  [
    'somebody’s Graph',
    'GRAPH_BASE_URL',
    { environment: { GRAPH_BASE_URL: 'https://graph.microsoft.com.evil.example' } },
  ],
  ['Graph on another port', 'GRAPH_BASE_URL', { environment: { GRAPH_BASE_URL: 'https://graph.microsoft.com:8443' } }],
  ['somebody’s Entra', 'ENTRA_AUTHORITY_HOST', { environment: { ENTRA_AUTHORITY_HOST: 'https://login.evil.example' } }],
  [
    'somebody’s keys for Teams',
    'BOT_OPENID_METADATA_URL',
    { environment: { BOT_OPENID_METADATA_URL: 'https://login.evil.example/v1/.well-known/openidconfiguration' } },
  ],
  ['somebody’s token endpoint', 'BOT_LOGIN_URL', { environment: { BOT_LOGIN_URL: 'https://evil.example/token' } }],
  [
    'Graph of one cloud, Entra of another',
    'ENTRA_AUTHORITY_HOST',
    {
      environment: {
        GRAPH_BASE_URL: 'https://graph.microsoft.us',
        BOT_OPENID_METADATA_URL: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
        BOT_LOGIN_URL: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
      },
    },
  ],
  [
    'a simulated Graph on a production host',
    'GRAPH_BASE_URL',
    { environment: onHost({ GRAPH_BASE_URL: 'http://127.0.0.1:4000' }) },
  ],
  [
    'a simulated Entra on a production host',
    'ENTRA_AUTHORITY_HOST',
    { environment: { KUBERNETES_SERVICE_HOST: '10.0.0.1', ENTRA_AUTHORITY_HOST: 'http://localhost:4000' } },
  ],
  [
    'simulated keys for Teams on a production host',
    'BOT_OPENID_METADATA_URL',
    { environment: { CONTAINER_APP_NAME: 'latchkey-prod', BOT_OPENID_METADATA_URL: 'http://127.0.0.1:4000/keys' } },
  ],
  [
    'simulated keys for Teams before a real Graph',
    'BOT_OPENID_METADATA_URL',
    {
      environment: {
        BOT_OPENID_METADATA_URL: 'http://127.0.0.1:4000/keys',
        GRAPH_BASE_URL: 'https://graph.microsoft.com',
      },
    },
  ],
  ['a store over http', 'AZURE_STORAGE_CONNECTION_STRING', { environment: account('DefaultEndpointsProtocol=http') }],
  [
    'somebody’s store',
    'AZURE_STORAGE_CONNECTION_STRING',
    { environment: account('TableEndpoint=https://evil.example/a;QueueEndpoint=https://evil.example/a') },
  ],
  [
    'a store of which a part is somebody’s',
    'AZURE_STORAGE_CONNECTION_STRING',
    {
      environment: account(
        'TableEndpoint=https://latchkeystore.table.core.windows.net;QueueEndpoint=https://evil.example/a',
      ),
    },
  ],
  [
    'anchors in somebody’s store',
    'ANCHOR_STORAGE_CONNECTION_STRING',
    { environment: { ANCHOR_STORAGE_CONNECTION_STRING: 'BlobEndpoint=https://evil.example/a' } },
  ],
  ['no store in the text', 'AZURE_STORAGE_CONNECTION_STRING', { environment: store('not a connection string') }],
  [
    'the emulator’s key off this machine',
    'AZURE_STORAGE_CONNECTION_STRING',
    {
      environment: store(
        `AccountName=devstoreaccount1;AccountKey=${KNOWN_KEY};TableEndpoint=https://azurite.contoso.example/devstoreaccount1`,
      ),
    },
  ],
  [
    'the emulator on a production host',
    'AZURE_STORAGE_CONNECTION_STRING',
    { environment: onHost(store('UseDevelopmentStorage=true')) },
  ],
  ['text messages over http', 'SMS_CONNECTION_STRING', { environment: sms('http://l.communication.azure.com/') }],
  ['text messages through somebody', 'SMS_CONNECTION_STRING', { environment: sms('https://sms.evil.example/') }],
  [
    'simulated text messages on a production host',
    'SMS_CONNECTION_STRING',
    { environment: onHost(sms('http://127.0.0.1:4000/')) },
  ],
  [
    'text messages from nobody',
    'SMS_CONNECTION_STRING',
    { environment: { ...sms('https://l.communication.azure.com/'), SMS_FROM: '' } },
  ],
  ['a sender of text messages without a service', 'SMS_FROM', { environment: { SMS_FROM: 'Latchkey' } }],
  ['no check of certificates', 'NODE_TLS_REJECT_UNAUTHORIZED', { environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }],
  ['an open debugger', 'NODE_OPTIONS', { environment: { NODE_OPTIONS: '--enable-source-maps --inspect=0.0.0.0' } }],
  ['reports of crashes', 'NODE_OPTIONS', { environment: { NODE_OPTIONS: '--report-uncaught-exception' } }],
  ['reports on a signal', 'NODE_OPTIONS', { environment: { NODE_OPTIONS: '--title=x --report_on_signal' } }],
  ['snapshots of memory', 'NODE_OPTIONS', { environment: { NODE_OPTIONS: '--heapsnapshot-near-heap-limit=3' } }],
  ['dumps of memory', 'NODE_OPTIONS', { environment: { NODE_OPTIONS: '--abort-on-uncaught-exception' } }],
  ['session keys in a file', 'NODE_OPTIONS', { environment: { NODE_OPTIONS: '--tls-keylog=/tmp/session-keys' } }],
  ['printed calls', 'NODE_DEBUG', { environment: { NODE_DEBUG: 'timer,http' } }],
  ['printed session keys', 'SSLKEYLOGFILE', { environment: { SSLKEYLOGFILE: '/tmp/session-keys' } }],
  ['helpdesk as its own security', 'TENANTS_FILE', { tenant: { securityGroupId: guid(3) } }],
  ['duty in the group of security', 'TENANTS_FILE', { tenant: { dutyGroupId: guid(4) } }],
  ['emergency accounts as security', 'TENANTS_FILE', { tenant: { breakGlassGroupId: guid(4) } }],
  ['emergency accounts as helpdesk', 'TENANTS_FILE', { tenant: { breakGlassGroupId: guid(3) } }],
  ['emergency accounts on duty', 'TENANTS_FILE', { tenant: { dutyGroupId: guid(5) } }],
  ['a group of a template', 'TENANTS_FILE', { tenant: { securityGroupId: NIL } }],
  ['a tenants file that everybody may change', 'TENANTS_FILE', { modes: { [FILE]: 0o100666 } }],
  [
    'a policy that everybody may change',
    'POLICY_FILE',
    { environment: POLICY, modes: { [POLICY.POLICY_FILE]: 0o100602 } },
  ],
  [
    'a tenant’s own policy that everybody may change',
    'TENANTS_FILE',
    { tenant: { policyFile: 'contoso.json' }, modes: { [OWN_POLICY]: 0o100666 } },
  ],
  [
    'a private key that everybody may read',
    'GRAPH_CERTIFICATE_PATH',
    {
      environment: { GRAPH_CLIENT_ID: guid(8), GRAPH_CERTIFICATE_PATH: '/certs/shared.pem' },
      modes: { '/certs/shared.pem': 0o100644 },
    },
  ],
  [
    'a tenant’s private key that everybody may read',
    'TENANTS_FILE',
    {
      tenant: { graphClientSecretEnv: undefined, graphCertificatePath: '/certs/own.pem' },
      modes: { '/certs/own.pem': 0o100604 },
    },
  ],
  ['simulators in production', 'PROFILE', { environment: local({ NODE_ENV: 'production' }), alone: true }],
  ['simulators on App Service', 'PROFILE', { environment: local({ WEBSITE_SITE_NAME: 'latchkey-prod' }), alone: true }],
  [
    'simulators in Container Apps',
    'PROFILE',
    { environment: local({ CONTAINER_APP_NAME: 'latchkey-prod' }), alone: true },
  ],
  ['simulators in a cluster', 'PROFILE', { environment: local({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }), alone: true }],
  [
    'the simulated cloud on a real store',
    'AZURE_STORAGE_CONNECTION_STRING',
    { environment: local(account('EndpointSuffix=core.windows.net')), alone: true },
  ],
  [
    'the simulated cloud told of a real account',
    'AZURE_STORAGE_ACCOUNT',
    { environment: local({ AZURE_STORAGE_ACCOUNT: 'latchkeystore' }), alone: true },
  ],
  [
    'the simulated cloud told of a real account for anchors',
    'ANCHOR_STORAGE_ACCOUNT',
    { environment: local({ ANCHOR_STORAGE_ACCOUNT: 'latchkeyfar' }), alone: true },
  ],
];

function problems({ environment = {}, tenant = {}, policy = {}, modes = {}, alone }: Danger): readonly string[] {
  const files: Files = {
    [FILE]: { tenants: [{ ...TENANT, ...tenant }] },
    [POLICY.POLICY_FILE]: policy,
    [OWN_POLICY]: {},
  };
  return problemsOf({ ...(alone ? {} : AZURE), ...environment }, files, (path) => modes[path]);
}

/** Everything that was set, and long enough to be told from words. */
function valuesOf({ environment = {}, tenant = {} }: Danger): readonly string[] {
  const given = [...Object.values(environment), ...Object.values(tenant), KNOWN_KEY, REAL_KEY, KEY, PASSWORD];
  const names = new Set(['production', 'local', 'LEDGER_KEYS', 'Latchkey']);
  return given.filter((value): value is string => typeof value === 'string' && value.length > 3 && !names.has(value));
}

describe('when the configuration is dangerous', () => {
  it.each(DANGERS)('does not start: %s', (_what, setting, danger) => {
    const said = problems(danger);
    expect(said.map((one) => one.split(':')[0])).toContain(setting);
    expect(new Set(said.map((one) => one.split(':')[0])).size).toBe(1);
    for (const value of valuesOf(danger)) expect(said.join()).not.toContain(value);
  });

  it('is a table of many, each with a sentence', () => {
    expect(DANGERS.length).toBeGreaterThan(60);
    for (const [, , danger] of DANGERS) expect(problems(danger).join()).toMatch(/: .{10,}/);
  });
});

describe('when it is not', () => {
  const fine: readonly (readonly [string, Danger])[] = [
    ['nothing special', {}],
    ['on a production host', { environment: onHost({ NODE_ENV: 'production' }) }],
    ['a connection string', { environment: account('EndpointSuffix=core.windows.net') }],
    [
      'a store by its endpoints',
      { environment: account('TableEndpoint=https://latchkeystore.table.core.windows.net') },
    ],
    ['the emulator, in a test', { environment: store('UseDevelopmentStorage=true') }],
    ['options of Node that tell nothing', { environment: { NODE_OPTIONS: '--enable-source-maps --report-compact' } }],
    ['text messages', { environment: sms('https://latchkey.communication.azure.com/') }],
    ['the longest public address', { environment: { PUBLIC_URL: addressOf(LONGEST_AT_COUNTERS) } }],
    [
      'a longer one, where no policy has counters',
      { environment: { ...POLICY, PUBLIC_URL: addressOf(200) }, policy: { delivery: ['teams', 'email'] } },
    ],
    [
      'a policy of the tenant’s own, and a fresh sign-in with a secret of its own',
      {
        environment: { SIGN_IN_SECRET: 'a-secret-of-the-sign-in' },
        tenant: { ...SIGN_IN, policyFile: 'contoso.json' },
        modes: { [OWN_POLICY]: 0o100644 },
      },
    ],
    ['duty by the helpdesk', { tenant: { dutyGroupId: guid(3) } }],
    [
      'a private key that the service and its group may read',
      {
        tenant: { graphClientSecretEnv: undefined, graphCertificatePath: '/certs/own.pem' },
        modes: { '/certs/own.pem': 0o100640, [FILE]: 0o100644 },
      },
    ],
    [
      'everything on this machine, in a test',
      {
        environment: {
          PUBLIC_URL: 'http://127.0.0.1:3978',
          GRAPH_BASE_URL: 'http://127.0.0.1:4000',
          ENTRA_AUTHORITY_HOST: 'http://127.0.0.1:4000',
          BOT_OPENID_METADATA_URL: 'http://127.0.0.1:4000/keys',
          BOT_LOGIN_URL: 'http://127.0.0.1:4000/token',
        },
      },
    ],
  ];
  it.each(fine)('starts: %s', (_what, settings) => {
    expect(problems(settings)).toEqual([]);
  });
});
