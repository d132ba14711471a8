import { appToken } from '../../../simulators/entra/app-token';
import { APPS, GROUPS, PEOPLE } from '../../../simulators/entra/contoso-ids';
import { contoso } from './contoso-caller';

const ADA = `/v1.0/users/${PEOPLE.ada}`;
const TAP = `${ADA}/authentication/temporaryAccessPassMethods`;

describe('when a permission is missing', () => {
  it.each([
    ['GET', '/v1.0/users', 'Policy.Read.All'],
    ['GET', `${ADA}/manager`, 'User.ReadBasic.All'],
    ['POST', `${ADA}/checkMemberGroups`, 'User.Read.All'],
    ['GET', `/v1.0/groups/${GROUPS.duty}/members`, 'User.Read.All'],
    ['GET', '/v1.0/roleManagement/directory/roleAssignments', 'User.Read.All'],
    ['POST', `${ADA}/revokeSignInSessions`, 'User.Read.All'],
    ['PATCH', ADA, 'User.EnableDisableAccount.All'],
    ['GET', '/v1.0/auditLogs/directoryAudits', 'Directory.Read.All'],
    ['POST', `${ADA}/sendMail`, 'Mail.Read'],
    ['POST', `${ADA}/teamwork/installedApps`, 'AppCatalog.Read.All'],
  ])('%s %s is denied by the directory', (method, path, role) => {
    const body = { accountEnabled: false };
    const { status, body: answer } = contoso().call(method, path, { roles: [role], body });
    expect([status, answer.error.code, answer.error.message]).toEqual([
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    ]);
  });

  it.each([
    ['GET', `${ADA}/authentication/methods`, 'UserAuthMethod-Phone.ReadWrite.All'],
    ['POST', TAP, 'UserAuthMethod-TAP.Read.All'],
    ['DELETE', `${ADA}/authentication/phoneMethods/x`, 'UserAuthMethod-Email.ReadWrite.All'],
  ])('%s %s is denied by the authentication methods backend', (method, path, role) => {
    const { status, body } = contoso().call(method, path, { roles: [role] });
    expect([status, body.error.code, body.error.message, body.error.innerError.message]).toEqual([
      403,
      'accessDenied',
      'Request Authorization failed',
      'Request Authorization failed',
    ]);
  });

  it.each([
    ['GET', `${ADA}/authentication/methods`, 'UserAuthenticationMethod.Read.All'],
    ['GET', TAP, 'UserAuthMethod-TAP.Read.All'],
    ['POST', TAP, 'UserAuthMethod-TAP.ReadWrite.All'],
    ['POST', TAP, 'UserAuthenticationMethod.ReadWrite.All'],
    [
      'DELETE',
      `${ADA}/authentication/phoneMethods/3179e48a-750b-4051-897c-87b9720928f7`,
      'UserAuthMethod-Phone.ReadWrite.All',
    ],
  ])('%s %s is allowed with %s', (method, path, role) => {
    expect(contoso().call(method, path, { roles: [role] }).status).toBeLessThan(300);
  });

  it('a grant counts from the next token on', () => {
    const { call, tenant } = contoso();
    const old = `Bearer ${appToken(tenant, APPS.executor.appId)}`;
    const executor = tenant.apps.find(({ appId }) => appId === APPS.executor.appId);
    if (executor) executor.roles['https://graph.microsoft.com'] = [];
    expect(call('GET', '/v1.0/users', { headers: { authorization: old } }).status).toBe(200);
    expect(call('GET', '/v1.0/users').status).toBe(403);
  });
});

describe('when the token is no good', () => {
  const { tenant, clock, call } = contoso();
  const issuedAt = clock.time;
  const token = appToken(tenant, APPS.executor.appId);

  afterEach(() => {
    clock.time = issuedAt;
  });

  it.each([
    ['missing', '', 'Access token is empty.'],
    ['of another scheme', 'Basic abc', 'Access token is empty.'],
    ['junk', 'Bearer junk', 'Access token validation failure. Invalid signature.'],
    ['altered', `Bearer ${token.slice(0, -8)}AAAAAAAA`, 'Access token validation failure. Invalid signature.'],
    [
      'for another service',
      `Bearer ${appToken(tenant, APPS.bot.appId, 'https://api.botframework.com')}`,
      'Access token validation failure. Invalid audience.',
    ],
    [
      'of another tenant',
      `Bearer ${tenant.key.mintToken({ aud: 'https://graph.microsoft.com', tid: 'other', exp: 9e9, roles: [] })}`,
      'Access token validation failure. Invalid tenant.',
    ],
  ])('%s: 401', (_, authorization, message) => {
    const { status, body, headers } = call('GET', ADA, { headers: { authorization } });
    expect([status, body.error.code, body.error.message]).toEqual([401, 'InvalidAuthenticationToken', message]);
    expect(headers['WWW-Authenticate']).toContain('Bearer realm=""');
  });

  it('over: 401', () => {
    const headers = { authorization: `Bearer ${token}` };
    clock.time = issuedAt + 3598_000;
    expect(call('GET', ADA, { headers }).status).toBe(200);
    clock.time = issuedAt + 3599_000;
    expect(call('GET', ADA, { headers }).body.error.message).toBe('Lifetime validation failed, the token is expired.');
  });
});

describe('when a path is unknown', () => {
  it.each([
    ['GET', '/v1.0/nowhere', 400, "Resource not found for the segment 'nowhere'."],
    ['GET', `${ADA}/authentication/faceMethods`, 400, "Resource not found for the segment 'faceMethods'."],
    ['GET', '/v2.0/users', 400, 'Invalid version: v2.0'],
    ['DELETE', '/v1.0/users', 405, 'Specified HTTP method is not allowed for the request target.'],
  ])('%s %s: %i', (method, path, status, message) => {
    const answer = contoso().call(method, path);
    expect([answer.status, answer.body.error.message]).toEqual([status, message]);
  });
});

describe('when a client names its request', () => {
  it('its id comes back beside ours', () => {
    const { call, tenant } = contoso();
    const { headers, body } = call('GET', '/v1.0/nowhere', { headers: { 'client-request-id': 'mine' } });
    expect(headers).toMatchObject({ 'client-request-id': 'mine', Date: new Date(tenant.clock.now()).toUTCString() });
    expect(body.error.innerError).toMatchObject({ 'client-request-id': 'mine', 'request-id': headers['request-id'] });
    expect(headers['request-id']).not.toBe('mine');
  });
});
