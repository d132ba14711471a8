import type { Deps } from './deps';
import { EffectError } from './errors';
import type { Notice } from './notices';
import type { RecoveryRequest } from './request';

/**
 * One message; what fails outside is logged and counts as `otherwise`, so that one person who cannot be told stops no other.
 * What was not to begin any more is thrown: it is told in the next look.
 */
export async function tried<T>(
  deps: Pick<Deps, 'log'>,
  { notice }: Notice,
  { id }: RecoveryRequest,
  tell: () => Promise<T>,
  otherwise: T,
): Promise<T> {
  try {
    return await tell();
  } catch (error) {
    if (!(error instanceof EffectError) || error.code === 'queued') throw error;
    deps.log.warn('notice.failed', { requestId: id, operation: notice, code: error.code });
    return otherwise;
  }
}
