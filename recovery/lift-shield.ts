import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import { isSenior } from './is-senior';
import type { Outcome } from './outcome';
import { done } from './outcome';
import type { IncidentRequest } from './request';
import type { ObjectId, RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface LiftInput extends Who {
  readonly requestId: RequestId;
  readonly reason: string;
}

/** Who has another part in it: the employee, who opened, joined or reported it, and whose approval it was. */
function involved({ employee, requester, joined, incident, slots }: IncidentRequest): readonly ObjectId[] {
  const signed = slots.flatMap(({ approval }) => (approval === undefined ? [] : [approval.approver]));
  return [employee, requester, ...joined, incident.reportedBy, ...signed];
}

/** Ends the block that an incident put on the employee. Security only, nobody with another part in it, with a reason. */
export const liftShield = verb('liftShield', async (deps: Deps, input: LiftInput): Promise<Outcome> =>
  transact(deps, input, async (stored) => {
    const { request } = stored;
    if (!(await isSenior(deps, input))) return refuse('notFound');
    if (request.state !== 'incident') return refuse('alreadyDecided', { stored });
    if (involved(request).includes(input.presser)) return refuse('ownRequest', { stored });
    if (request.incident.shieldLiftedAt !== undefined) return answer(done(stored));
    if (input.reason.trim() === '') return refuse('reasonMissing', { stored });
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'shieldLifted', at: deps.clock.now(), by, reason: input.reason.slice(0, 300) } };
  }),
);
