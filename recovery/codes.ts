import { createHash, timingSafeEqual } from 'node:crypto';
import { Secret } from '../platform/secret';
import { currentMac } from './mac';
import { ownKeys } from './own-keys';
import type { KeyRing } from './ports';
import type { RequestFacts } from './request';
import type { Decided } from './run';

type Target = Pick<RequestFacts, 'tenantId' | 'id' | 'keyId' | 'round' | 'slots'>;

function digits(keys: KeyRing, purpose: string, data: string, length: number): string {
  const number = Buffer.from(currentMac(keys, purpose, data), 'base64url').readBigUInt64BE(0) % 10n ** BigInt(length);
  return number.toString().padStart(length, '0');
}

/**
 * The three digits on the employee's side that the approver of `slot` must type. Derived, never stored; another
 * number for every slot and every round.
 */
export function matchNumber(keys: KeyRing, request: Target, slot: 1 | 2): Secret {
  const data = `${request.tenantId}|${request.id}|${slot}|${request.round}`;
  return Secret.of(digits(ownKeys(keys, request), 'match-number', data, 3));
}

type WithCode = Pick<Decided, 'code' | 'selfVerified'>;

/** What goes by text message is another code than what an approver would have read out. */
function wholeCode(keys: KeyRing, request: Target, { code, selfVerified }: WithCode): string {
  const data = `${request.tenantId}|${request.id}|${request.round}|${code.generation}`;
  const purpose = selfVerified === undefined ? 'release-code' : 'self-verification-code';
  return digits(ownKeys(keys, request), purpose, data, 6);
}

/** The six digits that the employee must type to reveal. Derived, never stored; another one for every generation. */
export function releaseCode(keys: KeyRing, request: Target, decided: WithCode): Secret {
  return Secret.of(wholeCode(keys, request, decided));
}

/** What the approver of `slot` may see: the whole code, or their half of it where two people approve. */
export function releaseCodePart(keys: KeyRing, request: Target, decided: WithCode, slot: 1 | 2): Secret {
  const code = wholeCode(keys, request, decided);
  if (request.slots.length === 1) return Secret.of(code);
  return Secret.of(slot === 1 ? code.slice(0, 3) : code.slice(3));
}

/** Compares what somebody typed with the right digits in constant time. Spaces and dashes are forgiven. */
export function sameDigits(typed: string, right: Secret): boolean {
  const clean = typed.replace(/[\s-]/g, '');
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(clean), hash(right.reveal()));
}
