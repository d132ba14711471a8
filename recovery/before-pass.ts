import type { EnrolmentVerdict } from './enrolment-rule';
import { EARLY_VERDICT } from './enrolment-rule';
import type { Deps } from './deps';
import type { EventOf, RecoveryEvent } from './events';
import type { Method } from './methods';
import { isStrong } from './methods';
import { ownKeys } from './own-keys';
import { methodKey } from './plan';
import { LIST_LAG_MS } from './replaced-pass';
import type { Approved, RecoveryRequest } from './request';
import type { Signal } from './signals';
import { SYSTEM } from './step';

/** Two clocks that the product starts with are no further apart. */
const SKEW_MS = 30_000;

type Contradicting = Required<Pick<EnrolmentVerdict, 'contradicts' | 'reasons'>>;

/** Facts that contradict each other, found by the product itself: from here on it is an incident. */
export function contradiction(
  { clock }: Pick<Deps, 'clock'>,
  { contradicts: why, reasons }: Contradicting,
): EventOf<'fraudReported'> {
  return { type: 'fraudReported', at: clock.now(), by: SYSTEM, why, reasons };
}

/**
 * A strong method that came after the approval. Its own date says so; where it has none, a list that may still have been
 * behind at the approval says nothing.
 */
function cameSince(
  deps: Pick<Deps, 'clock' | 'keys'>,
  request: Approved,
  listed: readonly Method[],
): Method | undefined {
  const { known, at } = request.decided;
  const keys = ownKeys(deps.keys, request);
  const isLater = ({ createdAt }: Method): boolean =>
    createdAt === undefined ? deps.clock.now() - at >= LIST_LAG_MS : createdAt > at + SKEW_MS;
  return listed.find((one) => isStrong(one) && !known.includes(methodKey(keys, one)) && isLater(one));
}

/** A method came although no pass was shown for this decision: whoever registered it has another way in. */
export function cameBeforePass(
  deps: Pick<Deps, 'clock' | 'keys'>,
  request: RecoveryRequest,
  listed: Signal<readonly Method[]>,
): RecoveryEvent | undefined {
  if (request.state !== 'approved' || listed.kind !== 'known') return undefined;
  if (cameSince(deps, request, listed.value) === undefined) return undefined;
  return contradiction(deps, EARLY_VERDICT);
}
