import Ajv from 'ajv/dist/2020';
import type { ErrorObject } from 'ajv';
import { policySchema } from '../../platform/policy-file';
import { tenantsFileSchema } from '../../platform/tenants-file';
import { policyJsonSchema, tenantsJsonSchema } from '../../scripts/json-schemas';
import { TENANT } from '../platform/config-fixtures';

const ID = '0C0A0B0D-0000-4000-8000-000000000001';

/** JSON.parse answers with anything; what it read is a schema, or ajv says so. */
const schemaOf = (text: string): object => JSON.parse(text) as object;

function checks(text: string, value: unknown): readonly string[] {
  const ajv = new Ajv({ allErrors: true, strict: true });
  const validate = ajv.compile(schemaOf(text));
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, keyword }: ErrorObject) => `${instancePath} ${keyword}`);
}

const POLICY = {
  caps: { perTenant: { count: 10, window: 'P1DT12H' } },
  secureOn: { lostPhone: 'approval' },
  delivery: ['teams'],
  timers: { expireMinutes: 60 },
  rules: { risk: { low: 'approval' }, recoveries: { most: 1 }, notice: {} },
  tiers: [{ name: 'board', groupIds: [ID], overrides: { approval: 'dualApproval', timers: { linkMinutes: 5 } } }],
  mode: 'evaluation',
};

describe('when a policy file is checked by its JSON Schema', () => {
  it.each([
    ['nothing', {}],
    ['something of everything', POLICY],
  ])('%s: fine, as at the start', (_what, policy) => {
    expect(checks(policyJsonSchema(), policy)).toEqual([]);
    expect(policySchema.safeParse(policy).success).toBe(true);
  });

  it.each<readonly [string, unknown, string]>([
    ['an unknown rule', { passLifetime: 5 }, ' additionalProperties'],
    ['a hold that is no more', { rules: { risk: { high: 'approval' } } }, '/rules/risk additionalProperties'],
    ['no people', { rules: { risk: { low: 'none' } } }, '/rules/risk/low enum'],
    ['a cap without a window', { caps: { perTenant: { count: 1 } } }, '/caps/perTenant required'],
    ['a window in words', { caps: { perTenant: { count: 1, window: 'a day' } } }, '/caps/perTenant/window pattern'],
    ['no try', { matchTries: 0 }, '/matchTries minimum'],
    ['half a try', { codeTries: 1.5 }, '/codeTries type'],
    ['no delivery', { delivery: [] }, '/delivery minItems'],
    ['a tier of nobody', { tiers: [{ name: 'a', groupIds: [], overrides: {} }] }, '/tiers/0/groupIds minItems'],
    ['a weaker tier', { tiers: [{ name: 'a', groupIds: [ID], overrides: { approval: 'approval' } }] }, 'const'],
    ['a registrar by name', { enrolment: { registrars: ['yusuf'] } }, '/enrolment/registrars/0 pattern'],
    ['a check that is too short', { enrolment: { checkMinutes: 1 } }, '/enrolment/checkMinutes minimum'],
    ['an unknown mode', { mode: 'off' }, '/mode enum'],
  ])('%s: refused, as at the start', (_what, policy, problem) => {
    expect(checks(policyJsonSchema(), policy)).toEqual([expect.stringContaining(problem)]);
    expect(policySchema.safeParse(policy).success).toBe(false);
  });
});

describe('when a tenants file is checked by its JSON Schema', () => {
  it.each([
    ['lower case', TENANT],
    ['ids in upper case', { ...TENANT, securityGroupId: ID }],
  ])('%s: fine, as at the start', (_what, tenant) => {
    expect(checks(tenantsJsonSchema(), { tenants: [tenant] })).toEqual([]);
    expect(tenantsFileSchema.safeParse({ tenants: [tenant] }).success).toBe(true);
  });

  it.each<readonly [string, unknown, string]>([
    ['no tenant', { tenants: [] }, '/tenants minItems'],
    ['a group by its name', { tenants: [{ ...TENANT, securityGroupId: 'Security' }] }, '/securityGroupId pattern'],
    ['an unknown key', { tenants: [{ ...TENANT, secret: 'x' }] }, '/tenants/0 additionalProperties'],
    ['no name', { tenants: [{ ...TENANT, name: '' }] }, '/tenants/0/name minLength'],
  ])('%s: refused, as at the start', (_what, tenants, problem) => {
    expect(checks(tenantsJsonSchema(), tenants)).toEqual([expect.stringContaining(problem)]);
    expect(tenantsFileSchema.safeParse(tenants).success).toBe(false);
  });
});
