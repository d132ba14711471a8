import type { Deps } from './deps';
import type { Actor, EventOf, RecoveryEvent } from './events';
import type { MintedPass, Stored } from './ports';

export const SYSTEM: Actor = { kind: 'system' };

/** What came of a step: one event to commit, or nothing to record and a time to look again. */
export type StepResult = { readonly event: RecoveryEvent } | { readonly waitMs: number };

export type Step = (deps: Deps, stored: Stored) => Promise<StepResult>;

/** Graph's own id of a call, for the event that records what the call did. */
export function graphId({ requestId }: { readonly requestId?: string | undefined }): {
  readonly graphRequestId?: string;
} {
  return requestId === undefined ? {} : { graphRequestId: requestId };
}

type PassFacts = Pick<EventOf<'passIssued'>, 'methodId' | 'expiresAt' | 'mintedAt' | 'graphRequestId'>;

/** What the trail says of a pass that was made; the secret stays where it is. */
export function factsOfPass(minted: MintedPass): PassFacts {
  const { methodId, expiresAt, issuedAt: mintedAt } = minted;
  return { methodId, expiresAt, mintedAt, ...graphId(minted) };
}

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 300_000;

/** Doubles from two seconds to five minutes; a service's own Retry-After wins when it is longer. */
export function backoffMs(attempts: number, retryAfterMs = 0, longestMs: number = LAST_RETRY_MS): number {
  return Math.max(retryAfterMs, Math.min(longestMs, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10)));
}

/** Records a failed try of a step, with the time of the next one. */
export function stepFailed(
  deps: Pick<Deps, 'clock'>,
  step: string,
  error: { readonly code: string; readonly retryAfterMs: number | undefined; readonly requestId: string | undefined },
  attempts: number,
  longestMs?: number,
): EventOf<'stepFailed'> {
  const at = deps.clock.now();
  const nextAttemptAt = at + backoffMs(attempts, error.retryAfterMs, longestMs);
  return { type: 'stepFailed', at, by: SYSTEM, step, code: error.code, attempts, nextAttemptAt, ...graphId(error) };
}
