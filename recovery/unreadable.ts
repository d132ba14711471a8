import type { Deps } from './deps';
import { RecoveryError } from './errors';
import type { Refused } from './outcome';
import { refused } from './outcome';
import type { RequestId } from './terms';

/** What a page says when the request behind its link cannot be read. `event`: its name in the log. */
export function unreadable(
  { log }: Pick<Deps, 'log'>,
  event: string,
  { requestId }: { readonly requestId: RequestId },
  error: unknown,
): Refused {
  log.error(event, { requestId, error });
  if (!(error instanceof RecoveryError)) return refused('storageUnavailable');
  if (error.code === 'integrity') return refused('integrity');
  return refused(error.code === 'newer' ? 'updating' : 'storageUnavailable');
}
