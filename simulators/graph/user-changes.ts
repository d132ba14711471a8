import { isJsonObject } from '../entra/exchange';
import { groupsOf, rolesOf } from '../entra/membership';
import { setAccountEnabled } from '../entra/people';
import { ROLE_TEMPLATES } from '../entra/role-templates';
import type { SimUser } from '../entra/sim-user';
import type { SimTenant } from '../entra/tenant';
import { badRequest, requestDenied } from './failure';
import { ENABLE_ACCOUNTS, isGranted } from './grants';
import { originOf } from './origin';
import { passwordChange, type UserChange } from './password-profile';
import { NO_CONTENT, route, type GraphHandler, type GraphRequest } from './route';
import { userOf } from './users';

const { globalAdministrator, privilegedAuthenticationAdministrator } = ROLE_TEMPLATES;

/** All of a change happens, or nothing of it. */
const patchUser: GraphHandler = (tenant, request) => {
  const user = userOf(tenant, request);
  const { body, roles } = request;
  if (!isJsonObject(body) || Object.keys(body).length === 0) throw badRequest('Empty Payload. JSON content expected.');
  const changes = Object.entries(body).map(([name, value]) => readChange(tenant, request, { user, name, value }));
  const isAllowed = changes.every(({ permissions }) => isGranted(roles, permissions));
  if (!isAllowed || (isPrivileged(tenant, user) && !mayTouchPrivileged(tenant, request.caller))) throw requestDenied();
  for (const { apply } of changes) apply();
  return NO_CONTENT;
};

function readChange(
  tenant: SimTenant,
  request: GraphRequest,
  { user, name, value }: { readonly user: SimUser; readonly name: string; readonly value: unknown },
): UserChange {
  const origin = originOf(request);
  if (name === 'accountEnabled' && typeof value === 'boolean') {
    const details = { enabled: value, origin, initiator: { app: request.caller } };
    return { permissions: ENABLE_ACCOUNTS, apply: () => setAccountEnabled(tenant, user, details) };
  }
  if (name === 'passwordProfile' && isJsonObject(value)) return passwordChange(tenant, request, { user, value });
  throw badRequest(`Invalid value specified for property '${name}' of resource 'User'.`, 'Request_BadRequest');
}

function isPrivileged(tenant: SimTenant, { id }: SimUser): boolean {
  return rolesOf(tenant, id).length > 0 || groupsOf(tenant, id).some(({ isAssignableToRole }) => isAssignableToRole);
}

/** Whoever holds a role is out of reach of an app that holds no higher one itself, whatever it was granted. */
function mayTouchPrivileged(tenant: SimTenant, appId: string): boolean {
  const app = tenant.apps.find((each) => each.appId === appId);
  const held = app === undefined ? [] : rolesOf(tenant, app.servicePrincipalId);
  return held.some(({ templateId }) => {
    return templateId === globalAdministrator || templateId === privilegedAuthenticationAdministrator;
  });
}

// Which permission a change needs depends on what it changes.
export const USER_CHANGE_ROUTES = [route('PATCH', '/users/{user}', [[]], patchUser)];
