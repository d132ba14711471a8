import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { Secret } from '../platform/secret';
import { currentMac } from '../recovery/mac';
import type { KeyRing } from '../recovery/ports';

/** A text that only whoever has the keys can read, and that fits one place only. */
export interface Sealed {
  readonly keyId: string;
  /** 12 random bytes in base64url: never the same twice under one key. */
  readonly nonce: string;
  /** Ciphertext and tag in base64url. */
  readonly text: string;
}

/** What a sealed text is for and where it lies; another purpose has another key. */
export interface SealedAt {
  readonly purpose: string;
  /** Table and keys of the row, as one text: sealed for one row it opens in no other. */
  readonly place: string;
}

const SUBKEY = 'sealing';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const TAG_BYTES = 16;
export const NONCE_BYTES = 12;

/** HKDF-SHA-256 over the subkey of `LEDGER_KEYS` that nothing else is made with. */
function keyFrom(material: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(material, 'base64url'), '', purpose, KEY_BYTES));
}

/** AES-256-GCM under the current key; throws like `currentMac`. `nonce`: 12 bytes in base64url, random and used once. */
export function seal(keys: KeyRing, { purpose, place }: SealedAt, plain: Secret, nonce: string): Sealed {
  const key = keyFrom(currentMac(keys, SUBKEY, CIPHER), purpose);
  const cipher = createCipheriv(CIPHER, key, Buffer.from(nonce, 'base64url')).setAAD(Buffer.from(place));
  const bytes = Buffer.concat([cipher.update(plain.reveal(), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { keyId: keys.currentId, nonce, text: bytes.toString('base64url') };
}

/** What was sealed for this place. Attacker-controlled: `undefined` where it was changed, moved, or its key is not there. */
export function unseal(
  keys: KeyRing,
  { purpose, place }: SealedAt,
  { keyId, nonce, text }: Sealed,
): Secret | undefined {
  const material = keys.mac(SUBKEY, CIPHER, keyId);
  const [bytes, iv] = [Buffer.from(text, 'base64url'), Buffer.from(nonce, 'base64url')];
  if (material === undefined || bytes.length < TAG_BYTES || iv.length !== NONCE_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, keyFrom(material, purpose), iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
    return Secret.of(plain.toString('utf8'));
  } catch {
    return undefined;
  }
}
