import { createHash } from 'node:crypto';
import type { ObjectId, RequestId, ShortCode } from '../recovery/terms';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const INVERTED = new Map([...ALPHABET].map((character, at) => [character, ALPHABET[31 - at] ?? '']));
const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const SHORT_CODE = /^LK-[0-9A-HJKMNP-TV-Z]{6}$/;

/** How many partitions the list of open requests of a tenant is spread over. */
export const OPEN_SHARDS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Attacker-controlled ids come through here before they become keys. */
export function isRequestId(id: string): id is RequestId {
  return ULID.test(id);
}

export function isShortCode(code: string): code is ShortCode {
  return SHORT_CODE.test(code);
}

/** Everything of one request: state row, audit rows, counters, lease. */
export const requestPartition = (tenantId: ObjectId, id: RequestId): string => `${tenantId}|${id}`;
export const employeePartition = (tenantId: ObjectId, id: ObjectId): string => `${tenantId}|employee|${id}`;
/** In an employee's partition the pointers to their requests, in capitals, come before what was seen of the employee. */
export const REQUESTS = { before: 'a' } as const;
export const approverPartition = (tenantId: ObjectId, id: ObjectId): string => `${tenantId}|approver|${id}`;
export const openPartition = (tenantId: ObjectId, shard: number): string => `${tenantId}|open|${String(shard)}`;

/** The guards of a tenant's live requests, one row per person: whoever wants to know all of them reads these partitions. */
export const guardPartition = (tenantId: ObjectId, shard: number): string => `${tenantId}|live|${String(shard)}`;

/** How many partitions the guards of a tenant are spread over. */
export const GUARD_SHARDS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Where a person's guard lies. */
export function guardPlace(tenantId: ObjectId, person: ObjectId): { readonly pk: string; readonly rk: string } {
  const shard = createHash('sha256').update(person).digest().readUInt8(0) % GUARD_SHARDS.length;
  return { pk: guardPartition(tenantId, shard), rk: person };
}

/** How many partitions the entries of a day of a tenant are spread over. */
export const DAY_SHARDS = Array.from({ length: 16 }, (_, shard) => shard);

export const dayPartition = (tenantId: ObjectId, day: string, shard: number): string =>
  `${tenantId}|day|${day}|${String(shard)}`;

export const dayShard = (id: RequestId): number => ALPHABET.indexOf(id.slice(-1)) % DAY_SHARDS.length;

/** The last character of a ULID is random, so that a burst of requests is spread evenly. */
export function openShard(id: RequestId): number {
  return ALPHABET.indexOf(id.slice(-1)) % OPEN_SHARDS.length;
}

/** Turns the order of ULIDs around, so that the newest comes first; twice is the id again. */
export function inverted(id: RequestId): string {
  let text = '';
  for (const character of id) text += INVERTED.get(character) ?? '';
  return text;
}

/** Milliseconds since the epoch in the first ten characters of a ULID. */
export function ulidTime(id: RequestId): number {
  return [...id.slice(0, 10)].reduce((time, character) => time * 32 + ALPHABET.indexOf(character), 0);
}

/** A key for text that may hold anything (keys must not hold `/ \ # ?` or control characters). */
export function hashedKey(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
