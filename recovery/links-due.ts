import type { Dated } from './due';
import { NEW_LINK_PAUSE_MS } from './new-links';
import type { Policy } from './policy-settings';
import type { Approved, AwaitingApproval, Revealed } from './request';
import { LINK_RETRY_MS } from './step-failure';
import type { Millis } from './terms';

const MINUTE = 60_000;

/**
 * When a link has to go out for something that is so since `since`, or since somebody asked for a new one; a failed one is
 * tried again after a while. One that went out up to `spareMs` before does as well.
 */
function linkDue(request: AwaitingApproval | Approved | Revealed, given: Millis, spareMs = 0): readonly Dated[] {
  const { delivery, newLinks, linkSentAt = 0, linkFailedAt = -Infinity } = request;
  const askedFor = newLinks !== undefined && linkSentAt < newLinks.at;
  if (delivery.place !== 'link' || (linkSentAt >= given - spareMs && !askedFor)) return [];
  const since = linkSentAt < given - spareMs ? given : (newLinks?.at ?? given);
  return [{ step: 'sendLink', at: Math.max(since, linkFailedAt + LINK_RETRY_MS) }];
}

/**
 * Whoever has not pressed “Yes, this is me” while the link was good can be approved by nobody: they get another one with the
 * reminder, and with the escalation.
 */
export function linksWhileAwaiting(request: AwaitingApproval, policy: Policy, askedAt: Millis): readonly Dated[] {
  const { remindMinutes, escalateMinutes } = policy.timers;
  const again = request.employeeConfirmed ? [] : [remindMinutes, escalateMinutes];
  return [
    ...linkDue(request, askedAt),
    ...again.flatMap((minutes) => linkDue(request, askedAt + minutes * MINUTE, NEW_LINK_PAUSE_MS)),
  ];
}

/** A new release code needs a new link to type it on. */
export function codeLinkDue(request: Approved | Revealed, policy: Policy): readonly Dated[] {
  return linkDue(request, request.decided.code.deadline - policy.timers.releaseCodeMinutes * MINUTE);
}
