/**
 * Every kind of authentication method that the simulated service knows.
 * Sources: Graph's CSDL of August 2026 and the permission map of the same month.
 */
export type MethodType =
  | 'password'
  | 'phone'
  | 'email'
  | 'microsoftAuthenticator'
  | 'softwareOath'
  | 'fido2'
  | 'windowsHelloForBusiness'
  | 'temporaryAccessPass'
  | 'platformCredential'
  | 'external'
  | 'hardwareOath'
  | 'qrCodePin'
  | 'future';

export interface MethodTypeFacts {
  /** `@odata.type` in answers. */
  readonly odataType: string;
  /** Path segment of the typed collection; `undefined` where the service has none. */
  readonly segment: string | undefined;
  /** API versions that serve the segment. */
  readonly versions: readonly ('v1.0' | 'beta')[];
  readonly deletable: boolean;
  /** Stem of the permission of just this type: `UserAuthMethod-Phone` (+ `.Read.All`, `.ReadWrite.All`). */
  readonly permission: string | undefined;
  /** The legacy second factors, one of which is the account's default method. */
  readonly canBeDefault: boolean;
  /** Lets somebody through a second-factor prompt (a pass does so too, but is counted apart). */
  readonly strong: boolean;
}

const BOTH = ['v1.0', 'beta'] as const;
const BETA = ['beta'] as const;

function facts(
  odataType: string,
  segment: string | undefined,
  permission: string | undefined,
  more: Partial<MethodTypeFacts> = {},
): MethodTypeFacts {
  const usual = { versions: BOTH, deletable: segment !== undefined, canBeDefault: false, strong: true };
  return { ...usual, odataType: `#microsoft.graph.${odataType}`, segment, permission, ...more };
}

const WEAK = { strong: false } as const;
const DEFAULTABLE = { canBeDefault: true } as const;

export const METHOD_TYPES: Readonly<Record<MethodType, MethodTypeFacts>> = {
  password: facts('passwordAuthenticationMethod', 'passwordMethods', undefined, { deletable: false, ...WEAK }),
  phone: facts('phoneAuthenticationMethod', 'phoneMethods', 'UserAuthMethod-Phone', DEFAULTABLE),
  email: facts('emailAuthenticationMethod', 'emailMethods', 'UserAuthMethod-Email', WEAK),
  microsoftAuthenticator: facts(
    'microsoftAuthenticatorAuthenticationMethod',
    'microsoftAuthenticatorMethods',
    'UserAuthMethod-MicrosoftAuthApp',
    DEFAULTABLE,
  ),
  softwareOath: facts(
    'softwareOathAuthenticationMethod',
    'softwareOathMethods',
    'UserAuthMethod-SoftwareOATH',
    DEFAULTABLE,
  ),
  fido2: facts('fido2AuthenticationMethod', 'fido2Methods', 'UserAuthMethod-Passkey'),
  windowsHelloForBusiness: facts(
    'windowsHelloForBusinessAuthenticationMethod',
    'windowsHelloForBusinessMethods',
    'UserAuthMethod-WindowsHello',
  ),
  temporaryAccessPass: facts(
    'temporaryAccessPassAuthenticationMethod',
    'temporaryAccessPassMethods',
    'UserAuthMethod-TAP',
    WEAK,
  ),
  platformCredential: facts(
    'platformCredentialAuthenticationMethod',
    'platformCredentialMethods',
    'UserAuthMethod-PlatformCred',
  ),
  external: facts('externalAuthenticationMethod', 'externalAuthenticationMethods', 'UserAuthMethod-External'),
  hardwareOath: facts('hardwareOathAuthenticationMethod', 'hardwareOathMethods', 'UserAuthMethod-HardwareOATH', {
    versions: BETA,
    ...DEFAULTABLE,
  }),
  qrCodePin: facts('qrCodePinAuthenticationMethod', 'qrCodePinMethod', 'UserAuthMethod-QR', { versions: BETA }),
  // A kind that nobody has heard of yet: it is listed, and there is no way to remove it.
  future: facts('holographicAuthenticationMethod', undefined, undefined, WEAK),
};

/** Ids that are the same for every user. */
export const FIXED_METHOD_IDS = {
  password: '28c10230-6103-485e-b985-444c60001490',
  mobile: '3179e48a-750b-4051-897c-87b9720928f7',
  alternateMobile: 'b6332ec1-7057-4abe-9331-3d72feddfe41',
  office: 'e37fc753-ff3b-4958-9484-eaa9425c82bc',
  email: '3ddfcfc8-9383-446f-83cc-3ab9be4be18f',
  qrCodePin: 'a11c5d2e-2b1f-4b6a-9d21-6d2f5c9b7e10',
} as const;
