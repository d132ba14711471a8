import type { EventType } from '../../../recovery/events';
import { isByColleague } from '../../../recovery/opened-by';
import type { ObjectId } from '../../../recovery/terms';
import type { Invariant, Trail } from './outlook';

/** What may stand in the trail of a colleague's request while it waits for the employee. */
const WAITING: ReadonlySet<EventType> = new Set(['opened', 'joined', 'stepFailed', 'stepRecovered']);
const ANSWERS: ReadonlySet<EventType> = new Set([
  ...(['employeeConfirmed', 'takenOver'] as const),
  ...(['refused', 'cancelled', 'expired', 'fraudReported'] as const),
]);

function beforeTheAnswer({ entries }: Trail): readonly string[] {
  const [first] = entries;
  if (first?.event.type !== 'opened' || !isByColleague(first.event.request)) return [];
  const answered = entries.findIndex(({ event }) => ANSWERS.has(event.type));
  const before = answered === -1 ? entries : entries.slice(0, answered);
  return before.flatMap(({ event }) => (WAITING.has(event.type) ? [] : [`${event.type} before the answer`]));
}

/** 10. What a colleague opened is told to nobody, and nothing is read about the employee, before the employee has answered. */
export const nothingBeforeTheYes: Invariant = ({ universe, trails }) => [
  ...new Set(universe.evidence.early),
  ...trails.flatMap(beforeTheAnswer),
];

/** 11. Whoever opened or joined a request, or attended to it, approves nothing of it. */
export const nobodyApprovesTheirOwn: Invariant = ({ trails }) =>
  trails.flatMap(({ request, entries }) => {
    const helped = new Set<ObjectId>([request.employee]);
    return entries.flatMap(({ event }) => {
      if (event.type === 'opened') helped.add(event.request.requester);
      if (event.type === 'takenOver') helped.add(event.requester);
      if (event.type === 'joined') helped.add(event.who);
      if (event.type === 'attended') helped.add(event.attendant);
      const signs = event.type === 'slotApproved' || event.type === 'approved';
      return signs && helped.has(event.approver) ? [`${event.approver.slice(-2)} approved their own`] : [];
    });
  });
