import { randomBytes } from 'node:crypto';
import { auditSettings, type SettingsDeps } from '../../scripts/audit-settings';
import { OTHER_TENANT, TENANT } from '../support/request-builder';

const CONNECTION = 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0';
const KEYS = `k1:${randomBytes(32).toString('base64')}`;
const REMOTE = { AZURE_STORAGE_CONNECTION_STRING: CONNECTION, LEDGER_KEYS: KEYS };

const deps = (
  environment: SettingsDeps['environment'],
  files: Readonly<Record<string, string>> = {},
): SettingsDeps => ({ environment, readFile: (file) => files[file.replaceAll('\\', '/')] });

const localFiles = {
  '.latchkey/local.json': JSON.stringify({ connectionString: CONNECTION, tenantIds: [TENANT] }),
  '.latchkey/keys': `${KEYS}\n`,
};

describe('when the store is looked for', () => {
  it('takes it from the environment', () => {
    const { connection, keys, tenantIds } = auditSettings(deps(REMOTE, localFiles), [OTHER_TENANT]);
    expect('connectionString' in connection && connection.connectionString.reveal()).toBe(CONNECTION);
    expect([keys.currentId, tenantIds]).toEqual(['k1', [OTHER_TENANT]]);
  });

  it('takes an account that an identity may read', () => {
    const { connection } = auditSettings(deps({ AZURE_STORAGE_ACCOUNT: 'latchkeyprod', LEDGER_KEYS: KEYS }), [TENANT]);
    expect(connection).toMatchObject({ account: 'latchkeyprod' });
  });

  it('takes the tenants from TENANTS_FILE', () => {
    const file = JSON.stringify({ tenants: [{ tenantId: TENANT.toUpperCase(), name: 'Contoso' }] });
    const { tenantIds } = auditSettings(deps({ ...REMOTE, TENANTS_FILE: 't.json' }, { 't.json': file }), []);
    expect(tenantIds).toEqual([TENANT]);
  });

  it('takes the local one, in the folder that the bot uses', () => {
    expect(auditSettings(deps({}, localFiles), []).tenantIds).toEqual([TENANT]);
    const moved = Object.fromEntries(
      Object.entries(localFiles).map(([name, text]) => [name.replace('.latchkey', 'data'), text]),
    );
    expect(auditSettings(deps({ DATA_FOLDER: 'data' }, moved), []).keys.currentId).toBe('k1');
  });

  it.each<readonly [string, SettingsDeps, object | undefined]>([
    ['of the tables', deps(REMOTE), { container: 'anchors', connection: { connectionString: expect.anything() } }],
    ['of their own', deps({ ...REMOTE, ANCHOR_STORAGE_ACCOUNT: 'far' }), { connection: { account: 'far' } }],
    ['under another name', deps({ ...REMOTE, ANCHOR_CONTAINER: 'seals' }), { container: 'seals' }],
    ['of the local profile', deps({}, localFiles), { folder: expect.stringMatching(/^.latchkey.anchors$/) }],
    ['that is switched off', deps({ ...REMOTE, ANCHOR_CONTAINER: 'off' }), undefined],
    ['that is switched off here', deps({ ANCHOR_CONTAINER: 'off' }, localFiles), undefined],
  ])('looks for the anchors in the place %s', (_name, given, place) => {
    const { anchorPlace } = auditSettings(given, [TENANT]);
    if (place === undefined) expect(anchorPlace).toBeUndefined();
    else expect(anchorPlace).toMatchObject(place);
  });

  it.each<readonly [string, SettingsDeps, readonly string[], string]>([
    ['nothing is there', deps({}), [TENANT], 'npm start'],
    ['the keys are missing', deps({ AZURE_STORAGE_CONNECTION_STRING: CONNECTION }), [TENANT], 'LEDGER_KEYS is not set'],
    ['the keys are no keys', deps({ ...REMOTE, LEDGER_KEYS: 'k1' }), [TENANT], 'LEDGER_KEYS: entry 1'],
    ['no tenant is named', deps(REMOTE), [], '--tenant'],
    ['a tenant is no GUID', deps(REMOTE), ['contoso'], '"contoso" is no tenant id'],
    ['a file is broken', deps({}, { ...localFiles, '.latchkey/local.json': '{' }), [], 'local.json'],
    ['TENANTS_FILE is missing', deps({ ...REMOTE, TENANTS_FILE: 't.json' }), [], 't.json'],
  ])('says what to do when %s', (_name, given, tenants, words) => {
    const find = () => auditSettings(given, tenants);
    expect(find).toThrow(words);
    expect(find).not.toThrow(/c2VjcmV0/);
  });
});
