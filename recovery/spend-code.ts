import { Secret } from '../platform/secret';
import { sameDigits } from './codes';
import { transact } from './commit';
import { compareCode, isSameCode, noteWrongCode } from './compare-code';
import type { Deps } from './deps';
import type { EventOf } from './events';
import { isRevealable } from './mint-pass';
import type { Outcome } from './outcome';
import { done, refused } from './outcome';
import { policyOf } from './policy-tiers';
import { MOST_TEXTS } from './renew-code';
import type { Approved, Revealed } from './request';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface SpendInput extends Who {
  readonly requestId: RequestId;
  /** What stands in the message and could be a code, or a half of one: digits alone. */
  readonly typed: readonly string[];
}

/** So many numbers of one message are looked at: a message is one try, and no list of guesses. */
const MOST_TYPED = 2;

/** A half is compared as well: of two approvers each says one, and one slip of the finger must not keep the rest alive. */
const standsIn =
  (typed: readonly string[]) =>
  (right: Secret): boolean => {
    const code = right.reveal();
    const halves = [code.slice(0, 3), code.slice(3)];
    const same = typed.slice(0, MOST_TYPED).flatMap((one) => {
      const digits = one.replace(/\D/g, '');
      const parts = [digits.slice(0, 3), digits.slice(3)];
      return halves.flatMap((half) => parts.map((part) => sameDigits(part, Secret.of(half))));
    });
    return same.includes(true);
  };

/**
 * The next code. One by text message goes out by itself, as long as there is one left to send; after the last one nobody
 * has a code, and an approver can be asked.
 */
function successor(deps: Deps, request: Approved | Revealed): EventOf<'codeRenewed'> {
  const at = deps.clock.now();
  const { selfVerified, code } = request.decided;
  const isLast = selfVerified !== undefined && code.generation >= MOST_TEXTS;
  const minutes = isLast ? 0 : policyOf(deps.policy, request).timers.releaseCodeMinutes;
  return {
    ...{ type: 'codeRenewed', at, by: { kind: 'person', id: request.employee }, why: 'typedInChat' },
    ...{ generation: code.generation + 1, deadline: at + minutes * 60_000 },
  };
}

/**
 * The employee wrote something with digits in a chat, where whoever has their session reads it. If the release code is among
 * them it is dead, and there is another one. What was written is a try as any other, and the answer is the same in any case.
 */
export const spendCode = verb('spendCode', async (deps: Deps, input: SpendInput): Promise<Outcome> => {
  const stored = await deps.ledger.readVerified(input.tenantId, input.requestId);
  if (stored === undefined || stored.request.employee !== input.presser) return refused('notFound');
  if (!isRevealable(stored) || input.typed.length === 0) return done(stored);
  const { request } = stored;
  const { code } = request.decided;
  if (code.voided || deps.clock.now() > code.deadline) return done(stored);
  const compared = await compareCode(deps, request, standsIn(input.typed));
  if (!compared.isRight) return noteWrongCode(deps, request, compared);
  return transact(deps, input, (current) =>
    isSameCode(request, current.request) && isRevealable(current)
      ? { event: successor(deps, current.request) }
      : { answer: done(current) },
  );
});
