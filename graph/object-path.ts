import { EffectError } from '../recovery/errors';
import { asObjectId, type ObjectId } from '../recovery/terms';

/** A GUID in lower case; `rejected` for anything else, before any call is made. */
export function checkedId(id: string): ObjectId {
  const checked = asObjectId(id);
  if (checked === undefined) throw new EffectError('rejected', 'Graph is only asked about object ids.');
  return checked;
}

/**
 * `/users/{id}/a/b`. Only object ids may name a user: a user principal name with `#EXT#` would cut the path off after
 * the name, and a DELETE meant for a method would reach the user.
 */
export function userPath(id: ObjectId, ...segments: readonly string[]): string {
  return ['/users', checkedId(id), ...segments.map(pathSegment)].join('/');
}

export function groupPath(id: ObjectId, ...segments: readonly string[]): string {
  return ['/groups', checkedId(id), ...segments.map(pathSegment)].join('/');
}

/**
 * Encodes one segment. Empty and dot segments are refused: a URL parser would drop them together with their parent. So is
 * half a character, which cannot be encoded.
 */
export function pathSegment(text: string): string {
  if (/^\.{0,2}$/.test(text) || !text.isWellFormed())
    throw new EffectError('rejected', 'That is no id of anything in Graph.');
  return encodeURIComponent(text);
}
