import type { Deps } from './deps';
import type { Person } from './ports';
import type { ObjectId } from './terms';
import { asObjectId } from './terms';

/** The person with this mail, UPN or object id, as somebody typed it; `undefined` when there is none. */
export function findPerson(
  { directory }: Pick<Deps, 'directory'>,
  tenantId: ObjectId,
  address: string,
): Promise<Person | undefined> {
  const id = asObjectId(address);
  return id === undefined ? directory.personByAddress(tenantId, address) : directory.person(tenantId, id);
}
