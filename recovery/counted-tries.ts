import { RecoveryError } from './errors';
import type { EventOf } from './events';
import type { CounterKey, Ledger } from './ports';
import type { Approved, AwaitingApproval, Revealed } from './request';
import type { Decided } from './run';

/** A number was wrong: the state remembers what the counter stood at. Entries of before did not say. */
export function countMatch(request: AwaitingApproval, event: EventOf<'matchFailed'>): AwaitingApproval {
  const { counted: count, slot } = event;
  if (count === undefined) return request;
  const slots = request.slots.map((one) => {
    if (one.slot !== slot) return one;
    const before = one.counted?.round === request.round ? one.counted.count : 0;
    return { ...one, counted: { round: request.round, count: Math.max(before, count) } };
  });
  return { ...request, slots };
}

/** The same for a release code. */
export function countCode<R extends Approved | Revealed>(request: R, { counted }: EventOf<'codeFailed'>): R {
  if (counted === undefined) return request;
  const { code } = request.decided;
  const decided = { ...request.decided, code: { ...code, counted: Math.max(code.counted ?? 0, counted) } };
  return { ...request, decided };
}

/**
 * Where the tries of a release code are counted. Each that an approver asked for has its own; those that go by text message
 * share one, because whoever may ask for the next one must not get new tries with it.
 */
export function codeCounter({ round }: Pick<AwaitingApproval, 'round'>, { code, selfVerified }: Decided): CounterKey {
  return { purpose: 'code', slot: 1, round, generation: selfVerified === undefined ? code.generation : 1 };
}

export interface Raise {
  readonly key: CounterKey;
  /** What the counter has reached already, as the signed chain says. */
  readonly atLeast: number;
  /** How many tries there are. Past it nothing is compared, and nothing more is counted. */
  readonly most: number;
}

/**
 * Raises a counter of tries. It lies in a row of its own, so that presses do not get into each other's way; a row can be
 * deleted, or an earlier version of it put back with its own good signature. So it must be beyond what the chain knows of:
 * else nothing is compared, and security is told. Throws `RecoveryError('integrity')`.
 */
export async function raiseTries(
  ledger: Pick<Ledger, 'raise'>,
  { tenantId, id }: Pick<AwaitingApproval, 'tenantId' | 'id'>,
  { key, atLeast, most }: Raise,
): Promise<number> {
  const raised = await ledger.raise(tenantId, id, key, most);
  if (raised > atLeast) return raised;
  throw new RecoveryError('integrity', `request ${id}: the counter of tries was set back`);
}
