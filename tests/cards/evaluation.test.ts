import { drawConfirmApprove, drawConfirmDeny, drawConfirmFraud } from '../../cards/draw-confirm';
import { drawDraft, drawReview } from '../../cards/draw-draft';
import { drawHelpdeskForm } from '../../cards/draw-helpdesk-form';
import { drawNotice } from '../../cards/draw-notice';
import { drawRequest } from '../../cards/draw-request';
import { drawStatus } from '../../cards/draw-status';
import { FRAME } from '../../words/frame';
import * as content from './card-content';
import { draftCardView, draftView, REQUESTS } from './sample-cards';
import { APPROVER, EMPLOYEE, REQUESTER, view } from './sample-requests';

const NAMES = Object.keys(REQUESTS);
const VIEWERS = [EMPLOYEE, REQUESTER, APPROVER];

const evaluated = (name: string, viewer: (typeof VIEWERS)[number]) => {
  const request = REQUESTS[name];
  if (request === undefined) throw new Error(`there is no request ${name}`);
  return view({ ...request, evaluation: true }, viewer);
};

describe('when a request is only evaluated', () => {
  it.each(NAMES)('every card of it says that nothing is done: %s', (name) => {
    const cards = VIEWERS.flatMap((viewer) => {
      const seen = evaluated(name, viewer);
      const forms = [drawConfirmApprove(seen), drawConfirmDeny(seen), drawConfirmFraud(seen)];
      const helpdesk = [drawStatus(seen), drawHelpdeskForm(seen, 'helpdesk.release')];
      return [drawRequest(seen), drawNotice(seen, 'held'), ...forms, ...helpdesk];
    });
    for (const card of cards) expect(content.allText(card)).toContain(FRAME.evaluation);
  });

  it('so do the summary and what a screen reader says', () => {
    const card = drawRequest(evaluated('awaiting', APPROVER));
    expect(card.summary).toContain('Evaluation only, ');
    expect(card.content['speak']).toEqual(expect.stringContaining(FRAME.evaluation.slice(0, 30)));
  });

  it('so does the card before it', () => {
    const draft = draftCardView(draftView({ evaluation: true }));
    for (const card of [drawDraft(draft), drawReview(draft)]) expect(content.allText(card)).toContain(FRAME.evaluation);
  });

  it('no other card does', () => {
    for (const request of Object.values(REQUESTS))
      expect(content.allText(drawRequest(view(request, EMPLOYEE)))).not.toContain('Evaluation');
    expect(content.allText(drawDraft(draftCardView(draftView())))).not.toContain('Evaluation');
  });
});
