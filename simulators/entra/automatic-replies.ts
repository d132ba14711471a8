import { userById } from './people';
import type { SimAutomaticReplies } from './sim-user';
import type { SimTenant } from './tenant';

/** Somebody switches the automatic replies of their mailbox on; `undefined` = off. */
export function setAutomaticReplies(tenant: SimTenant, userId: string, replies: SimAutomaticReplies | undefined): void {
  const { id } = userById(tenant, userId);
  if (replies === undefined) tenant.automaticReplies.delete(id);
  else tenant.automaticReplies.set(id, replies);
}
