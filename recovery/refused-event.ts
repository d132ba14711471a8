import type { Deps } from './deps';
import type { EventOf } from './events';
import type { RecoveryRequest } from './request';
import { mustFail } from './run-state';

/** The rules say no for good. Where something was done to the account already, people take over (`failed`) instead. */
export function refusedEvent(
  deps: Pick<Deps, 'clock'>,
  request: RecoveryRequest,
  why: string,
): EventOf<'refused'> | EventOf<'failed'> {
  const common = { at: deps.clock.now(), by: { kind: 'system' }, why } as const;
  return mustFail(request) ? { ...common, type: 'failed' } : { ...common, type: 'refused' };
}
