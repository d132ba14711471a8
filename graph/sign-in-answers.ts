import type { SignInAnswer } from '../recovery/account-logs';
import type { MethodKind } from '../recovery/methods';

/** How the log names what answered, in Entra's own words of several years, and which kinds of method that can be. */
const WORDS: readonly (readonly [said: RegExp, kinds: readonly MethodKind[]])[] = [
  [/windows hello/i, ['windowsHelloForBusiness']],
  [/platform credential/i, ['platformCredential']],
  [/fido|passkey|security key/i, ['fido2']],
  [/hardware/i, ['hardwareOath']],
  [/verification code|oath|software token/i, ['microsoftAuthenticator', 'softwareOath', 'hardwareOath']],
  [/app notification|phone sign-?in|passwordless|authenticator/i, ['microsoftAuthenticator']],
  [/text message|sms/i, ['mobilePhone']],
  [/phone call|voice|call approval/i, ['mobilePhone', 'alternateMobilePhone', 'officePhone']],
  [/external/i, ['externalAuthenticationMethod']],
  [/qr code/i, ['qrCodePin']],
];

/** One step of a sign-in. */
export interface AnsweredStep {
  readonly authenticationMethod?: string | null | undefined;
  readonly authenticationMethodDetail?: string | null | undefined;
  readonly succeeded?: boolean | null | undefined;
}

/** What answered, where a step succeeded and something of the person's own did; a claim in a token is no answer. */
export function answerOf(step: AnsweredStep): readonly SignInAnswer[] {
  const said = step.authenticationMethod ?? '';
  const kinds = WORDS.find(([pattern]) => pattern.test(said))?.[1];
  if (step.succeeded !== true || kinds === undefined) return [];
  const name = step.authenticationMethodDetail ?? '';
  return [name === '' ? { kinds } : { kinds, name }];
}
