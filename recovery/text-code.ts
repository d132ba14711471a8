import { Secret } from '../platform/secret';
import { digits } from './digits';
import { ownKeys } from './own-keys';
import type { KeyRing } from './ports';
import type { RequestFacts } from './request';
import type { Decided } from './run';

/**
 * The six digits that go by text message in place of an approver. Derived for a purpose of their own, never stored: a code
 * that an approver would read out is never in a message.
 */
export function textCode(
  keys: KeyRing,
  request: Pick<RequestFacts, 'tenantId' | 'id' | 'keyId' | 'round'>,
  { code }: Pick<Decided, 'code'>,
): Secret {
  const data = `${request.tenantId}|${request.id}|${request.round}|${code.generation}`;
  return Secret.of(digits(ownKeys(keys, request), 'self-verification-code', data, 6));
}
