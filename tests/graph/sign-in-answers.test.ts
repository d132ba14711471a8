import { answerOf } from '../../graph/sign-in-answers';

const step = (authenticationMethod: string | null) => ({ authenticationMethod, succeeded: true });

describe('when it is asked what answered a sign-in', () => {
  it.each([
    ['Mobile app notification', ['microsoftAuthenticator']],
    ['Passwordless Microsoft Authenticator', ['microsoftAuthenticator']],
    ['Microsoft Authenticator app (phone sign-in)', ['microsoftAuthenticator']],
    ['Mobile app verification code', ['microsoftAuthenticator', 'softwareOath', 'hardwareOath']],
    ['OATH verification code', ['microsoftAuthenticator', 'softwareOath', 'hardwareOath']],
    ['Hardware OATH token', ['hardwareOath']],
    ['Text message', ['mobilePhone']],
    ['Phone call approval (Authentication phone)', ['mobilePhone', 'alternateMobilePhone', 'officePhone']],
    ['FIDO2 security key', ['fido2']],
    ['FIDO2', ['fido2']],
    ['Passkey (device-bound)', ['fido2']],
    ['Passkey in Microsoft Authenticator', ['fido2']],
    ['Windows Hello for Business', ['windowsHelloForBusiness']],
    ['Platform Credential', ['platformCredential']],
    ['QR code PIN', ['qrCodePin']],
  ])('%s', (said, kinds) => {
    expect(answerOf(step(said))).toEqual([{ kinds }]);
  });

  it.each([
    'Password',
    'Previously satisfied',
    'Claim in access token',
    'Temporary Access Pass',
    'Something new',
    '',
    null,
  ])('nothing of theirs: %s', (said) => {
    expect(answerOf(step(said))).toEqual([]);
  });

  it.each([false, null, undefined])('a step that did not succeed (%s) is no answer', (succeeded) => {
    expect(answerOf({ authenticationMethod: 'Text message', succeeded })).toEqual([]);
  });

  it('keeps the name of the device or key', () => {
    const named = { ...step('FIDO2 security key'), authenticationMethodDetail: 'Blue key' };
    expect(answerOf(named)).toEqual([{ kinds: ['fido2'], name: 'Blue key' }]);
  });
});
