import { inspect } from 'node:util';
import nock from 'nock';
import { createAccessPasses } from '../../graph/access-pass';
import { createAuthMethods } from '../../graph/auth-methods';
import { METHOD_KINDS, type Method, type MethodKind } from '../../recovery/methods';
import { CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { giveMethod, setDefaultMethod } from '../../simulators/entra/methods';
import {
  authenticatorApp,
  email,
  externalMethod,
  fido2Key,
  futureMethod,
  hardwareOath,
  phone,
  platformCredential,
  qrCodePin,
  softwareOath,
  windowsHello,
  type NewMethod,
} from '../../simulators/entra/new-methods';
import { userById } from '../../simulators/entra/people';
import { clientWith, contosoGraph, NOON, scriptedClient } from './contoso-graph';

const { noor } = PEOPLE;
const EXTERNAL = 'externalAuthenticationMethod';
const CONFIGURATION = 'c0ffee00-0000-4000-8000-000000000001';
const FIXED = '3179e48a-750b-4051-897c-87b9720928f7';

afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
});

/** Noor has these and nothing else beside her password. */
function noorWith(...methods: readonly NewMethod[]) {
  const contoso = contosoGraph();
  const user = userById(contoso.tenant, noor);
  user.methods = [];
  user.defaultMethodId = undefined;
  for (const method of methods) giveMethod(contoso.tenant, noor, method, NOON - 90_000);
  contoso.tenant.writes.length = 0;
  const authMethods = createAuthMethods(contoso.graph);
  const only = async (kind: MethodKind): Promise<Method> => {
    const found = (await authMethods.list(TENANT, noor)).find((method) => method.kind === kind);
    if (found === undefined) throw new Error(`no ${kind} is listed`);
    return found;
  };
  const kinds = async () => (await authMethods.list(TENANT, noor)).map(({ kind }) => kind);
  return { ...contoso, user, methods: authMethods, only, kinds };
}

