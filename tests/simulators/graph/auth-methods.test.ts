import { CONTOSO_TENANT_ID, PEOPLE } from '../../../simulators/entra/contoso-ids';
import { FIXED_METHOD_IDS } from '../../../simulators/entra/method-types';
import { giveMethod, setDefaultMethod } from '../../../simulators/entra/methods';
import {
  authenticatorApp,
  externalMethod,
  futureMethod,
  hardwareOath,
  phone,
  platformCredential,
  qrCodePin,
} from '../../../simulators/entra/new-methods';
import { userById } from '../../../simulators/entra/people';
import { contoso, MINUTE, type Contoso, type Row } from './contoso-caller';

const OF_ADA = `/v1.0/users/${PEOPLE.ada}/authentication`;
const { mobile, alternateMobile, password } = FIXED_METHOD_IDS;

function rows({ call }: Contoso, person: string = PEOPLE.ada): readonly Row[] {
  return call('GET', `/v1.0/users/${person}/authentication/methods`).body.value;
}

function typesOf(here: Contoso, person: string = PEOPLE.ada): readonly string[] {
  return rows(here, person).map((row) => row['@odata.type'].replace(/#microsoft\.graph\.|AuthenticationMethod/g, ''));
}

function idOf(here: Contoso, type: string): string {
  const row = rows(here).find((each) => each['@odata.type'].includes(type));
  if (row === undefined) throw new Error(`no ${type}`);
  return row.id;
}

const remove = ({ call }: Contoso, typed: string) => call('DELETE', `${OF_ADA}/${typed}`);

describe('when methods are listed', () => {
  it('the password is always there, with nothing to tell', () => {
    const [first, ...others] = rows(contoso(), PEOPLE.lena);
    expect(first).toEqual({
      '@odata.type': '#microsoft.graph.passwordAuthenticationMethod',
      id: password,
      password: null,
      createdDateTime: null,
    });
    expect(others).toEqual([]);
  });

  it('every kind that somebody has is listed, unknown ones too', () => {
    const here = contoso();
    for (const method of [hardwareOath('HW-1'), qrCodePin(), platformCredential('Mac'), futureMethod('Glass')]) {
      giveMethod(here.tenant, PEOPLE.ada, method);
    }
    expect(typesOf(here)).toEqual([
      ...['password', 'microsoftAuthenticator', 'phone', 'softwareOath', 'windowsHelloForBusiness', 'email'],
      ...['hardwareOath', 'qrCodePin', 'platformCredential', 'holographic'],
    ]);
  });

  it('query options are refused', () => {
    expect(contoso().call('GET', `${OF_ADA}/methods?$select=id`).status).toBe(400);
  });

  it('a typed collection has its own kind only', () => {
    const { value } = contoso().call('GET', `${OF_ADA}/phoneMethods`).body;
    expect(value).toEqual([
      expect.objectContaining({
        id: mobile,
        phoneNumber: '+47 40055312',
        phoneType: 'mobile',
        smsSignInState: 'notEnabled',
      }),
    ]);
  });

  it('one is found by its id, whatever its kind', () => {
    const { call } = contoso();
    expect(call('GET', `${OF_ADA}/methods/${mobile}`).body['@odata.type']).toContain('phone');
    expect(call('GET', `${OF_ADA}/methods/${alternateMobile}`).status).toBe(404);
  });
});

describe('when a method is deleted through its collection', () => {
  it('it is gone, and once more is 404 in words that the tenant’s switches set', () => {
    const here = contoso({ methodNotFound: { code: 'itemNotFound', message: 'Gone.' } });
    expect(remove(here, `phoneMethods/${mobile}`).status).toBe(204);
    const again = remove(here, `phoneMethods/${mobile}`);
    expect([again.status, again.body.error.code, again.body.error.message]).toEqual([404, 'itemNotFound', 'Gone.']);
    expect(typesOf(here)).not.toContain('phone');
  });

  it('an id of another kind is not found there', () => {
    expect(remove(contoso(), `emailMethods/${mobile}`).status).toBe(404);
  });

  it('it stays on the list until replication has caught up', () => {
    const here = contoso({ replicationLagMs: MINUTE });
    remove(here, `phoneMethods/${mobile}`);
    expect(typesOf(here)).toContain('phone');
    here.clock.time += MINUTE;
    expect(typesOf(here)).not.toContain('phone');
  });

  it('the call without a kind answers what the service behind Graph says', () => {
    const roles = ['UserAuthenticationMethod.ReadWrite.All'];
    const answer = contoso().call('DELETE', `${OF_ADA}/methods/${mobile}`, { roles });
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      Message: `No HTTP resource was found that matches the request URI 'https://mface.windowsazure.com/odata/users('${PEOPLE.ada}@${CONTOSO_TENANT_ID}')/authentication/methods('${mobile}')'.`,
      MessageDetail: "No type was found that matches the controller named 'users'.",
    });
  });

  it('the password cannot go', () => {
    expect(remove(contoso(), `passwordMethods/${password}`).status).toBe(405);
  });

  it('the mobile number waits for the alternate one', () => {
    const here = contoso();
    giveMethod(here.tenant, PEOPLE.ada, phone('+47 40055399', 'alternateMobile'));
    expect(remove(here, `phoneMethods/${mobile}`).status).toBe(400);
    expect(remove(here, `phoneMethods/${alternateMobile}`).status).toBe(204);
    expect(remove(here, `phoneMethods/${mobile}`).status).toBe(204);
  });
});

