import type { Decision } from './commit';
import { transact } from './commit';
import type { Beginning, Hands } from './begin-case';
import { eventsOf, handsIn } from './begin-case';
import type { Deps } from './deps';
import { waitsForEmployee } from './opened-by';
import type { Outcome } from './outcome';
import { done, refused } from './outcome';
import type { Stored } from './ports';
import type { ObjectId, RequestId } from './terms';
import { viewerFor } from './viewers';

export interface Joining {
  readonly tenantId: ObjectId;
  readonly requestId: RequestId;
  readonly presser: ObjectId;
  /**
   * Set for the employee and for the helpdesk with its proof: what takes the place of what a colleague said. Asked again
   * whenever somebody else was faster: whoever got a part in it meanwhile does not approve as well.
   */
  readonly begin?: (hands: Hands) => Promise<Beginning>;
}

async function takeOver(deps: Deps, { request }: Stored, { begin, presser }: Joining): Promise<Decision | undefined> {
  if (begin === undefined || request.state !== 'awaitingApproval' || !waitsForEmployee(request)) return undefined;
  const beginning = await begin(handsIn(request));
  const { begun } = beginning;
  const common = { at: deps.clock.now(), by: { kind: 'person', id: presser } } as const;
  return eventsOf(deps, request, { ...common, type: 'takenOver', requester: presser, begun }, beginning);
}

async function join(deps: Deps, stored: Stored, joining: Joining): Promise<Decision> {
  const { request } = stored;
  const { presser } = joining;
  const common = { at: deps.clock.now(), by: { kind: 'person', id: presser } } as const;
  const taken = await takeOver(deps, stored, joining);
  if (taken !== undefined) return taken;
  const role = viewerFor(request, presser)?.role;
  if ((role !== undefined && role !== 'employee') || request.requester === presser) return { answer: done(stored) };
  if (request.state !== 'awaitingApproval') return { answer: refused('alreadyDecided', { stored }) };
  // Whoever sits in the employee's Teams does not get a case of the counter into their hands.
  if (request.delivery.place === 'inPerson' && presser === request.employee) return { answer: done(stored) };
  return presser === request.employee
    ? { event: { ...common, type: 'takenOver', requester: presser } }
    : { event: { ...common, type: 'joined', who: presser } };
}

/**
 * Somebody else's open request becomes the employee's own, and one that a colleague opened the helpdesk's as well; a further
 * opener with no part in it yet joins it. One that is not there is being opened, or its opening was lost a moment ago: soon
 * it is known which.
 */
export async function joinExisting(deps: Deps, joining: Joining): Promise<Outcome> {
  const outcome = await transact(deps, joining, (stored) => join(deps, stored, joining));
  return outcome.kind === 'refused' && outcome.code === 'notFound' ? refused('storageUnavailable') : outcome;
}

/** A colleague joins what waits for the employee, and learns of nothing else. */
export async function joinAsColleague(deps: Deps, joining: Omit<Joining, 'begin'>): Promise<Outcome> {
  const outcome = await transact(deps, joining, (stored) => {
    const isParty = viewerFor(stored.request, joining.presser) !== undefined;
    return isParty || waitsForEmployee(stored.request)
      ? join(deps, stored, joining)
      : { answer: refused('cannotOpenFor') };
  });
  return outcome.kind === 'refused' && outcome.code === 'notFound' ? refused('storageUnavailable') : outcome;
}
