import type { Environment } from '../../platform/settings';
import { AZURE, azure, guid, problemsOf, TENANT, type Files } from './config-fixtures';

const FILE = '/etc/latchkey/tenants.json';
const CLIENT = {
  stepUpClientId: guid(9),
  stepUpClientSecretEnv: 'STEP_UP_SECRET',
  stepUpAuthenticationContext: 'c1',
};
const SECRET: Environment = { STEP_UP_SECRET: 'step-up-secret-not-to-be-seen' };

type Change = Readonly<Record<string, unknown>>;

const files = (tenant: Change, policy: unknown = {}): Files => ({
  [FILE]: { tenants: [{ ...TENANT, ...tenant, policyFile: 'policy.json' }] },
  '/etc/latchkey/policy.json': policy,
});

const ALWAYS = { approver: { stepUp: 'always' } };
const TIER = { tiers: [{ name: 'board', groupIds: [guid(8)], overrides: { approver: { stepUp: 'privileged' } } }] };
const TOGETHER =
  'stepUpClientId, stepUpAuthenticationContext and one of stepUpClientSecretEnv and stepUpCertificatePath';

describe('when a tenant has a registration for fresh sign-ins', () => {
  it('has its id, its context and its secret', () => {
    const [tenant] = azure(SECRET, files(CLIENT, ALWAYS)).tenants;
    expect(tenant?.stepUp).toMatchObject({ clientId: guid(9), authenticationContext: 'c1' });
    const credential = tenant?.stepUp?.credential;
    expect(credential?.kind === 'secret' && credential.secret.reveal()).toBe(SECRET['STEP_UP_SECRET']);
  });

  it('may have a certificate instead', () => {
    const own = { ...CLIENT, stepUpClientSecretEnv: undefined, stepUpCertificatePath: '/certs/step-up.pem' };
    expect(azure({}, files(own)).tenants[0]?.stepUp?.credential).toEqual({
      kind: 'certificate',
      certificatePath: '/certs/step-up.pem',
    });
  });

  it('needs none where no policy asks for it', () => {
    expect(azure({}, files({})).tenants[0]).not.toHaveProperty('stepUp');
  });
});

describe('when fresh sign-ins cannot work as they are set up', () => {
  it.each<readonly [string, Files, string]>([
    ['the policy asks for it and there is no registration', files({}, ALWAYS), 'nobody could approve'],
    ['a tier asks for it and there is no registration', files({}, TIER), 'nobody could approve'],
    ['it lacks its context', files({ ...CLIENT, stepUpAuthenticationContext: undefined }), TOGETHER],
    ['it lacks its id', files({ ...CLIENT, stepUpClientId: undefined }), TOGETHER],
    ['it lacks a credential', files({ ...CLIENT, stepUpClientSecretEnv: undefined }), TOGETHER],
    ['it has two credentials', files({ ...CLIENT, stepUpCertificatePath: '/a.pem' }), TOGETHER],
    ['the context is none', files({ ...CLIENT, stepUpAuthenticationContext: 'mfa' }), 'must be c1 to c99'],
    ['the context is too high', files({ ...CLIENT, stepUpAuthenticationContext: 'c100' }), 'must be c1 to c99'],
    ['the variable is not set', files({ ...CLIENT, stepUpClientSecretEnv: 'NOWHERE' }), 'is not set'],
    ['the secret is the bot’s', files({ ...CLIENT, stepUpClientSecretEnv: 'BOT_PASSWORD' }), 'another service'],
    [
      'the secret is the executor’s',
      files({ ...CLIENT, stepUpClientSecretEnv: TENANT.graphClientSecretEnv }),
      'must be another secret than graphClientSecretEnv',
    ],
    ['it is the executor', files({ ...CLIENT, stepUpClientId: TENANT.graphClientId }), 'must be another identity'],
    ['it is the bot', files({ ...CLIENT, stepUpClientId: AZURE['BOT_ID'] }), 'must be another identity'],
  ])('%s: refuses to start and says why', (_what, given, problem) => {
    expect(problemsOf({ ...AZURE, ...SECRET }, given)).toEqual([expect.stringContaining(problem)]);
  });

  it('a certificate that everybody may read: refuses to start', () => {
    const own = { ...CLIENT, stepUpClientSecretEnv: undefined, stepUpCertificatePath: '/certs/step-up.pem' };
    const modeOf = (path: string): number => (path === '/certs/step-up.pem' ? 0o100644 : 0o100640);
    expect(problemsOf(AZURE, files(own), modeOf)).toEqual([
      expect.stringContaining('tenants[0].stepUpCertificatePath: every user of this machine may read the private key'),
    ]);
  });
});
