import { randomBytes, randomInt } from 'node:crypto';
import { encodeTime } from 'ulid';

/** Where new ids and tokens come from. Randomness is an input everywhere, so that tests can say what comes out. */
export interface Ids {
  /** A ULID: sorts by `now` (milliseconds since the Unix epoch), 80 random bits. */
  ulid(now: number): string;
  /** `bytes` random bytes in base64url without padding. For anything that must not be guessed take 32. */
  token(bytes: number): string;
  /** `LK-` and six characters of Crockford base32 (30 bits): easy to say, not unique by itself, not a secret. */
  shortCode(): string;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 6;
const ULID_TIME_LENGTH = 10;
const ULID_RANDOM_LENGTH = 16;

const randomCharacters = (count: number): string =>
  Array.from({ length: count }, () => CROCKFORD.charAt(randomInt(CROCKFORD.length))).join('');

export const systemIds: Ids = {
  ulid: (now) => encodeTime(now, ULID_TIME_LENGTH) + randomCharacters(ULID_RANDOM_LENGTH),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  shortCode: () => `LK-${randomCharacters(CODE_LENGTH)}`,
};
