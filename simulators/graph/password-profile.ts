import type { JsonObject } from '../entra/exchange';
import { rolesOf } from '../entra/membership';
import { ROLE_TEMPLATES } from '../entra/role-templates';
import type { SimUser } from '../entra/sim-user';
import type { SimTenant } from '../entra/tenant';
import { recordWrite } from '../entra/write-log';
import { badRequest, requestDenied } from './failure';
import { SET_PASSWORDS } from './grants';
import { originOf } from './origin';
import type { GraphRequest, Permissions } from './route';

/** One property of a user, checked and not changed yet. */
export interface UserChange {
  readonly permissions: Permissions;
  readonly apply: () => void;
}

const { globalAdministrator, privilegedAuthenticationAdministrator, userAdministrator } = ROLE_TEMPLATES;
const MAY: readonly string[] = [globalAdministrator, privilegedAuthenticationAdministrator, userAdministrator];

const SHAPE: Readonly<Record<string, 'string' | 'boolean'>> = {
  password: 'string',
  forceChangePasswordNextSignIn: 'boolean',
  forceChangePasswordNextSignInWithMfa: 'boolean',
};

function holdsRole(tenant: SimTenant, appId: string): boolean {
  const app = tenant.apps.find((each) => each.appId === appId);
  return (
    app !== undefined && rolesOf(tenant, app.servicePrincipalId).some(({ templateId }) => MAY.includes(templateId))
  );
}

function checkShape(value: JsonObject): void {
  for (const [name, one] of Object.entries(value)) {
    if (typeof one === SHAPE[name]) continue;
    throw badRequest(
      `Invalid value specified for property 'passwordProfile' of resource 'User'.`,
      'Request_BadRequest',
    );
  }
}

function flagIn(value: JsonObject, before: SimUser['mustChangePassword']): SimUser['mustChangePassword'] {
  if (value['forceChangePasswordNextSignInWithMfa'] === true) return 'afterMfa';
  if (value['forceChangePasswordNextSignIn'] === true) return 'atOnce';
  return Object.keys(value).some((name) => name.startsWith('force')) ? undefined : before;
}

/** Sets a password, or says that another one has to be chosen. An account whose password is kept on premises takes neither. */
export function passwordChange(
  tenant: SimTenant,
  request: GraphRequest,
  { user, value }: { readonly user: SimUser; readonly value: JsonObject },
): UserChange {
  checkShape(value);
  if (user.onPremisesSyncEnabled === true) {
    const message =
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.';
    throw badRequest(message, 'Request_BadRequest');
  }
  const { passwordFlagNeedsRole } = tenant.switches;
  if (passwordFlagNeedsRole && !holdsRole(tenant, request.caller)) throw requestDenied();
  const change = (): void => {
    if (value['password'] !== undefined) user.passwordChangedAt = tenant.clock.now();
    user.mustChangePassword = flagIn(value, user.mustChangePassword);
  };
  const apply = (): void => {
    recordWrite(tenant, originOf(request), user, change);
  };
  return { permissions: SET_PASSWORDS, apply };
}