describe('when the default method is read and set', () => {
  const PREFERENCES = OF_ADA.replace('/v1.0/', '/beta/').concat('/signInPreferences');
  const roles = ['UserAuthenticationMethod.ReadWrite.All'];
  const set = (here: ReturnType<typeof contoso>, value: string, more: readonly string[] = roles) =>
    here.call('PATCH', PREFERENCES, { body: { userPreferredMethodForSecondaryAuthentication: value }, roles: more });

  it('beta says which it is, and takes another registered one', () => {
    const here = contoso();
    const value = 'userPreferredMethodForSecondaryAuthentication';
    expect(here.call('GET', PREFERENCES, { roles }).body).toMatchObject({ [value]: 'push' });
    expect(set(here, 'sms').status).toBe(200);
    expect(here.call('GET', PREFERENCES, { roles }).body).toMatchObject({ [value]: 'sms' });
    expect(here.call('GET', `${OF_ADA}/signInPreferences`, { roles }).status).toBe(400);
  });

  it('one that is not registered, or nothing that is one, is refused', () => {
    const here = contoso();
    expect(set(here, 'voiceOffice')).toMatchObject({
      status: 400,
      body: { error: { code: 'badRequest', message: expect.stringContaining('voiceOffice') } },
    });
    expect(set(here, 'carrierPigeon').status).toBe(400);
    expect(here.tenant.writes).toEqual([]);
  });

  it('the rights of single types are not enough, and some tenants do not have it', () => {
    expect(set(contoso(), 'sms', ['UserAuthMethod-Phone.ReadWrite.All']).status).toBe(403);
    expect(set(contoso({ signInPreferences: false }), 'sms').status).toBe(403);
  });
});

describe('when the default method is deleted', () => {
  const withoutOthers = (here: Contoso) => {
    remove(here, `phoneMethods/${mobile}`);
    remove(here, `softwareOathMethods/${idOf(here, 'softwareOath')}`);
  };

  it('it is refused beside other second factors, in the words that were seen', () => {
    const here = contoso();
    const id = idOf(here, 'microsoftAuthenticator');
    const message = `The requested authentication method id of [${id}] matches the user's current default authentication method, and cannot be deleted until the default authentication method is changed`;
    const answer = remove(here, `microsoftAuthenticatorMethods/${id}`);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toEqual({
      code: 'badRequest',
      message,
      innerError: {
        message,
        date: '2026-08-03T09:00:00',
        'request-id': answer.headers['request-id'],
        'client-request-id': answer.headers['request-id'],
      },
    });
    here.tenant.switches.defaultRefusal = 'older';
    expect(remove(here, `microsoftAuthenticatorMethods/${id}`).body.error.message).toBe(
      'Cannot delete default method with other methods configured. Please change default method before deletion.',
    );
  });

  it('it goes as the last second factor, with password, e-mail and Windows Hello standing', () => {
    const here = contoso();
    withoutOthers(here);
    expect(remove(here, `microsoftAuthenticatorMethods/${idOf(here, 'microsoftAuthenticator')}`).status).toBe(204);
    expect(typesOf(here)).toEqual(['password', 'windowsHelloForBusiness', 'email']);
  });

  it.each([
    ['does not count', false, 204],
    ['counts', true, 400],
  ])('a standing pass %s as another method', (_, passCountsAsOtherMethod, status) => {
    const here = contoso({ passCountsAsOtherMethod });
    here.call('POST', `${OF_ADA}/temporaryAccessPassMethods`, { body: {} });
    withoutOthers(here);
    expect(remove(here, `microsoftAuthenticatorMethods/${idOf(here, 'microsoftAuthenticator')}`).status).toBe(status);
  });

  it('in the strictest reading any other method stops it', () => {
    const here = contoso({ defaultBlockedBy: 'everyMethod' });
    withoutOthers(here);
    expect(remove(here, `microsoftAuthenticatorMethods/${idOf(here, 'microsoftAuthenticator')}`).status).toBe(400);
  });

  it('an alternate number as default and the mobile number block each other', () => {
    const here = contoso();
    const { tenant } = here;
    giveMethod(tenant, PEOPLE.ada, phone('+47 40055399', 'alternateMobile'));
    setDefaultMethod(tenant, PEOPLE.ada, alternateMobile);
    remove(here, `microsoftAuthenticatorMethods/${idOf(here, 'microsoftAuthenticator')}`);
    remove(here, `softwareOathMethods/${idOf(here, 'softwareOath')}`);
    const both = [remove(here, `phoneMethods/${alternateMobile}`), remove(here, `phoneMethods/${mobile}`)];
    expect(both.map(({ status }) => status)).toEqual([400, 400]);
  });

  it('afterwards the next registered second factor is the default', () => {
    const here = contoso();
    withoutOthers(here);
    remove(here, `microsoftAuthenticatorMethods/${idOf(here, 'microsoftAuthenticator')}`);
    const { id } = giveMethod(here.tenant, PEOPLE.ada, authenticatorApp('Pixel 9'));
    expect(userById(here.tenant, PEOPLE.ada).defaultMethodId).toBe(id);
  });
});

