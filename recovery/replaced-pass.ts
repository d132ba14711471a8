import type { Deps } from './deps';
import type { EventOf } from './events';
import type { Method } from './methods';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';
import { isMinting, isPlacing } from './run-state';
import { SYSTEM } from './step';

/** A pass that was replaced may be listed for so long, and a new one may not be listed yet. */
export const LIST_LAG_MS = 60_000;

/**
 * Another pass is listed than the one that was shown, and no mint is under way: a mint whose answer was lost or came late,
 * or somebody outside, has replaced it. The list lags, so an older one counts only once the lag must be over.
 */
export function replacedPass(
  deps: Pick<Deps, 'clock'>,
  request: RecoveryRequest,
  listed: readonly Method[],
): EventOf<'passReplaced'> | undefined {
  if (request.state !== 'revealed') return undefined;
  const { decided } = request;
  const { pass } = decided;
  const at = deps.clock.now();
  if (pass === undefined || pass.expiresAt <= at || isMinting(decided, at) || isPlacing(request, at)) return undefined;
  const isNewer = ({ createdAt = 0 }: Method): boolean =>
    createdAt > (pass.mintedAt ?? pass.issuedAt) || at - pass.issuedAt >= LIST_LAG_MS;
  const passes = listed.filter(({ kind }) => kind === 'temporaryAccessPass');
  const isOurs = ({ id }: Method): boolean => id === pass.methodId || id === request.placeholder?.methodId;
  const other = passes.some(isOurs) ? undefined : passes.find(isNewer);
  return other && { type: 'passReplaced', at, by: SYSTEM, methodId: other.id };
}

/** The shown pass while it is too new to be listed: it works, or will. At most one. */
export function unlistedPass(
  deps: Pick<Deps, 'clock'>,
  request: RecoveryRequest,
  listed: readonly Method[],
): readonly { readonly id: string }[] {
  const shown = decidedOf(request)?.pass;
  if (shown === undefined || deps.clock.now() - shown.issuedAt >= LIST_LAG_MS) return [];
  return listed.some(({ kind }) => kind === 'temporaryAccessPass') ? [] : [{ id: shown.methodId }];
}
