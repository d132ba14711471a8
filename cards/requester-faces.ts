import type { Approved, AwaitingApproval, Revealed } from '../recovery/request';
import { AT_COUNTER } from '../words/counter';
import { PROGRESS } from '../words/progress';
import type { Button } from './buttons';
import { button, rows } from './buttons';
import type { Card } from './card';
import { inRows, paragraphs } from './lines';
import { contactKind } from './link-places';
import { employeeName, nameOf, whoApproved } from './people';
import { caseFacts, waitingFacts } from './request-facts';
import { requestPage } from './request-page';
import type { RequestView, ViewOf } from './request-view';
import { stepsSection } from './steps';

/** Who joined a request may follow it; only who opened it may also cancel it. */
function followButtons(view: RequestView, mayCancel: boolean): readonly Button[] {
  const { request, viewer, token } = view;
  const update = button(token, 'request.refresh');
  if (!mayCancel || viewer.person !== request.requester) return [update];
  // Only the helpdesk opens with a proof, and only the helpdesk sends another link.
  const hasLink = request.delivery.place === 'link' && request.proof !== undefined;
  return [update, ...(hasLink ? [button(token, 'request.newLink')] : []), button(token, 'request.cancel')];
}

function waitingLead(view: ViewOf<AwaitingApproval>): string {
  const name = employeeName(view);
  const { employeeConfirmed, delivery, attendance } = view.request;
  if (employeeConfirmed) return PROGRESS.requesterLead(name);
  if (delivery.place === 'inPerson') {
    return attendance === undefined
      ? AT_COUNTER.requester(name)
      : AT_COUNTER.attended(nameOf(view, attendance.attendant));
  }
  return delivery.place === 'link'
    ? PROGRESS.requesterUnconfirmedOnPage(name, contactKind(delivery))
    : PROGRESS.requesterUnconfirmed(name);
}

/** Somebody else's request is waiting: state, who decides, by when. Never a number. */
export function requesterWaiting(view: ViewOf<AwaitingApproval>): Card {
  return requestPage(view, {
    lead: paragraphs(waitingLead(view)),
    facts: waitingFacts(view, 'others'),
    sections: stepsSection(view, 'requester'),
    closing: paragraphs(PROGRESS.requesterSecret),
    buttonRows: rows(...inRows(followButtons(view, true))),
  });
}

export function requesterApproved(view: ViewOf<Approved>): Card {
  return requestPage(view, {
    lead: paragraphs(PROGRESS.requesterApproved(employeeName(view), whoApproved(view))),
    facts: caseFacts(view, 'others'),
    sections: stepsSection(view, 'requester'),
    closing: paragraphs(PROGRESS.requesterSecret),
    buttonRows: rows(...inRows(followButtons(view, true))),
  });
}

export function requesterRevealed(view: ViewOf<Revealed>): Card {
  return requestPage(view, {
    lead: paragraphs(PROGRESS.requesterRevealed(employeeName(view))),
    facts: caseFacts(view, 'others'),
    sections: stepsSection(view, 'requester'),
    closing: paragraphs(PROGRESS.requesterSecret),
    buttonRows: rows(followButtons(view, false)),
  });
}
