import type { Approved, Revealed } from '../recovery/request';
import { AFTER, PAUSED_PASS } from '../words/pass';
import { PROGRESS } from '../words/progress';
import { scenarioWords } from '../words/scenarios';
import { button, rows } from './buttons';
import type { Card } from './card';
import { bullets, paragraphs, section } from './lines';
import { moment, shownUntil } from './moments';
import { requestPage } from './request-page';
import type { ViewOf } from './request-view';
import { stepsSection } from './steps';

/** Instead of the field for the code: no pass is made, so nothing is typed, until the pause is over. */
export function pausedReady(view: ViewOf<Approved>): Card {
  const { request, token } = view;
  return requestPage(
    view,
    {
      lead: paragraphs(PAUSED_PASS.first),
      sections: [
        ...section(PROGRESS.readyTitle, bullets(scenarioWords(request.scenario).haveReady)),
        ...(request.decided.secureOn === 'approval' ? stepsSection(view, 'employee') : []),
      ],
      buttonRows: rows(
        [button(token, 'request.refresh'), button(token, 'request.cancel')],
        [button(token, 'request.fraud')],
      ),
    },
    PAUSED_PASS.title,
  );
}

/** The same once a pass was shown; what was shown still works. */
export function pausedAfter(view: ViewOf<Revealed>): Card {
  const { token, timeZone } = view;
  const until = shownUntil(view);
  return requestPage(view, {
    lead: paragraphs(until !== undefined && AFTER.lead(moment(until, timeZone)), AFTER.hidden, PAUSED_PASS.again),
    sections: stepsSection(view, 'employee'),
    buttonRows: rows([button(token, 'pass.done')], [button(token, 'request.refresh'), button(token, 'request.fraud')]),
  });
}
