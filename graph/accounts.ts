import type { Accounts } from '../recovery/ports';
import type { GraphOf } from './client';
import { userPath } from './object-path';
import type { PermissionName } from './permissions';

/** Names of the permissions in the token for a tenant. */
type Granted = (tenantId: string) => Promise<readonly string[]>;

const PASSWORDS: PermissionName = 'User-PasswordProfile.ReadWrite.All';
/**
 * Only the flag, never a password. With MFA: of the two flags the one that lets nobody choose the new password who knows
 * the old one and nothing else (decision 39).
 */
const NEW_PASSWORD = { passwordProfile: { forceChangePasswordNextSignInWithMfa: true } } as const;

/** Effects on a whole account. All are safe to repeat. */
export function createAccounts(graph: GraphOf, granted: Granted): Accounts {
  const change = async (tenantId: string, id: string, operation: string, body: object) => {
    const call = { operation, method: 'PATCH', path: userPath(id), body } as const;
    return (await graph(tenantId).call(call)).trace;
  };
  return {
    // Documented as 204, answered as 200 with a value that is always true: any 2xx is done.
    revokeSessions: async (tenantId, id) => {
      const path = userPath(id, 'revokeSignInSessions');
      return (await graph(tenantId).call({ operation: 'accounts.revokeSessions', method: 'POST', path })).trace;
    },
    disable: (tenantId, id) => change(tenantId, id, 'accounts.disable', { accountEnabled: false }),
    mayRequirePasswordChange: async (tenantId) => (await granted(tenantId)).includes(PASSWORDS),
    requirePasswordChange: (tenantId, id) => change(tenantId, id, 'accounts.requirePasswordChange', NEW_PASSWORD),
  };
}
