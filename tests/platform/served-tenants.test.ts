import { AZURE, azure, guid, problemsOf, TENANT, type Files } from './config-fixtures';
import type { Environment } from '../../platform/settings';

const FILE = '/etc/latchkey/tenants.json';

/** A tenants file with one tenant, changed; `undefined` leaves a property out. */
const tenants = (...changes: readonly Readonly<Record<string, unknown>>[]): Files => ({
  [FILE]: { tenants: changes.map((change) => ({ ...TENANT, ...change })) },
});

const NO_OWN = { graphClientId: undefined, graphClientSecretEnv: undefined };

describe('when a tenant is served', () => {
  it('has its ids, its places and the policy', () => {
    const config = azure();
    const { graphClientId, graphClientSecretEnv, ...rest } = TENANT;
    expect(config.tenants).toEqual([
      {
        ...rest,
        dutyGroupId: TENANT.helpdeskGroupId,
        executor: { kind: 'secret', clientId: graphClientId, secret: expect.anything() },
        policy: config.policy,
      },
    ]);
    const [executor] = config.tenants.map((tenant) => tenant.executor);
    expect(executor?.kind === 'secret' && executor.secret.reveal()).toBe(AZURE[graphClientSecretEnv]);
  });

  it('may have a duty group of its own', () => {
    expect(azure({}, tenants({ dutyGroupId: guid(8) })).tenants[0]?.dutyGroupId).toBe(guid(8));
  });

  it('may list domains that are federated, whatever their case', () => {
    const [tenant] = azure({}, tenants({ federatedDomains: ['Contoso.com', 'eu.contoso.xn--p1ai'] })).tenants;
    expect(tenant?.federatedDomains).toEqual(['contoso.com', 'eu.contoso.xn--p1ai']);
  });

  it('may have a policy of its own, found beside the file', () => {
    const files = { ...tenants({ policyFile: 'strict.json' }), '/etc/latchkey/strict.json': { matchTries: 1 } };
    const config = azure({}, files);
    expect(config.tenants[0]?.policy.matchTries).toBe(1);
    expect(config.policy.matchTries).toBe(3);
  });

  const credentials: readonly (readonly [string, Environment, Readonly<Record<string, unknown>>, unknown])[] = [
    [
      'its own certificate',
      {},
      { graphClientSecretEnv: undefined, graphCertificatePath: '/certs/a.pem' },
      { kind: 'certificate', clientId: guid(2), certificatePath: '/certs/a.pem' },
    ],
    [
      'its own managed identity',
      {},
      { ...NO_OWN, managedIdentityClientId: guid(9) },
      { kind: 'managedIdentity', clientId: guid(9) },
    ],
    [
      'an application that trusts a managed identity',
      {},
      { graphClientSecretEnv: undefined, managedIdentityClientId: guid(9) },
      { kind: 'managedIdentity', clientId: guid(9), applicationId: guid(2) },
    ],
    ['the managed identity of the host', {}, NO_OWN, { kind: 'managedIdentity' }],
    [
      'the shared managed identity',
      { GRAPH_CLIENT_ID: guid(8) },
      NO_OWN,
      { kind: 'managedIdentity', clientId: guid(8) },
    ],
    [
      'the shared secret',
      { GRAPH_CLIENT_ID: guid(8), GRAPH_CLIENT_SECRET: 'x' },
      NO_OWN,
      { kind: 'secret', clientId: guid(8), secret: expect.anything() },
    ],
    [
      'the shared certificate',
      { GRAPH_CLIENT_ID: guid(8), GRAPH_CERTIFICATE_PATH: '/certs/b.pem' },
      NO_OWN,
      { kind: 'certificate', clientId: guid(8), certificatePath: '/certs/b.pem' },
    ],
  ];
  it.each(credentials)('acts with %s', (_name, environment, change, expected) => {
    expect(azure(environment, tenants(change)).tenants[0]?.executor).toEqual(expected);
  });
});

describe('when the tenants file does not hold', () => {
  const refused: readonly (readonly [string, Files, string])[] = [
    ['is missing', {}, 'TENANTS_FILE: the file cannot be read'],
    ['is not JSON', { [FILE]: 'tenants:' }, 'TENANTS_FILE: the file is not valid JSON'],
    ['names nobody', { [FILE]: { tenants: [] } }, 'TENANTS_FILE: tenants: must name at least one tenant'],
    ['lacks a group', tenants({ breakGlassGroupId: undefined }), 'TENANTS_FILE: tenants[0].breakGlassGroupId: '],
    [
      'has a name for a group',
      tenants({ securityGroupId: 'sec' }),
      'TENANTS_FILE: tenants[0].securityGroupId: must be a GUID',
    ],
    ['has an empty name', tenants({ name: ' ' }), 'TENANTS_FILE: tenants[0].name: must not be empty'],
    ['has an unknown key', tenants({ dutyGroup: guid(8) }), 'TENANTS_FILE: tenants[0]: Unrecognized key'],
    ['names a tenant twice', tenants({}, {}), 'TENANTS_FILE: tenants[1].tenantId: is there twice'],
    ['has two credentials', tenants({ graphCertificatePath: 'a.pem' }), 'TENANTS_FILE: tenants[0]: take one of'],
    [
      'has a secret without its application',
      tenants({ graphClientId: undefined }),
      'TENANTS_FILE: tenants[0]: graphClientId and its secret or certificate belong together',
    ],
    [
      'has an application without its secret',
      tenants({ graphClientSecretEnv: undefined }),
      'TENANTS_FILE: tenants[0]: graphClientId and its secret or certificate belong together',
    ],
    [
      'names a variable that is not set',
      tenants({ graphClientSecretEnv: 'NOWHERE' }),
      'TENANTS_FILE: tenants[0].graphClientSecretEnv: names a variable that is not set',
    ],
    ...[
      'contoso',
      '*.contoso.com',
      'contoso.com.',
      'https://contoso.com',
      'ada@contoso.com',
      'münchen.example',
      '',
    ].map((name): readonly [string, Files, string] => [
      `lists “${name}” as a domain`,
      tenants({ federatedDomains: [name] }),
      'TENANTS_FILE: tenants[0].federatedDomains[0]: must be a domain name such as contoso.com',
    ]),
    [
      'names a policy file that is missing',
      tenants({ policyFile: 'none.json' }),
      'TENANTS_FILE: tenants[0].policyFile: the file cannot be read',
    ],
  ];
  it.each(refused)('is refused when it %s', (_name, files, problem) => {
    expect(problemsOf(AZURE, files)).toEqual([expect.stringContaining(problem)]);
  });

  it('lists the problems of every tenant', () => {
    const files = tenants(
      { graphClientSecretEnv: 'NOWHERE', policyFile: 'none.json' },
      { tenantId: guid(9), graphClientSecretEnv: 'NOR' },
    );
    expect(problemsOf(AZURE, files)).toHaveLength(3);
  });
});
