import type { Secret } from '../platform/secret';
import { releaseCode } from './codes';
import { transact } from './commit';
import { codeCounter, raiseTries } from './counted-tries';
import type { Deps } from './deps';
import type { Outcome } from './outcome';
import { done } from './outcome';
import type { Approved, RecoveryRequest, Revealed } from './request';
import { decidedOf } from './request';

export interface Compared {
  readonly isRight: boolean;
  /** What the counter stands at, right ones included. */
  readonly counted: number;
  readonly tries: number;
  /** Wrong tries that are left before the code is void. */
  readonly left: number;
}

/** Raises the counter of tries, then compares. Right ones, as far as they are written down, do not count. */
export async function compareCode(
  deps: Deps,
  request: Approved | Revealed,
  isSame: (right: Secret) => boolean,
): Promise<Compared> {
  const key = codeCounter(request, request.decided);
  const { code } = request.decided;
  const { codeTries } = deps.policy;
  const right = code.right ?? 0;
  const atLeast = Math.max(code.counted ?? 0, right);
  const counted = await raiseTries(deps.ledger, request, { key, atLeast, most: codeTries + right });
  const tries = counted - right;
  const isRight = tries <= codeTries && isSame(releaseCode(deps.keys, request, request.decided));
  return { isRight, counted, tries, left: Math.max(0, codeTries - tries) };
}

/** True while `current` waits for the very code that `before` was compared with. */
export function isSameCode(before: Approved | Revealed, current: RecoveryRequest): boolean {
  const now = decidedOf(current)?.code;
  const { generation } = before.decided.code;
  return current.round === before.round && now?.generation === generation && !now.voided;
}

/** Writes a wrong code down; where no try is left it is void from now on. */
export async function noteWrongCode(
  deps: Deps,
  request: Approved | Revealed,
  { tries, counted, left }: Compared,
): Promise<Outcome> {
  const common = { at: deps.clock.now(), by: { kind: 'person', id: request.employee }, tries } as const;
  return transact(deps, { tenantId: request.tenantId, requestId: request.id }, (current) => {
    // Whoever stood still meanwhile typed a code of an earlier round: it was counted there.
    if (!isSameCode(request, current.request)) return { answer: done(current) };
    return { event: left === 0 ? { ...common, type: 'codeVoided' } : { ...common, type: 'codeFailed', counted } };
  });
}
