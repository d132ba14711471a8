import { policySchema } from '../../platform/policy-file';
import { AZURE, azure, guid, problemsOf, TENANT } from './config-fixtures';

const POLICY = '/etc/latchkey/policy.json';
const FILES = {
  '/etc/latchkey/tenants.json': { tenants: [TENANT] },
  [POLICY]: { selfVerified: { scenarios: ['lostKey'] } },
};
const SMS = {
  SMS_FROM: 'Latchkey',
  SMS_CONNECTION_STRING: `endpoint=https://latchkey.communication.azure.com/;accesskey=${Buffer.alloc(64, 9).toString('base64')}`,
};

describe('when the policy sends codes by text message', () => {
  it('nothing starts without a service for them, and the problem names the tenant', () => {
    const others = { ...TENANT, tenantId: guid(8), graphClientId: guid(9) };
    const files = { ...FILES, '/etc/latchkey/tenants.json': { tenants: [others, { ...TENANT, policyFile: POLICY }] } };
    expect(problemsOf(AZURE, files)).toEqual([
      expect.stringMatching(/^SMS_CONNECTION_STRING: is missing, and the policy of tenants\[1\] \(selfVerified/),
    ]);
  });

  it('it starts with one', () => {
    const { tenants } = azure({ ...SMS, POLICY_FILE: POLICY }, FILES);
    expect(tenants[0]?.policy.selfVerified).toEqual({ scenarios: ['lostKey'], numberStableDays: 30 });
  });
});

describe('when a policy says more about it than it may', () => {
  it.each([
    ['a lost phone', { scenarios: ['lostPhone'] }],
    ['a stolen phone', { scenarios: ['stolenPhone'] }],
    ['somebody with nothing left', { scenarios: ['lockedOut'] }],
    ['a number of a week', { scenarios: ['newPhone'], numberStableDays: 29 }],
    ['a key that nobody knows', { enabled: true }],
  ])('%s: it does not start', (_what, selfVerified) => {
    expect(policySchema.safeParse({ selfVerified }).success).toBe(false);
    expect(policySchema.safeParse({ selfVerified: { scenarios: ['newPhone'] } }).success).toBe(true);
  });
});
