import { APPS, PEOPLE } from '../../../simulators/entra/contoso-ids';
import { authenticatorApp } from '../../../simulators/entra/new-methods';
import { setManager, setRisk } from '../../../simulators/entra/people';
import { addSignIn, answeredBy } from '../../../simulators/entra/sign-in-log';
import { enrolWithPass } from '../../../simulators/entra/sign-in';
import { contoso, MINUTE, type Contoso, type Row } from './contoso-caller';

const OF_ADA = `/v1.0/users/${PEOPLE.ada}`;
const AUDITS = '/v1.0/auditLogs/directoryAudits';

function audits({ call }: Contoso, filter?: string): readonly Row[] {
  return call('GET', filter === undefined ? AUDITS : `${AUDITS}?$filter=${encodeURIComponent(filter)}`).body.value;
}

describe('when the audit log is read', () => {
  it('what an app does to a pass reads as if the person had done it, but for the initiator', () => {
    const here = contoso();
    const passes = `${OF_ADA}/authentication/temporaryAccessPassMethods`;
    const { id } = here.call('POST', passes, { body: { isUsableOnce: true } }).body;
    here.call('DELETE', `${passes}/${id}`);
    const [deleted, created] = audits(here);
    expect(created).toMatchObject({
      activityDisplayName: 'User registered security info',
      resultReason: 'User registered temporary access pass method',
      loggedByService: 'Authentication Methods',
    });
    expect(created?.initiatedBy).toMatchObject({
      user: null,
      app: { appId: APPS.executor.appId, displayName: 'Latchkey executor' },
    });
    expect(created?.targetResources).toMatchObject([
      {
        id: PEOPLE.ada,
        type: 'User',
        modifiedProperties: [{ displayName: 'AccessPassUsage', newValue: '["OneTime"]' }],
      },
    ]);
    expect([deleted?.activityDisplayName, deleted?.initiatedBy.app?.appId]).toEqual([
      'User deleted security info',
      APPS.executor.appId,
    ]);
  });

  it('what the person registers has her as initiator', () => {
    const here = contoso();
    const passText = here.call('POST', `${OF_ADA}/authentication/temporaryAccessPassMethods`).body.temporaryAccessPass;
    enrolWithPass(here.tenant, { userId: PEOPLE.ada, passText, method: authenticatorApp('Pixel 9') });
    const own = audits(here, `initiatedBy/user/id eq '${PEOPLE.ada}'`);
    expect(own.map(({ resultReason, initiatedBy }) => [resultReason, initiatedBy.app])).toEqual([
      ['User registered Authenticator App with Notification and Code', null],
    ]);
  });

  it.each([
    ["activityDisplayName eq 'Set user manager'", 1],
    ["startswith(activityDisplayName,'Set user')", 1],
    [`targetResources/any(t:t/id eq '${PEOPLE.ada}')`, 2],
    [`targetResources/any(t:t/id eq '${PEOPLE.ada}') and activityDateTime ge 2026-08-03T09:01:00Z`, 1],
    [`initiatedBy/app/appId eq '${APPS.executor.appId}'`, 1],
    ["loggedByService eq 'Core Directory' and category eq 'UserManagement'", 2],
    ["activityDisplayName eq 'Delete user'", 0],
  ])('filter %s', (filter, count) => {
    const here = contoso();
    setManager(here.tenant, PEOPLE.ada, { kind: 'user', id: PEOPLE.elias });
    here.clock.time += MINUTE;
    here.call('POST', `${OF_ADA}/revokeSignInSessions`);
    expect(audits(here, filter)).toHaveLength(count);
  });

  it('records come with delay, and one can be read by its id', () => {
    const here = contoso({ auditLagMs: 5 * MINUTE });
    here.call('POST', `${OF_ADA}/revokeSignInSessions`);
    expect(audits(here)).toEqual([]);
    here.clock.time += 5 * MINUTE;
    const id = String(audits(here)[0]?.id);
    expect(here.call('GET', `${AUDITS}/${encodeURIComponent(id)}`).body.id).toBe(id);
    expect(here.call('GET', `${AUDITS}/other`).status).toBe(404);
  });
});

