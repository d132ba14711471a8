import { RecoveryError } from './errors';
import type { RequestId } from './terms';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A ULID has 128 bits: its first character is 7 at most. */
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const BITS_OF_ONE = 5n;
const BYTES = 16;

/** The 16 bytes of a ULID. Throws `RecoveryError('integrity')` for anything else. */
export function packUlid(id: RequestId): Buffer {
  if (!ULID.test(id)) throw new RecoveryError('integrity', 'the id of a request is no ULID');
  const value = [...id].reduce((sum, character) => (sum << BITS_OF_ONE) + BigInt(ALPHABET.indexOf(character)), 0n);
  return Buffer.from(value.toString(16).padStart(BYTES * 2, '0'), 'hex');
}

/** The ULID again. */
export function unpackUlid(bytes: Buffer): RequestId {
  const value = BigInt(`0x${bytes.toString('hex')}`);
  return Array.from({ length: 26 }, (_, at) => {
    const shift = BigInt(25 - at) * BITS_OF_ONE;
    return ALPHABET.charAt(Number((value >> shift) & 31n));
  }).join('');
}
