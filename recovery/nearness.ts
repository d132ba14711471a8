import type { Directory } from './ports';
import type { CaseFacts } from './story';
import type { ObjectId } from './terms';

/** How near whoever opened a request stands to the employee, by the directory. */
export type Nearness = 'self' | 'helpdesk' | 'manager' | 'sameTeam' | 'report' | 'further';

/** Who opened it, and what helpdesk recorded then. */
export type OpenedBy = Pick<CaseFacts, 'requester' | 'proof'>;

/** Two reads, and only where a colleague opened it. */
export async function nearnessOf(
  directory: Pick<Directory, 'manager'>,
  { tenantId, employee }: { readonly tenantId: ObjectId; readonly employee: ObjectId },
  { requester = employee, proof }: OpenedBy,
): Promise<Nearness> {
  if (requester === employee) return 'self';
  if (proof !== undefined) return 'helpdesk';
  const [above, theirs] = await Promise.all([employee, requester].map((id) => directory.manager(tenantId, id)));
  if (above?.id === requester) return 'manager';
  if (theirs?.id === employee) return 'report';
  return above !== undefined && theirs?.id === above.id ? 'sameTeam' : 'further';
}
