import { GROUPS, PEOPLE, TEAMS_APP } from '../../simulators/entra/contoso-ids';
import { FIXED_METHOD_IDS } from '../../simulators/entra/method-types';
import { giveMethod } from '../../simulators/entra/methods';
import { externalMethod, fido2Key, platformCredential } from '../../simulators/entra/new-methods';
import { setRisk, userById } from '../../simulators/entra/people';
import { addSignIn } from '../../simulators/entra/sign-in-log';
import { matchPath } from '../../simulators/graph/route';
import { GRAPH_ROUTES } from '../../simulators/graph/routes';
import { contoso } from '../simulators/graph/contoso-caller';
import { PublishedGraph, withoutNames } from './published-graph';

/** Calls that Microsoft's description, as far as we have it, does not describe. */
const NOT_PUBLISHED: ReadonlySet<string> = new Set([
  'get /users/{}/photo/$value',
  'get /users/{}/photos/{}/$value',
  'get /users/{}/mailboxSettings/automaticRepliesSetting',
  'get /users/{}/transitiveMemberOf/microsoft.graph.group',
  'get /groups/{}',
  'get /groups/{}/members',
  'get /groups/{}/members/microsoft.graph.user',
  'get /groups/{}/transitiveMembers/microsoft.graph.user',
  // Answered by a service behind Graph; there is no such call.
  'delete /users/{}/authentication/methods/{}',
  'delete /users/{}/authentication/externalAuthenticationMethods/{}/$ref',
]);

/** The description has a body for every 2XX of these; the documentation says 204, and 201 with nothing in it. */
const EMPTY: ReadonlySet<string> = new Set(['patch /users/{}', 'post /users/{}/teamwork/installedApps']);

const { ada, marcus, greta, hana } = PEOPLE;
const OF_ADA = `/users/${ada}`;
const METHODS = `${OF_ADA}/authentication`;

const published = new PublishedGraph();
const described = published.operations();

/** A sample tenant in which every call has something to answer. */
function everything() {
  const here = contoso();
  const { tenant, call } = here;
  giveMethod(tenant, ada, fido2Key('Blue'));
  giveMethod(tenant, ada, platformCredential('Mac'));
  giveMethod(tenant, ada, externalMethod('Duo', 'c0c0c0c0-0000-4000-8000-000000000001'));
  setRisk(tenant, ada, { level: 'low', state: 'atRisk' });
  addSignIn(tenant, ada);
  const tap = call('POST', `/v1.0${METHODS}/temporaryAccessPassMethods`).body.id;
  call('POST', `/v1.0/users/${hana}/teamwork/installedApps`, { body: bind() });
  const installation = Buffer.from(`${hana}##${TEAMS_APP.id}`).toString('base64');
  const methods = userById(tenant, ada).methods;
  const idOf = (type: string) => methods.find((method) => method.type === type)?.id ?? '';
  return { ...here, tap, installation, idOf };
}