describe('when a method has a path of its own', () => {
  it.each([
    ['by its key', true, [405, 204]],
    ['by reference', false, [204, 404]],
  ])('an external method is deleted %s', (_, externalMethodByKey, expected) => {
    const here = contoso({ externalMethodByKey });
    const { id } = giveMethod(here.tenant, PEOPLE.ada, externalMethod('Duo', 'c0c0c0c0-0000-4000-8000-000000000001'));
    const path = `externalAuthenticationMethods/${id}`;
    const byReference = remove(here, `${path}/$ref`).status;
    here.tenant.switches.externalMethodByKey = true;
    expect([byReference, remove(here, path).status]).toEqual(expected);
  });

  it('a QR code has no id and exists in beta only', () => {
    const here = contoso();
    giveMethod(here.tenant, PEOPLE.ada, qrCodePin());
    expect(remove(here, 'qrCodePinMethod').status).toBe(400);
    const beta = OF_ADA.replace('v1.0', 'beta');
    expect(here.call('DELETE', `${beta}/qrCodePinMethod`).status).toBe(204);
    expect(typesOf(here)).not.toContain('qrCodePin');
  });

  it('a hardware token exists in beta only', () => {
    const here = contoso();
    const { id } = giveMethod(here.tenant, PEOPLE.ada, hardwareOath('HW-1'));
    expect(remove(here, `hardwareOathMethods/${id}`).status).toBe(400);
    expect(here.call('DELETE', `${OF_ADA.replace('v1.0', 'beta')}/hardwareOathMethods/${id}`).status).toBe(204);
  });
});

describe('when an administrator’s tool registers a phone', () => {
  const body = { phoneNumber: '+47 40055377', phoneType: 'office' };

  it('it is created', () => {
    const here = contoso();
    const answer = here.call('POST', `${OF_ADA}/phoneMethods`, { body });
    expect([answer.status, answer.body.id]).toEqual([201, FIXED_METHOD_IDS.office]);
    expect(here.call('POST', `${OF_ADA}/phoneMethods`, { body }).status).toBe(400);
  });

  it.each([{ ...body, phoneNumber: '40055377' }, { ...body, phoneType: 'satellite' }, 'not an object'])(
    '%j is refused',
    (wrong) => {
      expect(contoso().call('POST', `${OF_ADA}/phoneMethods`, { body: wrong }).status).toBe(400);
    },
  );
});

describe('when a phone or a mail address is changed in place', () => {
  const roles = ['UserAuthenticationMethod.ReadWrite.All', 'UserAuthenticationMethod.Read.All'];
  const change = (here: Contoso, typed: string, body: object, granted: readonly string[] = roles) =>
    here.call('PATCH', `${OF_ADA}/${typed}`, { body, roles: granted });

  it.each([
    [`phoneMethods/${mobile}`, { phoneNumber: '+47 90000001' }, 'Mobile Phone SMS'],
    [`phoneMethods/${mobile}`, { phoneNumber: '+47 90000001', phoneType: 'mobile' }, 'Mobile Phone SMS'],
    [`emailMethods/${FIXED_METHOD_IDS.email}`, { emailAddress: 'mallory@post.example' }, 'Email'],
  ])('%s %j keeps id and date, and the log names it', (typed, body, name) => {
    const here = contoso();
    const id = typed.split('/')[1];
    const before = rows(here).find((row) => row.id === id);
    const answer = change(here, typed, body);
    expect(answer).toMatchObject({ status: 200, body: { ...before, ...body } });
    expect(rows(here).find((row) => row.id === id)).toEqual({ ...before, ...body });
    expect(here.tenant.audits.at(-1)?.row).toMatchObject({
      activityDisplayName: 'User updated security info',
      resultReason: `User updated ${name}`,
    });
  });

  it.each([
    ['another type', `phoneMethods/${mobile}`, { phoneNumber: '+47 90000001', phoneType: 'office' }, 400],
    ['no number', `phoneMethods/${mobile}`, {}, 400],
    ['no address', `emailMethods/${FIXED_METHOD_IDS.email}`, { emailAddress: 'x' }, 400],
    ['what is not registered', `phoneMethods/${alternateMobile}`, { phoneNumber: '+47 90000001' }, 404],
  ])('%s is refused', (_what, typed, body, status) => {
    expect(change(contoso(), typed, body).status).toBe(status);
  });

  it('needs the right to write it', () => {
    const body = { phoneNumber: '+47 90000001' };
    expect(change(contoso(), `phoneMethods/${mobile}`, body, ['UserAuthenticationMethod.Read.All']).status).toBe(403);
  });
});
