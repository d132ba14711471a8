import { createHash, timingSafeEqual } from 'node:crypto';
import { Secret } from '../platform/secret';
import { digits } from './digits';
import { ownKeys } from './own-keys';
import type { KeyRing } from './ports';
import type { RequestFacts } from './request';
import type { Decided } from './run';
import { textCode } from './text-code';

type Target = Pick<RequestFacts, 'tenantId' | 'id' | 'keyId' | 'round' | 'slots'>;

/**
 * The three digits on the employee's side that the approver of `slot` must type. Derived, never stored; another
 * number for every slot and every round.
 */
export function matchNumber(keys: KeyRing, request: Target, slot: 1 | 2): Secret {
  const data = `${request.tenantId}|${request.id}|${slot}|${request.round}`;
  return Secret.of(digits(ownKeys(keys, request), 'match-number', data, 3));
}

function wholeCode(keys: KeyRing, request: Target, decided: Pick<Decided, 'code'>): string {
  const data = `${request.tenantId}|${request.id}|${request.round}|${decided.code.generation}`;
  return digits(ownKeys(keys, request), 'release-code', data, 6);
}

/** The six digits that the employee must type to reveal. Derived, never stored; another one for every generation. */
export function releaseCode(keys: KeyRing, request: Target, decided: Pick<Decided, 'code' | 'selfVerified'>): Secret {
  if (decided.selfVerified !== undefined) return textCode(keys, request, decided);
  return Secret.of(wholeCode(keys, request, decided));
}

/** What the approver of `slot` may see: the whole code, or their half of it where two people approve. */
export function releaseCodePart(keys: KeyRing, request: Target, decided: Pick<Decided, 'code'>, slot: 1 | 2): Secret {
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