describe('when sign-ins are read', () => {
  it('they are somebody’s, newest first', () => {
    const here = contoso();
    addSignIn(here.tenant, PEOPLE.ada, { ipAddress: '203.0.113.1' });
    addSignIn(here.tenant, PEOPLE.elias);
    addSignIn(here.tenant, PEOPLE.ada, { ipAddress: '203.0.113.2' });
    const { value } = here.call('GET', `/v1.0/auditLogs/signIns?$filter=userId%20eq%20'${PEOPLE.ada}'`).body;
    expect(value.map(({ ipAddress }) => ipAddress)).toEqual(['203.0.113.2', '203.0.113.1']);
  });

  it('only beta tells what answered', () => {
    const here = contoso();
    const authenticationDetails = [answeredBy('Mobile app notification')];
    addSignIn(here.tenant, PEOPLE.ada, { authenticationDetails });
    const [row] = here.call('GET', '/beta/auditLogs/signIns').body.value;
    expect(row).toMatchObject({ authenticationDetails });
    expect(here.call('GET', '/v1.0/auditLogs/signIns').body.value[0]).not.toHaveProperty('authenticationDetails');
  });
});

describe('when the tenant has no licence', () => {
  const unlicensed = {
    code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    message: "Neither tenant is B2C or tenant doesn't have premium license",
  };

  it.each([
    ['/v1.0/auditLogs/signIns', [403, 200, 200]],
    [`/v1.0/reports/authenticationMethods/userRegistrationDetails/${PEOPLE.ada}`, [403, 200, 200]],
    ['/v1.0/identityProtection/riskDetections', [403, 200, 200]],
    [`/v1.0/identityProtection/riskyUsers/${PEOPLE.ada}`, [403, 403, 200]],
    ['/v1.0/identityProtection/riskyUsers', [403, 403, 200]],
    ['/v1.0/auditLogs/directoryAudits', [200, 200, 200]],
  ])('%s with none, P1, P2: %j', (path, expected) => {
    const { call, tenant } = contoso();
    setRisk(tenant, PEOPLE.ada, { level: 'low', state: 'atRisk' });
    const answers = (['none', 'p1', 'p2'] as const).map((licence) => {
      tenant.switches.licence = licence;
      return call('GET', path);
    });
    expect(answers.map(({ status }) => status)).toEqual(expected);
    for (const { status, body } of answers) if (status === 403) expect(body.error).toMatchObject(unlicensed);
  });
});

describe('when risk is read', () => {
  const path = `/v1.0/identityProtection/riskyUsers/${PEOPLE.ada}`;

  it('somebody who never was at risk is not there', () => {
    expect(contoso().call('GET', path).status).toBe(404);
  });

  it('level and state are told', () => {
    const { call, tenant } = contoso();
    setRisk(tenant, PEOPLE.ada, { level: 'high', state: 'atRisk' });
    expect(call('GET', path).body).toMatchObject({ id: PEOPLE.ada, riskLevel: 'high', riskState: 'atRisk' });
    const detections = `/v1.0/identityProtection/riskDetections?$filter=userId%20eq%20'${PEOPLE.ada}'`;
    expect(call('GET', detections).body.value).toMatchObject([{ userId: PEOPLE.ada, riskLevel: 'high' }]);
  });

  it('an account can be confirmed compromised', () => {
    const { call } = contoso();
    const confirm = (body: unknown) => {
      const roles = ['IdentityRiskyUser.ReadWrite.All'];
      return call('POST', '/v1.0/identityProtection/riskyUsers/confirmCompromised', { body, roles }).status;
    };
    expect([confirm({}), confirm({ userIds: ['nobody'] }), confirm({ userIds: [PEOPLE.ada] })]).toEqual([
      400, 404, 204,
    ]);
    expect(call('GET', path).body).toMatchObject({ riskLevel: 'high', riskState: 'confirmedCompromised' });
  });
});

describe('when the registration report is read', () => {
  it('it names methods and default in its own words', () => {
    const path = `/v1.0/reports/authenticationMethods/userRegistrationDetails/${PEOPLE.ada}`;
    expect(contoso().call('GET', path).body).toMatchObject({
      isAdmin: false,
      isMfaRegistered: true,
      methodsRegistered: [
        ...['microsoftAuthenticatorPush', 'mobilePhone', 'softwareOneTimePasscode', 'windowsHelloForBusiness', 'email'],
      ],
      userPreferredMethodForSecondaryAuthentication: 'push',
    });
  });
});
