import { METHOD_KINDS, type MethodKind } from '../../recovery/methods';
import { KINDS, kindOf, type MethodProperties } from '../../graph/method-kinds';
import { GRAPH_CALLS } from '../../graph/permissions';

describe('when Graph lists a method', () => {
  it.each<readonly [string, string | undefined, MethodKind]>([
    ['passwordAuthenticationMethod', undefined, 'password'],
    ['phoneAuthenticationMethod', 'mobile', 'mobilePhone'],
    ['phoneAuthenticationMethod', 'alternateMobile', 'alternateMobilePhone'],
    ['phoneAuthenticationMethod', 'office', 'officePhone'],
    ['phoneAuthenticationMethod', 'unknownFutureValue', 'unknown'],
    ['phoneAuthenticationMethod', undefined, 'unknown'],
    ['emailAuthenticationMethod', undefined, 'email'],
    ['microsoftAuthenticatorAuthenticationMethod', undefined, 'microsoftAuthenticator'],
    ['softwareOathAuthenticationMethod', undefined, 'softwareOath'],
    ['hardwareOathAuthenticationMethod', undefined, 'hardwareOath'],
    ['fido2AuthenticationMethod', undefined, 'fido2'],
    ['windowsHelloForBusinessAuthenticationMethod', undefined, 'windowsHelloForBusiness'],
    ['platformCredentialAuthenticationMethod', undefined, 'platformCredential'],
    ['externalAuthenticationMethod', undefined, 'externalAuthenticationMethod'],
    ['qrCodePinAuthenticationMethod', undefined, 'qrCodePin'],
    ['temporaryAccessPassAuthenticationMethod', undefined, 'temporaryAccessPass'],
    ['passwordlessMicrosoftAuthenticatorAuthenticationMethod', undefined, 'unknown'],
    ['holographicAuthenticationMethod', undefined, 'unknown'],
  ])('knows %s (%s) as %s', (type, phoneType, kind) => {
    expect(kindOf(`#microsoft.graph.${type}`, phoneType)).toBe(kind);
  });

  it.each([undefined, '', '#', '#microsoft.graph.'])('does not know the type %j', (type) => {
    expect(kindOf(type, 'mobile')).toBe('unknown');
  });
});

describe('when a method goes', () => {
  it.each<readonly [MethodKind, string | undefined, 'v1.0' | 'beta' | undefined]>([
    ['password', undefined, undefined],
    ['unknown', undefined, undefined],
    ['mobilePhone', 'phoneMethods/{id}', 'v1.0'],
    ['alternateMobilePhone', 'phoneMethods/{id}', 'v1.0'],
    ['officePhone', 'phoneMethods/{id}', 'v1.0'],
    ['email', 'emailMethods/{id}', 'v1.0'],
    ['microsoftAuthenticator', 'microsoftAuthenticatorMethods/{id}', 'v1.0'],
    ['softwareOath', 'softwareOathMethods/{id}', 'v1.0'],
    ['hardwareOath', 'hardwareOathMethods/{id}', 'beta'],
    ['fido2', 'fido2Methods/{id}', 'v1.0'],
    ['windowsHelloForBusiness', 'windowsHelloForBusinessMethods/{id}', 'v1.0'],
    ['platformCredential', 'platformCredentialMethods/{id}', 'v1.0'],
    ['externalAuthenticationMethod', 'externalAuthenticationMethods/{id}', 'v1.0'],
    ['qrCodePin', 'qrCodePinMethod', 'beta'],
    ['temporaryAccessPass', 'temporaryAccessPassMethods/{id}', 'v1.0'],
  ])('%s goes by %s in %s', (kind, path, version) => {
    const { removal } = KINDS[kind];
    expect(removal && `${removal.segment}${removal.singleton ? '' : '/{id}'}`).toBe(path);
    expect(removal?.version).toBe(version);
  });

  it('needs a permission that the table of calls names for that path', () => {
    for (const kind of METHOD_KINDS) {
      const { removal } = KINDS[kind];
      if (removal === undefined) continue;
      const path = `DELETE /users/{id}/authentication/${removal.segment}${removal.singleton ? '' : '/{id}'}`;
      const row = GRAPH_CALLS.find(({ call }) => call === path);
      expect(row?.permission).toBe(removal.permission);
    }
  });
});

describe('when a method is shown', () => {
  const method = (more: Partial<MethodProperties>): MethodProperties => ({ id: 'x', ...more });

  it.each<readonly [MethodKind, Partial<MethodProperties>, string]>([
    ['password', {}, 'Password'],
    ['mobilePhone', { phoneNumber: '+47 40055312' }, 'Mobile phone +47 ••• •• 312'],
    ['alternateMobilePhone', { phoneNumber: '+47 40055313' }, 'Alternate mobile phone +47 ••• •• 313'],
    ['officePhone', { phoneNumber: '+47 22334455' }, 'Office phone +47 ••• •• 455'],
    ['officePhone', { phoneNumber: null }, 'Office phone ••• •• •••'],
    ['email', { emailAddress: 'ada@home.example' }, 'Email a•••@home.example'],
    ['microsoftAuthenticator', { displayName: 'Pixel 8' }, 'Microsoft Authenticator on Pixel 8'],
    ['microsoftAuthenticator', { displayName: null }, 'Microsoft Authenticator'],
    ['softwareOath', {}, 'Authenticator app with codes'],
    ['hardwareOath', {}, 'Hardware token with codes'],
    ['fido2', { displayName: 'Blue\nkey' }, 'Security key or passkey: Blue key'],
    ['windowsHelloForBusiness', { displayName: 'ADA-SURFACE' }, 'Windows Hello on ADA-SURFACE'],
    ['platformCredential', { displayName: 'Mac' }, 'Platform credential on Mac'],
    ['externalAuthenticationMethod', { displayName: 'Fabrikam' }, 'External method: Fabrikam'],
    ['qrCodePin', {}, 'QR code with PIN'],
    ['temporaryAccessPass', {}, 'Temporary Access Pass'],
    ['unknown', {}, 'A method of a kind that is not known yet'],
    ['unknown', { displayName: 'Ring' }, 'A method of a kind that is not known yet: Ring'],
  ])('writes %s %j as %j', (kind, more, label) => {
    expect(KINDS[kind].label(method(more))).toBe(label);
  });
});