describe('when methods are listed', () => {
  it('says of a pass whether it can still be used', async () => {
    const { graph, only, user } = noorWith();
    await createAccessPasses(graph).issue(TENANT, noor, 30, 8_000);
    expect((await only('temporaryAccessPass')).usable).toBe(true);
    if (user.pass !== undefined) user.pass.usedAt = NOON;
    expect((await only('temporaryAccessPass')).usable).toBe(false);
    expect(await only('password')).not.toHaveProperty('usable');
  });

  it('makes a method of the domain of each', async () => {
    const { methods } = noorWith(phone('+47 40055312'), authenticatorApp('Pixel 8'), futureMethod('Ring'));
    expect(await methods.list(TENANT, noor)).toEqual([
      expect.objectContaining({ kind: 'password', label: 'Password' }),
      expect.objectContaining({ id: FIXED, kind: 'mobilePhone', label: 'Mobile phone +47 ••• •• 312' }),
      expect.objectContaining({
        kind: 'microsoftAuthenticator',
        label: 'Microsoft Authenticator on Pixel 8',
        createdAt: NOON - 90_000,
      }),
      expect.objectContaining({ kind: 'unknown', label: 'A method of a kind that is not known yet: Ring' }),
    ]);
  });

  it.each<readonly [MethodKind, NewMethod, string | undefined, string | undefined]>([
    ['mobilePhone', phone('+47 40055312'), '+4740055312', '+47 ••• •• 312'],
    ['alternateMobilePhone', phone('+47 400-55 (313)', 'alternateMobile'), '+4740055313', '+47 ••• •• 313'],
    ['officePhone', phone('+47 22334455', 'office'), undefined, undefined],
    ['email', email('noor@home.example'), 'noor@home.example', 'n•••@home.example'],
    ['microsoftAuthenticator', authenticatorApp('Pixel 8'), undefined, undefined],
  ])('knows whether somebody can be written to by %s', async (kind, method, address, masked) => {
    const { contact } = await noorWith(method).only(kind);
    expect(contact?.address.reveal()).toBe(address);
    expect(contact?.masked).toBe(masked);
    expect(contact?.channel).toBe(address && (kind === 'email' ? 'email' : 'sms'));
  });

  it('shows neither numbers nor addresses, however it is printed', async () => {
    const { methods } = noorWith(phone('+47 40055312'), email('noor.haddad@home.example'));
    const listed = await methods.list(TENANT, noor);
    expect(`${inspect(listed, { depth: 10 })}${JSON.stringify(listed)}`).not.toMatch(/40055|noor\.haddad/);
  });

  it.each<readonly [string, NewMethod, NewMethod, boolean]>([
    ['another number', phone('+47 40055312'), phone('+47 40055313'), false],
    ['the same number', phone('+47 40055312'), phone('+47 40055312'), true],
    ['another address', email('a@home.example'), email('b@home.example'), false],
    ['the same address', email('a@home.example'), email('a@home.example'), true],
  ])('says by its identity whether it is itself: %s', async (_name, first, second, same) => {
    const { user, tenant, methods } = noorWith(first);
    const identity = async () => (await methods.list(TENANT, noor))[1]?.identity.reveal();
    const before = await identity();
    user.methods = [];
    giveMethod(tenant, noor, second, NOON - 90_000);
    expect((await identity()) === before).toBe(same);
  });

  it('gives two apps of one name on two days two identities', async () => {
    const listed = (id: string, createdDateTime: string) => ({
      '@odata.type': '#microsoft.graph.microsoftAuthenticatorAuthenticationMethod',
      ...{ id, displayName: 'Pixel 8', createdDateTime },
    });
    const value = [
      listed('a', '2026-08-03T12:00:00Z'),
      listed('a', '2026-08-03T12:00:00.4567891Z'),
      listed('a', '2026-08-04T12:00:00Z'),
      listed('b', '2026-08-03T12:00:00Z'),
    ];
    const methods = await createAuthMethods(() => scriptedClient({ value })).list(TENANT, noor);
    const [first, precise, later, other] = methods.map(({ identity }) => identity.reveal());
    expect(precise).toBe(first);
    expect(new Set([first, later, other]).size).toBe(3);
  });

  it('throws notFound for somebody who is not there', async () => {
    const { methods } = noorWith();
    await expect(methods.list(TENANT, FIXED)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('refuses an answer of another shape', async () => {
    const methods = createAuthMethods(() => scriptedClient({ value: [{ displayName: 'no id' }] }));
    await expect(methods.list(TENANT, noor)).rejects.toMatchObject({ code: 'rejected' });
  });
});

const REMOVABLE: readonly (readonly [MethodKind, NewMethod, string])[] = [
  ['mobilePhone', phone('+47 40055312'), 'phoneMethods/{id}'],
  ['alternateMobilePhone', phone('+47 40055312', 'alternateMobile'), 'phoneMethods/{id}'],
  ['officePhone', phone('+47 40055312', 'office'), 'phoneMethods/{id}'],
  ['email', email('noor@home.example'), 'emailMethods/{id}'],
  ['microsoftAuthenticator', authenticatorApp('Pixel 8'), 'microsoftAuthenticatorMethods/{id}'],
  ['softwareOath', softwareOath(), 'softwareOathMethods/{id}'],
  ['hardwareOath', hardwareOath('1'), 'hardwareOathMethods/{id}'],
  ['fido2', fido2Key('Blue key'), 'fido2Methods/{id}'],
  ['windowsHelloForBusiness', windowsHello('LAPTOP'), 'windowsHelloForBusinessMethods/{id}'],
  ['platformCredential', platformCredential('Mac'), 'platformCredentialMethods/{id}'],
  [EXTERNAL, externalMethod('Fabrikam', CONFIGURATION), 'externalAuthenticationMethods/{id}'],
  ['qrCodePin', qrCodePin(), 'qrCodePinMethod'],
];

describe('when a method is removed', () => {
  it.each(REMOVABLE)('removes %s by its own path', async (kind, method, path) => {
    const { tenant, methods, only, kinds } = noorWith(method);
    const listed = await only(kind);
    const { outcome, requestId } = await methods.remove(TENANT, noor, listed);
    const write = tenant.writes[0];
    expect(outcome).toBe('removed');
    expect(requestId).toBe(write?.requestId);
    expect(write?.path).toBe(`/users/${noor}/authentication/${path.replace('{id}', listed.id)}`);
    expect(await kinds()).toEqual(['password']);
  });

  it.each(REMOVABLE)('calls %s already gone the second time', async (kind, method) => {
    const { methods, only } = noorWith(method);
    const listed = await only(kind);
    await methods.remove(TENANT, noor, listed);
    await expect(methods.remove(TENANT, noor, listed)).resolves.toEqual({ outcome: 'alreadyGone' });
  });

  it('leaves out no kind that has a path', () => {
    const tested = new Set([...REMOVABLE.map(([kind]) => kind), 'password', 'unknown', 'temporaryAccessPass']);
    expect(METHOD_KINDS.filter((kind) => !tested.has(kind))).toEqual([]);
  });

  it.each<readonly [MethodKind, string]>([
    ['password', '28c10230-6103-485e-b985-444c60001490'],
    ['unknown', FIXED],
  ])('refuses to remove %s without asking Graph', async (kind, id) => {
    const client = scriptedClient();
    const methods = createAuthMethods(() => client);
    await expect(methods.remove(TENANT, noor, { id, kind })).rejects.toMatchObject({ code: 'rejected' });
    expect(client.calls).toEqual([]);
  });

  it.each([
    ['a user principal name', 'lena_fabrikam.example#EXT#@contoso.example', FIXED],
    ['an empty method id', noor, ''],
    ['a method id that climbs up', noor, '..'],
  ])('refuses %s before any call', async (_name, person, id) => {
    const client = scriptedClient();
    const methods = createAuthMethods(() => client);
    await expect(methods.remove(TENANT, person, { id, kind: 'mobilePhone' })).rejects.toMatchObject({
      code: 'rejected',
    });
    await expect(methods.list(TENANT, 'x#EXT#@contoso.example')).rejects.toMatchObject({ code: 'rejected' });
    expect(client.calls).toEqual([]);
  });

  it.each(['current', 'older'] as const)('says that the default stands in the way (%s wording)', async (wording) => {
    const { tenant, methods, only } = noorWith(authenticatorApp('Pixel 8'), softwareOath());
    tenant.switches.defaultRefusal = wording;
    const app = await only('microsoftAuthenticator');
    setDefaultMethod(tenant, noor, app.id);
    await expect(methods.remove(TENANT, noor, app)).rejects.toMatchObject({ code: 'defaultMethod' });
    await methods.remove(TENANT, noor, await only('softwareOath'));
    await expect(methods.remove(TENANT, noor, app)).resolves.toMatchObject({ outcome: 'removed' });
  });

  it('says that the alternate number goes first', async () => {
    const { methods, only } = noorWith(phone('+47 40055312'), phone('+47 40055313', 'alternateMobile'));
    const mobile = await only('mobilePhone');
    await expect(methods.remove(TENANT, noor, mobile)).rejects.toMatchObject({ code: 'orderRequired' });
  });

  it('is unavailable after a 504 that took effect, and already gone then', async () => {
    const { tenant, methods, only } = noorWith(fido2Key('Blue key'));
    const key = await only('fido2');
    tenant.switches.faults.push({ method: 'DELETE', path: /fido2/, status: 504, afterCommit: true, times: 1 });
    await expect(methods.remove(TENANT, noor, key)).rejects.toMatchObject({ code: 'unavailable' });
    expect(tenant.writes).toHaveLength(1);
    await expect(methods.remove(TENANT, noor, key)).resolves.toEqual({ outcome: 'alreadyGone' });
  });

  it('still lists it while Graph lags behind', async () => {
    const { tenant, methods, only, kinds } = noorWith(fido2Key('Blue key'));
    tenant.switches.replicationLagMs = 60_000;
    const key = await only('fido2');
    await methods.remove(TENANT, noor, key);
    expect(await kinds()).toEqual(['password', 'fido2']);
    await expect(methods.remove(TENANT, noor, key)).resolves.toEqual({ outcome: 'alreadyGone' });
  });
});

describe('when an external method is removed', () => {
  const method = { id: CONFIGURATION, kind: EXTERNAL } as const;
  const still = { value: [{ '@odata.type': `#microsoft.graph.${EXTERNAL}`, id: CONFIGURATION }] };

  it('ends in $ref where the service wants that', async () => {
    const { tenant, methods, only, kinds } = noorWith(externalMethod('Fabrikam', CONFIGURATION));
    tenant.switches.externalMethodByKey = false;
    const listed = await only(EXTERNAL);
    await expect(methods.remove(TENANT, noor, listed)).resolves.toMatchObject({ outcome: 'removed' });
    expect(tenant.writes[0]?.path).toMatch(/\/\$ref$/);
    expect(await kinds()).toEqual(['password']);
  });

  it.each<readonly [string, number, unknown, readonly string[]]>([
    ['unknown path and still listed', 404, still, ['DELETE', 'GET', 'DELETE $ref']],
    ['wrong verb and still listed', 405, still, ['DELETE', 'GET', 'DELETE $ref']],
    ['unknown path and gone', 404, { value: [] }, ['DELETE', 'GET']],
    ['wrong verb and gone', 405, { value: [] }, ['DELETE', 'GET']],
  ])('tries $ref only for what is still there: %s', async (_name, status, list, expected) => {
    const asked: string[] = [];
    nock('https://graph.microsoft.com')
      .persist()
      .delete(/./)
      .reply((uri) => {
        asked.push(uri.endsWith('/$ref') ? 'DELETE $ref' : 'DELETE');
        return uri.endsWith('/$ref') ? [204] : [status, {}];
      })
      .get(/./)
      .reply(() => {
        asked.push('GET');
        return [200, list as nock.Body];
      });
    const client = clientWith();
    const { outcome } = await createAuthMethods(() => client).remove(TENANT, noor, method);
    expect(asked).toEqual(expected);
    expect(outcome).toBe(expected.length === 3 ? 'removed' : 'alreadyGone');
  });

  it('throws other refusals as they are', async () => {
    const { tenant, methods, only } = noorWith(externalMethod('Fabrikam', CONFIGURATION));
    const listed = await only(EXTERNAL);
    tenant.switches.faults.push({ method: 'DELETE', path: /external/, status: 403, times: 1 });
    await expect(methods.remove(TENANT, noor, listed)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('when another default is chosen', () => {
  const ROLES = ['UserAuthenticationMethod.ReadWrite.All'];

  it('asks beta, and the old one can go then', async () => {
    const { tenant, graph } = contosoGraph(ROLES);
    const user = userById(tenant, PEOPLE.ada);
    const old = user.defaultMethodId ?? '';
    const methods = createAuthMethods(graph);
    const app = { id: old, kind: 'microsoftAuthenticator' } as const;
    await expect(methods.remove(TENANT, PEOPLE.ada, app)).rejects.toMatchObject({ code: 'defaultMethod' });
    await expect(methods.prefer(TENANT, PEOPLE.ada, 'sms')).resolves.toMatchObject({ requestId: expect.any(String) });
    expect(tenant.writes.at(-1)).toMatchObject({ method: 'PATCH', path: expect.stringMatching(/signInPreferences$/) });
    await expect(methods.remove(TENANT, PEOPLE.ada, app)).resolves.toMatchObject({ outcome: 'removed' });
  });

  it('says what speaks against it: not registered, no right, not in this tenant', async () => {
    const { tenant, graph } = contosoGraph(ROLES);
    const methods = createAuthMethods(graph);
    await expect(methods.prefer(TENANT, PEOPLE.ada, 'voiceOffice')).rejects.toMatchObject({ code: 'rejected' });
    tenant.switches.signInPreferences = false;
    await expect(methods.prefer(TENANT, PEOPLE.ada, 'sms')).rejects.toMatchObject({ code: 'forbidden' });
    nock.cleanAll();
    const poor = createAuthMethods(contosoGraph().graph);
    await expect(poor.prefer(TENANT, PEOPLE.ada, 'sms')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('when the app may only do some of it', () => {
  it('cannot remove a kind whose permission it lacks', async () => {
    const { tenant, graph } = contosoGraph(['UserAuthenticationMethod.Read.All', 'UserAuthMethod-Phone.ReadWrite.All']);
    userById(tenant, noor).methods = [];
    giveMethod(tenant, noor, phone('+47 40055312'));
    giveMethod(tenant, noor, fido2Key('Blue key'));
    const methods = createAuthMethods(graph);
    const [, mobile, key] = await methods.list(TENANT, noor);
    if (!mobile || !key) throw new Error('two methods were given');
    await expect(methods.remove(TENANT, noor, key)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(methods.remove(TENANT, noor, mobile)).resolves.toMatchObject({ outcome: 'removed' });
  });
});
