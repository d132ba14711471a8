import { refuse, transact } from './commit';
import type { Deps } from './deps';
import { waitsForEmployee } from './opened-by';
import type { Outcome } from './outcome';
import { remindOpenSlots } from './remind-open-slots';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';
import { viewerFor } from './viewers';

export interface RemindInput extends Who {
  readonly requestId: RequestId;
}

const PAUSE_MS = 120_000;

/** Reminds those who have not decided, at most every two minutes. Recorded first, so that two presses send one message. */
export const remindApprover = verb('remind', async (deps: Deps, input: RemindInput): Promise<Outcome> => {
  const outcome = await transact(deps, input, (stored) => {
    const { request } = stored;
    const viewer = viewerFor(request, input.presser);
    if (viewer === undefined) return refuse('notFound');
    if (viewer.role === 'approver') return refuse('notYours', { stored });
    if (request.state !== 'awaitingApproval') return refuse('alreadyDecided', { stored });
    // Nobody was asked yet.
    if (waitsForEmployee(request)) return refuse('employeeNotConfirmed', { stored });
    const at = deps.clock.now();
    const last = request.remindedAt ?? request.openedAt;
    if (at - last < PAUSE_MS) {
      return refuse('tooSoonToRemind', { stored, facts: { minutes: Math.ceil((PAUSE_MS - (at - last)) / 60_000) } });
    }
    return { event: { type: 'reminded', at, by: { kind: 'person', id: input.presser } } };
  });
  if (outcome.kind === 'done') await remindOpenSlots(deps, outcome.stored.request);
  return outcome;
});
