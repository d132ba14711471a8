import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import { openTasks } from './incident-tasks';
import type { Outcome } from './outcome';
import { done } from './outcome';
import type { RequestId } from './terms';
import { uninvolvedSenior } from './uninvolved-senior';
import type { Who } from './verb';
import { verb } from './verb';

export interface CloseInput extends Who {
  readonly requestId: RequestId;
}

/**
 * Says that security is done with an incident: only once the containment has ended and every task is filled. For good: a
 * closed incident is corrected no more. The shield stays until somebody lifts it, with a reason of its own.
 */
export const closeIncident = verb('closeIncident', async (deps: Deps, input: CloseInput): Promise<Outcome> =>
  transact(deps, input, async (stored) => {
    const guarded = await uninvolvedSenior(deps, input, stored);
    if ('answer' in guarded) return guarded;
    const { incident } = guarded.request;
    if (incident.closedAt !== undefined) return answer(done(stored));
    if (incident.containedAt === undefined) return refuse('notContained', { stored });
    const left = openTasks(incident).length;
    if (left > 0) return refuse('tasksOpen', { stored, facts: { left } });
    return { event: { type: 'incidentClosed', at: deps.clock.now(), by: { kind: 'person', id: input.presser } } };
  }),
);
