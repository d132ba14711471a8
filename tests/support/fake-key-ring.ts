import { createHmac } from 'node:crypto';
import type { KeyRing } from '../../recovery/ports';

/** Real HMACs under keys that are only their own names; the first id is current. */
export function fakeKeyRing(ids: readonly [string, ...string[]] = ['k1']): KeyRing {
  const known = new Set<string>(ids);
  return {
    currentId: ids[0],
    earlierIds: ids.slice(1),
    mac(purpose, data, keyId) {
      if (!known.has(keyId)) return undefined;
      return createHmac('sha256', `key ${keyId}|${purpose}`).update(data).digest('base64url');
    },
  };
}
