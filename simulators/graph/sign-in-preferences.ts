import { recordAudit } from '../entra/audit-log';
import { isJsonObject } from '../entra/exchange';
import type { SimMethod, SimUser } from '../entra/sim-user';
import type { SimTenant } from '../entra/tenant';
import { recordWrite } from '../entra/write-log';
import { methodOwner, methodsContext } from './auth-methods';
import { GraphFailure, methodRefused } from './failure';
import { READ_METHODS, SET_DEFAULT_METHOD } from './grants';
import { originOf } from './origin';
import { ok, route, type GraphHandler, type GraphRequest, type Route } from './route';

const PATH = '/users/{user}/authentication/signInPreferences';
const PROPERTY = 'userPreferredMethodForSecondaryAuthentication';

/** Which registered method each value means. */
const MEANS: Readonly<Record<string, (method: SimMethod) => boolean>> = {
  push: ({ type }) => type === 'microsoftAuthenticator',
  oath: ({ type }) => type === 'softwareOath' || type === 'hardwareOath',
  sms: isPhone('mobile'),
  voiceMobile: isPhone('mobile'),
  voiceAlternateMobile: isPhone('alternateMobile'),
  voiceOffice: isPhone('office'),
};

function isPhone(phoneType: string): (method: SimMethod) => boolean {
  return ({ type, properties }) => type === 'phone' && properties['phoneType'] === phoneType;
}

function preferences(request: GraphRequest, user: SimUser) {
  const method = user.methods.find(({ id }) => id === user.defaultMethodId);
  const [value = null] = Object.entries(MEANS).find(([, means]) => method !== undefined && means(method)) ?? [];
  return ok({
    '@odata.context': methodsContext(request, 'signInPreferences'),
    isSystemPreferredAuthenticationMethodEnabled: true,
    [PROPERTY]: value,
  });
}

const getPreferences: GraphHandler = (tenant, request) => {
  refuseWhereOff(tenant);
  return preferences(request, methodOwner(tenant, request));
};

const setPreferences: GraphHandler = (tenant, request) => {
  refuseWhereOff(tenant);
  const user = methodOwner(tenant, request);
  const value = isJsonObject(request.body) ? request.body[PROPERTY] : undefined;
  const means = typeof value === 'string' ? MEANS[value] : undefined;
  if (means === undefined) throw methodRefused(`Invalid value specified for property '${PROPERTY}'.`);
  const method = user.methods.find(means);
  // The words are not documented; that it is a 400 of this backend is what its other refusals are.
  if (method === undefined) throw methodRefused(`The user has not registered the method [${String(value)}].`);
  recordWrite(tenant, originOf(request), user, () => {
    user.defaultMethodId = method.id;
  });
  recordAudit(tenant, {
    activity: 'User changed default security info',
    reason: `User changed the default security info to ${String(value)}`,
    operationType: 'Update',
    target: user,
    initiator: { app: request.caller },
  });
  return preferences(request, user);
};

function refuseWhereOff({ switches }: SimTenant): void {
  if (switches.signInPreferences) return;
  const message = 'The API is not available for this tenant.';
  throw new GraphFailure({ status: 403, code: 'accessDenied', message, backend: 'authenticationMethods' });
}

/** Beta only, and the default of somebody else needs the right to all of their methods. */
export const SIGN_IN_PREFERENCE_ROUTES: readonly Route[] = [
  route('GET', PATH, READ_METHODS, getPreferences),
  route('PATCH', PATH, SET_DEFAULT_METHOD, setPreferences),
].map((each) => ({ ...each, versions: ['beta'], backend: 'authenticationMethods' }));
