import type { Slot } from '../recovery/facts';
import type { Approved, AwaitingApproval, Revealed } from '../recovery/request';
import { APPROVAL, RELEASE } from '../words/approval';
import { VERIFIED_BY } from '../words/choices';
import { AT_COUNTER } from '../words/counter';
import { approvalCard } from './approval-card';
import { button, rows } from './buttons';
import type { Card } from './card';
import { paragraphs } from './lines';
import { moment } from './moments';
import { employeeName, nameOf, whoDecides } from './people';
import { liveCode, releaseCard, spent } from './release-card';
import { caseFacts } from './request-facts';
import { requestPage } from './request-page';
import type { RequestView, ViewOf } from './request-view';
import { stepsSection } from './steps';

/** How this approver stands to the slot that their card is about. */
export type Standing = 'mayDecide' | 'waitsForEmployee' | 'approved' | 'answered' | 'passedOn';

export function slotOf(view: RequestView): Slot | undefined {
  return view.request.slots.find(({ slot }) => slot === view.viewer.slot);
}

/** Drawn from the request alone: the guards of the verbs decide again. */
export function standingOf(view: RequestView): Standing {
  const slot = slotOf(view);
  const me = view.viewer.person;
  if (slot?.approval !== undefined) return slot.approval.approver === me ? 'approved' : 'answered';
  const mayPress = slot?.candidates.includes(me) === true || slot?.asked.includes(me) === true;
  if (!mayPress) return 'passedOn';
  return view.request.employeeConfirmed ? 'mayDecide' : 'waitsForEmployee';
}

/** Whether this approver may press “Approve” and “Deny” now. */
export function mayDecide(view: RequestView): boolean {
  return view.request.state === 'awaitingApproval' && standingOf(view) === 'mayDecide';
}

/** Nothing to decide for this person any more: what happened, no buttons. */
function onlooker(view: RequestView, text: string): Card {
  return requestPage(view, { lead: paragraphs(text), facts: caseFacts(view, 'others') }, APPROVAL.nothingTitle);
}

function answeredBySomebodyElse(view: RequestView): Card {
  const slot = slotOf(view);
  if (slot === undefined) return onlooker(view, APPROVAL.passedOn);
  return onlooker(view, APPROVAL.answered(nameOf(view, slot.approval?.approver)));
}

/** First of two: this approver is done, the other has to follow. */
function waitsForOther(view: ViewOf<AwaitingApproval>): Card {
  const { token } = view;
  const approval = slotOf(view)?.approval;
  const open = view.request.slots.filter((slot) => slot.approval === undefined);
  const who = open.map((slot) => whoDecides(view, slot, 'others')).join(', ');
  const mine =
    approval && APPROVAL.youApproved(VERIFIED_BY[approval.verifiedBy].record, moment(approval.at, view.timeZone));
  return requestPage(
    view,
    {
      lead: paragraphs(mine, APPROVAL.waitsForOther(who), APPROVAL.thenCode),
      facts: caseFacts(view, 'others'),
      buttonRows: rows([button(token, 'request.refresh'), button(token, 'approval.fraud')]),
    },
    RELEASE.titleHidden,
  );
}

/** The approver is not asked anything yet: the employee has to say first that the request is theirs. */
function waitsForEmployee(view: ViewOf<AwaitingApproval>): Card {
  const { token } = view;
  return requestPage(
    view,
    {
      lead: paragraphs(
        view.request.delivery.place === 'inPerson'
          ? AT_COUNTER.approver(employeeName(view))
          : APPROVAL.waitsForEmployee(employeeName(view)),
      ),
      facts: caseFacts(view, 'others'),
      buttonRows: rows(
        [button(token, 'request.refresh'), button(token, 'approval.notMine')],
        [button(token, 'approval.fraud')],
      ),
    },
    APPROVAL.notYetTitle,
  );
}

export function approverWaiting(view: ViewOf<AwaitingApproval>): Card {
  switch (standingOf(view)) {
    case 'mayDecide':
      return approvalCard(view);
    case 'waitsForEmployee':
      return waitsForEmployee(view);
    case 'approved':
      return waitsForOther(view);
    case 'answered':
      return answeredBySomebodyElse(view);
    case 'passedOn':
      return onlooker(view, APPROVAL.passedOn);
  }
}

export function approverApproved(view: ViewOf<Approved>): Card {
  return standingOf(view) === 'approved' ? releaseCard(view) : answeredBySomebodyElse(view);
}

/** The pass was shown: nothing to do, unless the employee needs one more and the approver is speaking with them. */
export function approverRevealed(view: ViewOf<Revealed>): Card {
  if (standingOf(view) !== 'approved') return answeredBySomebodyElse(view);
  const { token } = view;
  const { decided } = view.request;
  const again = decided.enrolled === undefined;
  const numbers = again ? liveCode(view) : [];
  const how = numbers.length > 0 ? RELEASE.againNow : RELEASE.again;
  return requestPage(view, {
    lead: paragraphs(RELEASE.revealed(employeeName(view)), again && spent(view), again && how),
    numbers,
    facts: caseFacts(view, 'others'),
    sections: stepsSection(view, 'approver'),
    buttonRows: rows([...(again ? [button(token, 'approval.newCode')] : []), button(token, 'approval.fraud')]),
  });
}
