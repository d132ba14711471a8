import type { MethodKind } from '../../recovery/methods';
import { DEFAULT_OF, isStrong, METHOD_KINDS } from '../../recovery/methods';

/** By hand: which kinds let somebody sign in with a second factor. */
const STRONG: Readonly<Record<MethodKind, boolean>> = {
  password: false,
  mobilePhone: true,
  alternateMobilePhone: true,
  officePhone: true,
  email: false,
  microsoftAuthenticator: true,
  softwareOath: true,
  hardwareOath: true,
  fido2: true,
  windowsHelloForBusiness: true,
  platformCredential: true,
  externalAuthenticationMethod: true,
  qrCodePin: true,
  temporaryAccessPass: false,
  unknown: false,
};

describe('when a method is what Entra asks for first', () => {
  it('is one of these, the best stand-in first', () => {
    expect([...DEFAULT_OF]).toEqual([
      ['microsoftAuthenticator', 'push'],
      ['softwareOath', 'oath'],
      ['hardwareOath', 'oath'],
      ['mobilePhone', 'sms'],
      ['alternateMobilePhone', 'voiceAlternateMobile'],
      ['officePhone', 'voiceOffice'],
    ]);
  });
});

describe('when a method is weighed', () => {
  it.each(METHOD_KINDS.map((kind) => ({ kind, strong: STRONG[kind] })))('$kind is strong: $strong', (one) => {
    expect(isStrong(one)).toBe(one.strong);
  });
});
