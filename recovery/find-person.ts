import type { Deps } from './deps';
import type { Person } from './ports';
import type { ObjectId } from './terms';
import { asObjectId } from './terms';

/**
 * The person with this mail, UPN, object id or whole name, as somebody typed it; `undefined` when there is none, or more
 * than one of that name.
 */
export function findPerson(
  { directory }: Pick<Deps, 'directory'>,
  tenantId: ObjectId,
  typed: string,
): Promise<Person | undefined> {
  const words = typed.trim();
  const id = asObjectId(words);
  if (id !== undefined) return directory.person(tenantId, id);
  return words.includes('@') ? directory.personByAddress(tenantId, words) : directory.personByName(tenantId, words);
}
