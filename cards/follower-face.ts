import { waitsForEmployee } from '../recovery/opened-by';
import { isEnded } from '../recovery/request';
import { FOLLOW } from '../words/follow';
import { PROGRESS } from '../words/progress';
import { scenarioWords } from '../words/scenarios';
import type { Button } from './buttons';
import { button, rows } from './buttons';
import type { Card } from './card';
import { facts, paragraphs } from './lines';
import { moment } from './moments';
import { employeeName } from './people';
import { requestPage } from './request-page';
import type { RequestView } from './request-view';

/** How far it is, in one sentence. */
export function followerLead(view: RequestView): string {
  const { request } = view;
  const name = employeeName(view);
  return waitsForEmployee(request) ? FOLLOW.asked(name) : FOLLOW.states[request.state](name);
}

const STOPPABLE: ReadonlySet<RequestView['request']['state']> = new Set(['awaitingApproval', 'approved', 'held']);

function followerButtons({ request, viewer, token }: RequestView): readonly Button[] {
  if (isEnded(request) || request.state === 'incident') return [];
  const mayCancel = viewer.person === request.requester && STOPPABLE.has(request.state);
  return [button(token, 'request.refresh'), ...(mayCancel ? [button(token, 'request.cancel')] : [])];
}

/** Short code and state. No method, no number, nobody who decides or was asked, and no reason. */
export function followerFace(view: RequestView): Card {
  const { request, viewer, timeZone } = view;
  const { labels } = PROGRESS;
  return requestPage(
    view,
    {
      lead: paragraphs(followerLead(view)),
      facts: facts(
        [labels.person, employeeName(view)],
        [labels.what, request.requester === viewer.person ? scenarioWords(request.scenario).label : undefined],
        [labels.opened, moment(request.openedAt, timeZone)],
      ),
      closing: paragraphs(FOLLOW.secret),
      buttonRows: rows(followerButtons(view)),
    },
    waitsForEmployee(request) ? FOLLOW.askedTitle : undefined,
  );
}
