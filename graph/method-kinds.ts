import type { MethodKind } from '../recovery/methods';
import { maskAddress, maskPhone, plainName } from './masks';
import type { PermissionName } from './permissions';

/** Properties of a method that labels and identities are made of. Names are its owner's own words. */
export interface MethodProperties {
  readonly id: string;
  readonly phoneType?: string | null | undefined;
  readonly phoneNumber?: string | null | undefined;
  readonly emailAddress?: string | null | undefined;
  readonly displayName?: string | null | undefined;
  readonly configurationId?: string | null | undefined;
}

export interface Removal {
  readonly version: 'v1.0' | 'beta';
  /** Behind `/users/{id}/authentication/`. */
  readonly segment: string;
  /** True: there is one at most, and no id in its path. */
  readonly singleton: boolean;
  /** Least application permission. */
  readonly permission: PermissionName;
}

export interface KindFacts {
  /** `@odata.type` without `#microsoft.graph.`; `undefined` for what has no type of its own. */
  readonly type: string | undefined;
  /** Only for phones: three kinds share a type, and Graph orders their removal. */
  readonly phoneType?: string;
  /** `undefined`: Graph has no way to remove it, or none that we know. */
  readonly removal: Removal | undefined;
  readonly label: (method: MethodProperties) => string;
  /** Beside id and date: what makes it itself. */
  readonly identity: readonly (keyof MethodProperties)[];
  /** Through which channel somebody can be reached by it, and the property that holds the address. */
  readonly contact?: { readonly channel: 'email' | 'sms'; readonly property: 'phoneNumber' | 'emailAddress' };
}

const by = (segment: string, permission: PermissionName, more: Partial<Removal> = {}): Removal => ({
  version: 'v1.0',
  segment,
  singleton: false,
  permission,
  ...more,
});

const PHONES = by('phoneMethods', 'UserAuthMethod-Phone.ReadWrite.All');

const phone = (phoneType: string, name: string): Omit<KindFacts, 'contact'> => ({
  type: 'phoneAuthenticationMethod',
  phoneType,
  removal: PHONES,
  label: ({ phoneNumber }) => `${name} ${maskPhone(phoneNumber ?? '')}`,
  identity: ['phoneNumber'],
});

/** "Windows Hello on Ada's laptop", or the name alone where the device has none. */
const named =
  (what: string, between: string) =>
  ({ displayName }: MethodProperties): string => {
    const name = plainName(displayName ?? '');
    return name === '' ? what : `${what}${between}${name}`;
  };

const TEXT_MESSAGE = { channel: 'sms', property: 'phoneNumber' } as const;

/**
 * Every kind of authentication method, how Graph names it, and the typed path by which it goes: Graph does not remove
 * through the mixed list. The table is explicit because names do not follow from types (`externalAuthenticationMethods`
 * keeps the "Authentication" that others drop), and what is not in it is reported as still registered.
 */
export const KINDS: Readonly<Record<MethodKind, KindFacts>> = {
  password: {
    type: 'passwordAuthenticationMethod',
    removal: undefined,
    label: () => 'Password',
    identity: [],
  },
  mobilePhone: { ...phone('mobile', 'Mobile phone'), contact: TEXT_MESSAGE },
  alternateMobilePhone: { ...phone('alternateMobile', 'Alternate mobile phone'), contact: TEXT_MESSAGE },
  officePhone: phone('office', 'Office phone'),
  email: {
    type: 'emailAuthenticationMethod',
    removal: by('emailMethods', 'UserAuthMethod-Email.ReadWrite.All'),
    label: ({ emailAddress }) => `Email ${maskAddress(emailAddress ?? '')}`,
    identity: ['emailAddress'],
    contact: { channel: 'email', property: 'emailAddress' },
  },
  microsoftAuthenticator: {
    type: 'microsoftAuthenticatorAuthenticationMethod',
    removal: by('microsoftAuthenticatorMethods', 'UserAuthMethod-MicrosoftAuthApp.ReadWrite.All'),
    label: named('Microsoft Authenticator', ' on '),
    identity: ['displayName'],
  },
  softwareOath: {
    type: 'softwareOathAuthenticationMethod',
    removal: by('softwareOathMethods', 'UserAuthMethod-SoftwareOATH.ReadWrite.All'),
    label: () => 'Authenticator app with codes',
    identity: [],
  },
  hardwareOath: {
    type: 'hardwareOathAuthenticationMethod',
    removal: by('hardwareOathMethods', 'UserAuthMethod-HardwareOATH.ReadWrite.All', { version: 'beta' }),
    label: () => 'Hardware token with codes',
    identity: [],
  },
  fido2: {
    type: 'fido2AuthenticationMethod',
    removal: by('fido2Methods', 'UserAuthMethod-Passkey.ReadWrite.All'),
    label: named('Security key or passkey', ': '),
    identity: ['displayName'],
  },
  windowsHelloForBusiness: {
    type: 'windowsHelloForBusinessAuthenticationMethod',
    removal: by('windowsHelloForBusinessMethods', 'UserAuthMethod-WindowsHello.ReadWrite.All'),
    label: named('Windows Hello', ' on '),
    identity: ['displayName'],
  },
  platformCredential: {
    type: 'platformCredentialAuthenticationMethod',
    removal: by('platformCredentialMethods', 'UserAuthMethod-PlatformCred.ReadWrite.All'),
    label: named('Platform credential', ' on '),
    identity: ['displayName'],
  },
  externalAuthenticationMethod: {
    type: 'externalAuthenticationMethod',
    removal: by('externalAuthenticationMethods', 'UserAuthMethod-External.ReadWrite.All'),
    label: named('External method', ': '),
    identity: ['configurationId', 'displayName'],
  },
  qrCodePin: {
    type: 'qrCodePinAuthenticationMethod',
    removal: by('qrCodePinMethod', 'UserAuthMethod-QR.ReadWrite.All', { version: 'beta', singleton: true }),
    label: () => 'QR code with PIN',
    identity: [],
  },
  temporaryAccessPass: {
    type: 'temporaryAccessPassAuthenticationMethod',
    removal: by('temporaryAccessPassMethods', 'UserAuthMethod-TAP.ReadWrite.All'),
    label: () => 'Temporary Access Pass',
    identity: [],
  },
  unknown: {
    type: undefined,
    removal: undefined,
    label: named('A method of a kind that is not known yet', ': '),
    identity: ['displayName'],
  },
};

// Object.entries forgets the type of the keys; the record above has exactly these.
const ENTRIES = Object.entries(KINDS) as readonly (readonly [MethodKind, KindFacts])[];

/** The kind of a method that Graph listed: by its `@odata.type`, and phones by their `phoneType`. */
export function kindOf(odataType: string | undefined, phoneType?: string | null): MethodKind {
  const type = odataType?.replace(/^#microsoft\.graph\./, '') ?? '';
  const fits = (facts: KindFacts) =>
    facts.type === type && (facts.phoneType === undefined || facts.phoneType === phoneType);
  return ENTRIES.find(([, facts]) => fits(facts))?.[0] ?? 'unknown';
}
