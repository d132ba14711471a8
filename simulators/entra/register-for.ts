import { recordAudit } from './audit-log';
import { registerMethod } from './methods';
import type { NewMethod } from './new-methods';
import { userById } from './people';
import type { SimMethod } from './sim-user';
import type { SimTenant } from './tenant';
import { recordWrite } from './write-log';

/** Who registers a method for somebody else: an administrator in the portal, or an app through the API. */
export type Registrar = { readonly admin: string } | { readonly app: string };

/**
 * A method that somebody else registered. The log tells an administrator's as "Admin registered …", and an app's, oddly, as
 * "User registered …" with the app as whoever did it.
 */
export function registerFor(tenant: SimTenant, userId: string, method: NewMethod, by: Registrar): SimMethod {
  const user = userById(tenant, userId);
  const who = 'admin' in by ? `admin:${by.admin}` : by.app;
  const origin = { by: who, method: 'PORTAL', path: `/users/${user.id}/authentication/methods` };
  const registered = recordWrite(tenant, origin, user, () => registerMethod(tenant, user, method, tenant.clock.now()));
  const isAdmin = 'admin' in by;
  recordAudit(tenant, {
    activity: isAdmin ? 'Admin registered security info' : 'User registered security info',
    reason: isAdmin ? `Admin registered ${method.auditName} method for user` : `User registered ${method.auditName}`,
    operationType: 'Add',
    target: user,
    initiator: by,
  });
  return registered;
}
