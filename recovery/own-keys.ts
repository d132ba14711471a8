import type { KeyRing } from './ports';
import type { RequestFacts } from './request';

/**
 * The ring as it was when this request was opened: what is derived for a request, and its fingerprints of methods, stay
 * what they were when another key becomes current. Otherwise a number on a screen would be wrong from one moment to the
 * next, and every method on the account would look as if it had come since. A key that was taken out gives nothing:
 * whoever derives then fails closed. Requests from before this was written down take the current key.
 */
export function ownKeys(keys: KeyRing, { keyId }: Pick<RequestFacts, 'keyId'>): KeyRing {
  if (keyId === undefined || keyId === keys.currentId) return keys;
  return { currentId: keyId, mac: (purpose, data, id) => keys.mac(purpose, data, id) };
}
