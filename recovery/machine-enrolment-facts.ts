import type { Enrolled } from './enrolment';
import type { EventOf } from './events';
import type { Completed, Failed, Revealed } from './request';

type Watched = Revealed | Failed | Completed;

/** What an entry about a new method leaves in the request. */
export function enrolledBy({ methodId, kind, at, createdAt, checkUntil }: EventOf<'enrolmentSeen'>): Enrolled {
  return {
    ...{ methodId, kind, at },
    ...(createdAt !== undefined && { createdAt }),
    ...(checkUntil !== undefined && { check: { until: checkUntil } }),
  };
}

export function checkEnrolled<R extends Watched>(request: R, event: EventOf<'enrolmentChecked'>): R {
  const enrolled = request.decided?.enrolled;
  if (request.decided === undefined || enrolled?.check === undefined) return request;
  const { outcome, reasons } = event;
  const check = { until: enrolled.check.until, outcome, reasons };
  return { ...request, decided: { ...request.decided, enrolled: { ...enrolled, check } } };
}
