import type { JsonObject } from '../entra/exchange';
import { groupsOf, rolesOf } from '../entra/membership';
import { METHOD_TYPES, type MethodType } from '../entra/method-types';
import { findUser } from '../entra/people';
import type { SimMethod, SimUser } from '../entra/sim-user';
import type { SimTenant } from '../entra/tenant';
import { licenceMissing, resourceNotFound } from './failure';
import { READ_LOGS } from './grants';
import { context, ok, param, route, type GraphHandler } from './route';
import { isoTime } from './user-rows';

/** Names of the report, which are not those of the methods themselves. */
const REPORT_NAMES: Readonly<Partial<Record<MethodType, string>>> = {
  email: 'email',
  microsoftAuthenticator: 'microsoftAuthenticatorPush',
  softwareOath: 'softwareOneTimePasscode',
  hardwareOath: 'hardwareOneTimePasscode',
  fido2: 'fido2SecurityKey',
  windowsHelloForBusiness: 'windowsHelloForBusiness',
  temporaryAccessPass: 'temporaryAccessPass',
};

const getDetails: GraphHandler = (tenant, request) => {
  if (tenant.switches.licence === 'none') throw licenceMissing();
  const id = param(request, 'user');
  const user = findUser(tenant, id);
  if (user === undefined) throw resourceNotFound(id);
  const name = 'reports/authenticationMethods/userRegistrationDetails/$entity';
  return ok({ '@odata.context': context(request, name), ...detailsRow(tenant, user) });
};

function detailsRow(tenant: SimTenant, user: SimUser): JsonObject {
  const isMfaRegistered = user.methods.some(({ type }) => METHOD_TYPES[type].strong);
  const assignable = groupsOf(tenant, user.id).some(({ isAssignableToRole }) => isAssignableToRole);
  return {
    id: user.id,
    userPrincipalName: user.userPrincipalName,
    userDisplayName: user.displayName,
    userType: user.userType === 'Guest' ? 'guest' : 'member',
    isAdmin: rolesOf(tenant, user.id).length > 0 || assignable,
    isMfaRegistered,
    isMfaCapable: isMfaRegistered,
    isPasswordlessCapable: user.methods.some(({ type }) => type === 'fido2' || type === 'windowsHelloForBusiness'),
    isSsprRegistered: user.methods.length > 0,
    isSsprEnabled: true,
    isSsprCapable: user.methods.length > 0,
    isSystemPreferredAuthenticationMethodEnabled: false,
    methodsRegistered: user.methods.flatMap((method) => reportName(method) ?? []),
    userPreferredMethodForSecondaryAuthentication: preferred(user),
    lastUpdatedDateTime: isoTime(tenant.clock.now()),
  };
}

function reportName({ type, properties }: SimMethod): string | undefined {
  const phones: Readonly<Record<string, string>> = { alternateMobile: 'alternateMobilePhone', office: 'officePhone' };
  return type === 'phone' ? (phones[String(properties['phoneType'])] ?? 'mobilePhone') : REPORT_NAMES[type];
}

/** The default method, by what it asks of its owner. */
function preferred({ methods, defaultMethodId }: SimUser): string {
  const method = methods.find(({ id }) => id === defaultMethodId);
  if (method === undefined) return 'none';
  if (method.type === 'microsoftAuthenticator') return 'push';
  if (method.type !== 'phone') return 'oath';
  const voices: Readonly<Record<string, string>> = { alternateMobile: 'voiceAlternateMobile', office: 'voiceOffice' };
  return voices[String(method.properties['phoneType'])] ?? 'sms';
}

export const REGISTRATION_REPORT_ROUTES = [
  route('GET', '/reports/authenticationMethods/userRegistrationDetails/{user}', READ_LOGS, getDetails),
];
