import { CONFIRM_APPROVE, CONFIRM_DENY, CONFIRM_FRAUD } from '../words/approval';
import { DENY_REASONS, FRAUD_REASONS } from '../words/choices';
import { mayDecide, standingOf } from './approver-faces';
import { button, rows, verifiedByButtons } from './buttons';
import type { Card } from './card';
import type { Choice } from './card-data';
import { drawRequest } from './draw-request';
import { fraudButton } from './ended-faces';
import { choicesOf } from './inputs';
import { paragraphs, section } from './lines';
import { notTheLink } from './link-places';
import { employeeName, profileOf } from './people';
import { renderCard } from './render-card';
import { requestFrame, requestHeader } from './request-page';
import type { RequestView } from './request-view';

const back = (token: string) => button(token, 'approval.back', { inputs: 'none' });

/** Answer to “Approve”: the number, and one button for each way of recognising. Else the true face. */
export function drawConfirmApprove(view: RequestView): Card {
  if (!mayDecide(view)) return drawRequest(view);
  const name = employeeName(view);
  const { number, reason } = CONFIRM_APPROVE;
  const data = {
    ...requestHeader(view, CONFIRM_APPROVE.title),
    lead: paragraphs(CONFIRM_APPROVE.lead(name), notTheLink(view.request.delivery)),
    ...profileOf(view),
    number: { label: number, placeholder: CONFIRM_APPROVE.numberPlaceholder, error: CONFIRM_APPROVE.numberError },
    reason: { label: reason, placeholder: CONFIRM_APPROVE.reasonPlaceholder, error: CONFIRM_APPROVE.reasonError },
    sections: section(CONFIRM_APPROVE.howTitle, [], { intro: CONFIRM_APPROVE.how }),
    closing: paragraphs(CONFIRM_APPROVE.next, CONFIRM_APPROVE.back),
    buttonRows: rows(...verifiedByButtons(view.token).map((one) => [one]), [back(view.token)]),
  };
  return renderCard('confirm-approve', data, requestFrame(view, CONFIRM_APPROVE.summary));
}

interface ReasonCard {
  readonly title: string;
  readonly lead: readonly string[];
  readonly label: string;
  readonly error: string;
  readonly choices: readonly Choice[];
  readonly verb: 'approval.confirmDeny' | 'approval.confirmFraud';
  readonly summary: string;
}

function reasonCard(view: RequestView, card: ReasonCard): Card {
  const data = {
    ...requestHeader(view, card.title),
    lead: paragraphs(...card.lead),
    reason: { label: card.label, error: card.error },
    choices: card.choices,
    buttonRows: rows([button(view.token, card.verb), back(view.token)]),
  };
  return renderCard('confirm-reason', data, requestFrame(view, card.summary));
}

/** Answer to “Deny”: why. Else the true face. */
export function drawConfirmDeny(view: RequestView): Card {
  if (!mayDecide(view)) return drawRequest(view);
  const { title, reason, reasonError, summary } = CONFIRM_DENY;
  const choices = choicesOf(DENY_REASONS);
  const lead = [CONFIRM_DENY.lead(employeeName(view))];
  return reasonCard(view, {
    title,
    lead,
    label: reason,
    error: reasonError,
    choices,
    verb: 'approval.confirmDeny',
    summary,
  });
}

/** Answer to “This is fraud”, before and after the approval. Else the true face. */
export function drawConfirmFraud(view: RequestView): Card {
  const stands = standingOf(view);
  const early = view.request.state === 'awaitingApproval' || view.request.state === 'held';
  const may = early ? stands !== 'answered' && stands !== 'passedOn' : fraudButton(view).length > 0;
  if (!may || view.request.state === 'incident' || view.viewer.role !== 'approver') return drawRequest(view);
  const { title, reason, reasonError, summary } = CONFIRM_FRAUD;
  // Only who approved can say that they did not.
  const choices = choicesOf(FRAUD_REASONS).filter(
    ({ value }) => value !== 'fraud.notApproved' || stands === 'approved',
  );
  const lead = [CONFIRM_FRAUD.lead, CONFIRM_FRAUD.after];
  return reasonCard(view, {
    title,
    lead,
    label: reason,
    error: reasonError,
    choices,
    verb: 'approval.confirmFraud',
    summary,
  });
}
