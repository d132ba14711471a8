import { createHmac } from 'node:crypto';
import type { LedgerKey } from '../platform/ledger-keys';
import type { KeyRing } from '../recovery/ports';
import { StorageError } from './errors';

const SHORTEST_BYTES = 32;

/**
 * HMAC-SHA-256 with one subkey per purpose, HMAC(key, purpose), so that a value made for one purpose never fits another.
 * The first key is current; the others still verify what they signed. Throws `StorageError('badKeys')`.
 */
export function createKeyRing(material: readonly LedgerKey[]): KeyRing {
  const [current] = material;
  if (current === undefined) throw new StorageError('badKeys', 'There is no key. Set LEDGER_KEYS to id:base64.');
  const subkey = subkeysOf(new Map(material.map((key) => [key.id, bytesOf(key)])));
  return {
    currentId: current.id,
    earlierIds: material.slice(1).map(({ id }) => id),
    mac(purpose, data, keyId) {
      const key = subkey(purpose, keyId);
      return key && createHmac('sha256', key).update(data).digest('base64url');
    },
  };
}

function bytesOf({ id, key }: LedgerKey): Buffer {
  const bytes = Buffer.from(key.reveal(), 'base64');
  if (bytes.length >= SHORTEST_BYTES) return bytes;
  throw new StorageError(
    'badKeys',
    `The key "${id}" is too short. Give ${String(SHORTEST_BYTES)} random bytes in base64.`,
  );
}

function subkeysOf(keys: ReadonlyMap<string, Buffer>): (purpose: string, keyId: string) => Buffer | undefined {
  const made = new Map<string, Buffer>();
  return (purpose, keyId) => {
    const key = keys.get(keyId);
    if (key === undefined) return undefined;
    const name = `${keyId}|${purpose}`;
    const subkey = made.get(name) ?? createHmac('sha256', key).update(purpose).digest();
    made.set(name, subkey);
    return subkey;
  };
}
