import type { NoticeKind } from '../recovery/cards';
import { decidedOf } from '../recovery/request';
import { BUTTON_VARIANTS } from '../words/buttons';
import { COUNTER } from '../words/counter';
import { ENDED } from '../words/ended';
import { NOTICES, noticeSentence } from '../words/notices';
import { READY } from '../words/pass';
import { button, rows } from './buttons';
import type { Button } from './buttons';
import type { Card } from './card';
import { followerLead } from './follower-face';
import { facts, paragraphs } from './lines';
import { clockTime } from './moments';
import { employeeName } from './people';
import { noticeReaderOf, onlyFollows, readerOf } from './reader';
import { renderCard } from './render-card';
import { caseFacts } from './request-facts';
import { requestFrame, requestHeader } from './request-page';
import type { RequestView } from './request-view';
import { SECURITY_INFO_LINK } from './security-info';

/** Kinds after which there is nothing to report any more, or somebody just has. */
const NO_REPORT: ReadonlySet<NoticeKind> = new Set(['incident']);

function buttons(view: RequestView, kind: NoticeKind): readonly Button[] {
  const { viewer, token, request } = view;
  const show = button(token, 'request.refresh', { title: BUTTON_VARIANTS.openRequest });
  if (viewer.role === 'requester' || NO_REPORT.has(kind) || request.state === 'incident') return [show];
  const style = 'destructive';
  if (viewer.role === 'employee') return [show, button(token, 'request.fraud', { style })];
  const title = viewer.role === 'attendant' ? COUNTER.fraud : BUTTON_VARIANTS.reportFraud;
  return [show, button(token, 'request.fraud', { style, title })];
}

/** A fresh message about one event, with the way to say that something is wrong. Never a number. */
export function drawNotice(view: RequestView, kind: NoticeKind): Card {
  const reader = readerOf(view);
  const title = NOTICES[kind].title;
  const pass = kind === 'passEnds' ? decidedOf(view.request)?.pass : undefined;
  const ends = facts([READY.until, pass && clockTime(pass.expiresAt, view.timeZone)]);
  const data = {
    ...requestHeader(view, title),
    lead: paragraphs(
      onlyFollows(view) ? followerLead(view) : noticeSentence(kind, noticeReaderOf(view), employeeName(view)),
    ),
    facts: onlyFollows(view) ? [] : [...caseFacts(view, reader), ...ends],
    ...(kind === 'passEnds' ? { link: SECURITY_INFO_LINK } : {}),
    closing: paragraphs(reader === 'employee' && ENDED.notYou),
    buttonRows: rows(buttons(view, kind)),
  };
  return renderCard('page', data, requestFrame(view, title));
}
