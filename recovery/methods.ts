import type { Secret } from '../platform/secret';
import type { Millis } from './terms';

/** Entra authentication method kinds, phone split by type because Graph orders their deletion. */
export const METHOD_KINDS = [
  'password',
  'mobilePhone',
  'alternateMobilePhone',
  'officePhone',
  'email',
  'microsoftAuthenticator',
  'softwareOath',
  'hardwareOath',
  'fido2',
  'windowsHelloForBusiness',
  'platformCredential',
  'externalAuthenticationMethod',
  'qrCodePin',
  'temporaryAccessPass',
  'unknown',
] as const;
export type MethodKind = (typeof METHOD_KINDS)[number];

/** Of a way to reach somebody: what stands in the directory is no method. `directory`: nobody can say just now which of the two. */
export type ContactKind = MethodKind | 'directoryNumber' | 'directoryMail' | 'directory';

/** A registered method as the domain sees it. */
export interface Method {
  /** Graph's id: fixed for phone, e-mail and password, else a GUID or opaque string. */
  readonly id: string;
  readonly kind: MethodKind;
  /** Masked and human: "Mobile phone +47 ••• •• 312". Safe for the employee's and the approver's eyes. */
  readonly label: string;
  /** Name of the device or key it lies on, as its owner or the maker wrote it; only ever compared. */
  readonly device?: string;
  readonly createdAt?: Millis;
  /** Of a pass: false once it was used or is over. Unknown where Graph does not say. */
  readonly usable?: boolean;
  /** What makes it itself (number, address, device and date): only ever hashed. */
  readonly identity: Secret;
  /** Where a message could be sent, for phones that take text and e-mail addresses. */
  readonly contact?: { readonly channel: 'email' | 'sms'; readonly address: Secret; readonly masked: string };
}

const WEAK: ReadonlySet<MethodKind> = new Set(['password', 'email', 'temporaryAccessPass', 'unknown']);

/** Strong = lets somebody sign in with a second factor. SMS counts (named weak to people); unknown kinds do not. */
export function isStrong(method: { readonly kind: MethodKind }): boolean {
  return !WEAK.has(method.kind);
}

/** What Entra asks for first at a sign-in, in Graph's words. */
export type SignInDefault = 'push' | 'oath' | 'sms' | 'voiceAlternateMobile' | 'voiceOffice';

/**
 * Which default a kind is, the best stand-in first; other kinds are never the default. Two methods that are the same
 * default cannot stand in for each other.
 */
export const DEFAULT_OF: ReadonlyMap<MethodKind, SignInDefault> = new Map([
  ['microsoftAuthenticator', 'push'],
  ['softwareOath', 'oath'],
  ['hardwareOath', 'oath'],
  ['mobilePhone', 'sms'],
  ['alternateMobilePhone', 'voiceAlternateMobile'],
  ['officePhone', 'voiceOffice'],
]);