function bind() {
  return { 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${TEAMS_APP.id}` };
}

type World = ReturnType<typeof everything>;
type Sample = readonly [method: string, path: (world: World) => string, body?: unknown];

const typed = (segment: string, type: string): readonly Sample[] => [
  ['GET', () => `${METHODS}/${segment}`],
  ['GET', ({ idOf }) => `${METHODS}/${segment}/${idOf(type)}`],
  ['DELETE', ({ idOf }) => `${METHODS}/${segment}/${idOf(type)}`],
];

const SAMPLES: readonly Sample[] = [
  ['GET', () => '/users?$select=id,displayName,accountEnabled,createdDateTime,identities,otherMails&$expand=manager'],
  ['GET', () => OF_ADA],
  ['GET', () => `${OF_ADA}?$select=id,mail,userPrincipalName,mobilePhone,otherMails,proxyAddresses`],
  ['GET', () => `${OF_ADA}?$select=id,accountEnabled,userType,lastPasswordChangeDateTime,onPremisesSyncEnabled`],
  ['PATCH', () => OF_ADA, { accountEnabled: false }],
  ['POST', () => `${OF_ADA}/revokeSignInSessions`],
  ['GET', () => `${OF_ADA}/manager`],
  ['GET', () => `/users/${greta}/transitiveMemberOf`],
  ['GET', () => `/users/${greta}/transitiveMemberOf/microsoft.graph.directoryRole`],
  ['POST', () => `/users/${hana}/checkMemberGroups`, { groupIds: [GROUPS.helpdesk] }],
  ['GET', () => '/roleManagement/directory/roleAssignments'],
  ['GET', () => '/roleManagement/directory/roleEligibilityScheduleInstances'],
  ['GET', () => `${METHODS}/methods`],
  ['GET', () => `${METHODS}/methods/${FIXED_METHOD_IDS.mobile}`],
  ['GET', () => `${METHODS}/passwordMethods`],
  ['GET', () => `${METHODS}/passwordMethods/${FIXED_METHOD_IDS.password}`],
  ...typed('phoneMethods', 'phone'),
  ['POST', () => `${METHODS}/phoneMethods`, { phoneNumber: '+47 40055377', phoneType: 'office' }],
  ['PATCH', ({ idOf }) => `${METHODS}/phoneMethods/${idOf('phone')}`, { phoneNumber: '+47 40055378' }],
  ...typed('emailMethods', 'email'),
  ['PATCH', ({ idOf }) => `${METHODS}/emailMethods/${idOf('email')}`, { emailAddress: 'ada.other@post.example' }],
  ['POST', () => `/users/${marcus}/authentication/emailMethods`, { emailAddress: 'marcus@post.example' }],
  ['GET', () => `${METHODS}/microsoftAuthenticatorMethods`],
  ['GET', ({ idOf }) => `${METHODS}/microsoftAuthenticatorMethods/${idOf('microsoftAuthenticator')}`],
  [
    'DELETE',
    ({ tenant }) =>
      `/users/${marcus}/authentication/microsoftAuthenticatorMethods/${String(userById(tenant, marcus).methods[0]?.id)}`,
  ],
  ...typed('softwareOathMethods', 'softwareOath'),
  ...typed('fido2Methods', 'fido2'),
  ...typed('windowsHelloForBusinessMethods', 'windowsHelloForBusiness'),
  ...typed('platformCredentialMethods', 'platformCredential'),
  ...typed('externalAuthenticationMethods', 'external'),
  ['POST', () => `${METHODS}/temporaryAccessPassMethods`, { lifetimeInMinutes: 30, isUsableOnce: true }],
  ['GET', () => `${METHODS}/temporaryAccessPassMethods`],
  ['GET', ({ tap }) => `${METHODS}/temporaryAccessPassMethods/${tap}`],
  ['DELETE', ({ tap }) => `${METHODS}/temporaryAccessPassMethods/${tap}`],
  ['GET', () => '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass'],
  ['GET', () => '/auditLogs/directoryAudits'],
  [
    'GET',
    ({ call }) =>
      `/auditLogs/directoryAudits/${encodeURIComponent(String(call('GET', '/v1.0/auditLogs/directoryAudits').body.value[0]?.id))}`,
  ],
  ['GET', () => '/auditLogs/signIns'],
  ['GET', () => '/identityProtection/riskyUsers'],
  ['GET', () => `/identityProtection/riskyUsers/${ada}`],
  ['POST', () => '/identityProtection/riskyUsers/confirmCompromised', { userIds: [ada] }],
  ['GET', () => '/identityProtection/riskDetections'],
  ['GET', () => `/reports/authenticationMethods/userRegistrationDetails/${ada}`],
  [
    'POST',
    () => `${OF_ADA}/sendMail`,
    { message: { subject: 'Hello', toRecipients: [{ emailAddress: { address: 'x@post.example' } }] } },
  ],
  ['GET', () => '/appCatalogs/teamsApps'],
  ['GET', () => `/users/${hana}/teamwork/installedApps?$expand=teamsApp`],
  ['POST', () => `${OF_ADA}/teamwork/installedApps`, bind()],
  ['GET', ({ installation }) => `/users/${hana}/teamwork/installedApps/${encodeURIComponent(installation)}`],
  ['GET', ({ installation }) => `/users/${hana}/teamwork/installedApps/${encodeURIComponent(installation)}/chat`],
  ['DELETE', ({ installation }) => `/users/${hana}/teamwork/installedApps/${encodeURIComponent(installation)}`],
];

/** The operation that a sample is one of: `get /users/{}`. */
function operationOf([method, path]: Sample): string {
  const resource = decodeURIComponent((path(everything()).split('?')[0] ?? '').replaceAll('%2F', ''));
  const route = GRAPH_ROUTES.find((each) => each.method === method && matchPath(each.path, resource) !== undefined);
  return `${method.toLowerCase()} ${withoutNames(route?.path ?? resource)}`;
}

describe('when the simulated Graph answers', () => {
  it.each(SAMPLES.map((sample) => [operationOf(sample), sample] as const))('%s: as published', (operation, sample) => {
    const world = everything();
    const [method, path, body] = sample;
    const roles = GRAPH_ROUTES.flatMap(({ permissions }) => permissions.flat());
    const answer = world.call(method, `/v1.0${path(world)}`, { roles, body });
    expect(answer.body).toEqual(answer.status < 300 ? answer.body : 'a success');
    if (EMPTY.has(operation)) expect(answer.body).toBeUndefined();
    else expect(published.faultsOf(operation, answer.body)).toEqual([]);
  });

  it('every call of it is checked, or said to be unpublished', () => {
    const sampled = new Set(SAMPLES.map((sample) => operationOf(sample)));
    const inV1 = GRAPH_ROUTES.filter(({ versions }) => versions.includes('v1.0'));
    const calls = inV1.map(({ method, path }) => `${method.toLowerCase()} ${withoutNames(path)}`);
    expect(calls.filter((call) => described.has(call) && !sampled.has(call))).toEqual([]);
    expect(calls.filter((call) => !described.has(call) && !NOT_PUBLISHED.has(call))).toEqual([]);
  });

  it.each([
    ['GET', '/users/nobody'],
    ['GET', '/users/nobody/authentication/methods'],
    ['GET', '/nowhere'],
    ['POST', '/users/nobody/authentication/temporaryAccessPassMethods'],
  ])('%s %s: the published error', (method, path) => {
    const { status, body } = contoso().call(method, `/v1.0${path}`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(published.faultsOfError(body)).toEqual([]);
  });
});

describe('when an answer is wrong', () => {
  it.each([
    [{ id: 'x', mobilePhone: 7 }, ['/mobilePhone must be string']],
    [{ id: 'x', shoeSize: 'L' }, ['shoeSize is not published']],
  ])('%j is noticed', (body, faults) => {
    expect(published.faultsOf('get /users/{}', body)).toEqual(faults);
  });
});
