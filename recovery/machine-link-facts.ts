import type { EventOf } from './events';
import { linkNumber } from './new-links';
import type { Approved, AwaitingApproval, Revealed } from './request';
import { afterNoLink } from './step-failure';

type WithLink = AwaitingApproval | Approved | Revealed;

/** Somebody asked for a new link: whatever was sent before opens nothing any more. */
export function askLink<R extends AwaitingApproval | Approved>(request: R, { at }: EventOf<'linkAsked'>): R {
  return { ...request, newLinks: { times: linkNumber(request) + 1, at } };
}

/** One that was made before a newer one was asked for arrives dead: the newer one is still owed. */
export function sendLink<R extends WithLink>(request: R, { at, number = 0 }: EventOf<'linkSent'>): R {
  return number === linkNumber(request) ? { ...request, linkSentAt: at } : request;
}

export function failLink<R extends WithLink>(request: R, event: EventOf<'linkFailed'>): R {
  return { ...afterNoLink(request, event), linkFailedAt: event.at };
}
