import type { MethodKind } from './methods';
import type { Scenario } from './terms';

const PHONE: readonly MethodKind[] = ['microsoftAuthenticator', 'softwareOath', 'mobilePhone'];

/** Kinds that Graph lets us remove at all. Password, e-mail (a way to reach people), the pass and unknown kinds never go. */
export const REMOVABLE: ReadonlySet<MethodKind> = new Set([
  'mobilePhone',
  'alternateMobilePhone',
  'officePhone',
  'microsoftAuthenticator',
  'softwareOath',
  'hardwareOath',
  'fido2',
  'windowsHelloForBusiness',
  'platformCredential',
  'externalAuthenticationMethod',
  'qrCodePin',
]);

/** What is gone in each scenario, and so what the plan holds unless the employee picked single methods. */
export const SCOPE: Readonly<Record<Scenario, ReadonlySet<MethodKind>>> = {
  lostPhone: new Set(PHONE),
  newPhone: new Set(PHONE),
  stolenPhone: new Set(PHONE),
  appBroken: new Set<MethodKind>(['microsoftAuthenticator']),
  lostKey: new Set<MethodKind>(['fido2', 'hardwareOath']),
  lockedOut: REMOVABLE,
  suspicious: new Set(),
};

/** Contacts that lie on the device which is gone: nothing is sent there and they prove nothing. */
export const ON_LOST_DEVICE: Readonly<Record<Scenario, ReadonlySet<MethodKind>>> = {
  lostPhone: new Set<MethodKind>(['mobilePhone']),
  newPhone: new Set<MethodKind>(['mobilePhone']),
  stolenPhone: new Set<MethodKind>(['mobilePhone']),
  appBroken: new Set(),
  lostKey: new Set(),
  lockedOut: new Set<MethodKind>(['mobilePhone', 'alternateMobilePhone']),
  suspicious: new Set(),
};

/** When sessions are revoked: at once (the device is in somebody's hands), at completion, or never. */
export const REVOKE: Readonly<Record<Scenario, 'atOnce' | 'atCompletion' | 'never'>> = {
  lostPhone: 'atCompletion',
  newPhone: 'never',
  stolenPhone: 'atOnce',
  appBroken: 'never',
  lostKey: 'never',
  lockedOut: 'atCompletion',
  suspicious: 'never',
};
