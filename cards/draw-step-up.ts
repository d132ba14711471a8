import type { Secret } from '../platform/secret';
import { STEP_UP } from '../words/approval';
import { mayDecide } from './approver-faces';
import { button, rows } from './buttons';
import type { Card } from './card';
import { drawRequest } from './draw-request';
import { paragraphs } from './lines';
import { renderCard } from './render-card';
import { requestFrame, requestHeader } from './request-page';
import type { RequestView } from './request-view';

/** Answer to “Approve” where the approver has to sign in anew first: one button opens the page. Else the true face. */
export function drawStepUp(view: RequestView, link: Secret): Card {
  if (!mayDecide(view)) return drawRequest(view);
  const { token } = view;
  const data = {
    ...requestHeader(view, STEP_UP.title),
    lead: paragraphs(STEP_UP.lead),
    link: { title: STEP_UP.open, url: link },
    closing: paragraphs(STEP_UP.notYou),
    buttonRows: rows(
      [button(token, 'approval.approve'), button(token, 'approval.deny')],
      [button(token, 'approval.back'), button(token, 'approval.fraud')],
    ),
  };
  return renderCard('step-up', data, requestFrame(view, STEP_UP.title));
}
