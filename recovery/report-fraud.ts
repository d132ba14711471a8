import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import type { Outcome } from './outcome';
import { done } from './outcome';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';
import { viewerFor } from './viewers';

export interface FraudInput extends Who {
  readonly requestId: RequestId;
  /** Code of a sentence in `words/`. */
  readonly reason: string;
}

/**
 * "This is fraud" and "This was not me": the request stops at once and containment starts. The employee, and whoever was
 * asked to approve, may say so at any time, after completion too; somebody who only opened it may not.
 */
export const reportFraud = verb('reportFraud', async (deps: Deps, input: FraudInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const { request } = stored;
    const viewer = viewerFor(request, input.presser);
    if (viewer === undefined) return refuse('notFound');
    if (viewer.role === 'requester') return refuse('notYours', { stored });
    if (request.state === 'incident') return answer(done(stored));
    if (input.reason.trim() === '') return refuse('reasonMissing', { stored });
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'fraudReported', at: deps.clock.now(), by, why: input.reason.slice(0, 100) } };
  }),
);
