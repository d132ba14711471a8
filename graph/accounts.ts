import type { Accounts } from '../recovery/ports';
import type { GraphOf } from './client';
import { userPath } from './object-path';

/** Effects on a whole account. Both are safe to repeat. */
export function createAccounts(graph: GraphOf): Accounts {
  return {
    // Documented as 204, answered as 200 with a value that is always true: any 2xx is done.
    revokeSessions: async (tenantId, id) => {
      const path = userPath(id, 'revokeSignInSessions');
      return (await graph(tenantId).call({ operation: 'accounts.revokeSessions', method: 'POST', path })).trace;
    },
    disable: async (tenantId, id) => {
      const call = { operation: 'accounts.disable', method: 'PATCH', path: userPath(id) } as const;
      return (await graph(tenantId).call({ ...call, body: { accountEnabled: false } })).trace;
    },
  };
}
