import { STILL_TO_ENROL } from '../words/ended';
import { button, rows } from './buttons';
import type { Card } from './card';
import { paragraphs } from './lines';
import { requestPage } from './request-page';
import type { RequestView } from './request-view';
import { SECURITY_INFO_LINK } from './security-info';

/** For whoever was recovered and has no new method: where it is added, and the way to another pass. */
export function drawStillToEnrol(view: RequestView): Card {
  const page = {
    lead: paragraphs(STILL_TO_ENROL.lead, STILL_TO_ENROL.how),
    link: SECURITY_INFO_LINK,
    buttonRows: rows([button(view.token, 'request.again')]),
  };
  return requestPage(view, page, STILL_TO_ENROL.title);
}
