import { isAttendant, isQrOpen } from '../recovery/attendance';
import type { NumbersWithheld } from '../recovery/counter-guards';
import type { Approved, AwaitingApproval, Revealed } from '../recovery/request';
import { decidedOf } from '../recovery/request';
import { ID_WORDS, COUNTER } from '../words/counter';
import { button, documentButtons, rows } from './buttons';
import type { Card } from './card';
import type { Fact, Note } from './card-data';
import { refusalNote } from './draw-message';
import { bullets, facts, inRows, paragraphs, section } from './lines';
import { matchNumbers } from './match-numbers';
import { moment } from './moments';
import { oddNameNote } from './odd-name';
import { employeeName, profileOf } from './people';
import { caseFacts, waitingFacts } from './request-facts';
import { requestPage } from './request-page';
import type { RequestView, ViewOf } from './request-view';
import { requesterApproved, requesterRevealed, requesterWaiting } from './requester-faces';
import { stepsSection } from './steps';
import { isPaused } from './waiting-note';

/** Whoever attended before follows it, and does nothing more. */
function attendsNow({ request, viewer }: RequestView): boolean {
  return isAttendant(request, viewer.person);
}

const refresh = ({ token }: RequestView) => button(token, 'request.refresh');
const notThem = ({ token }: RequestView) =>
  button(token, 'request.fraud', { title: COUNTER.fraud, style: 'destructive' });

function seenId({ request }: RequestView): readonly Fact[] {
  const { idCheck } = request.attendance ?? {};
  return facts([COUNTER.labels.id, idCheck && ID_WORDS[idCheck.document].record]);
}

/** Who stands there, and which ID do they show: nothing else is shown before that is recorded. */
function checkFace(view: ViewOf<AwaitingApproval> | ViewOf<Approved>): Card {
  const { token, photo } = view;
  return requestPage(
    view,
    {
      lead: paragraphs(
        COUNTER.checkLead(employeeName(view)),
        decidedOf(view.request)?.relievedAt !== undefined && COUNTER.checkAnew,
        oddNameNote(view),
        photo === undefined && COUNTER.noPhoto,
      ),
      ...profileOf(view),
      facts: caseFacts(view, 'others'),
      sections: section(COUNTER.checkHowTitle, bullets(COUNTER.checkHow), { style: 'emphasis' }),
      buttonRows: rows(...inRows(documentButtons(token)), [refresh(view), notThem(view)]),
    },
    COUNTER.checkTitle,
  );
}

/** The numbers of the employee's side, for the employee to read off this screen. */
function numberFace(view: ViewOf<AwaitingApproval>): Card {
  const numbers = matchNumbers(view);
  const hidden = numbers.length === 0;
  const show = button(view.token, 'request.refresh', { title: COUNTER.showNumbers, style: 'positive' });
  return requestPage(
    view,
    {
      lead: paragraphs(hidden ? COUNTER.numberHidden : COUNTER.numberLead(employeeName(view)), COUNTER.face),
      numbers,
      facts: [...waitingFacts(view, 'others'), ...seenId(view)],
      sections: stepsSection(view, 'requester'),
      closing: paragraphs(COUNTER.secret),
      buttonRows: rows([hidden ? show : refresh(view), notThem(view)]),
    },
    COUNTER.numberTitle,
  );
}

/** Why no number is shown: in words of its own where it is about whether they may attend at all. */
export function withheldNote(code: NumbersWithheld): Note {
  if (code !== 'helpdeskOnly' && code !== 'directoryUnavailable') return refusalNote(code);
  return { tone: 'warning', text: COUNTER.withheld[code] };
}

export function attendantWaiting(view: ViewOf<AwaitingApproval>): Card {
  if (!attendsNow(view)) return requesterWaiting(view);
  return view.request.attendance?.idCheck === undefined ? checkFace(view) : numberFace(view);
}

/** Nothing can be shown to anybody before the pause is over: no QR code is offered, nobody types anything. */
function pausedFace(view: ViewOf<Approved>): Card {
  return requestPage(view, {
    lead: paragraphs(COUNTER.pausedLead(employeeName(view))),
    facts: [...caseFacts(view, 'others'), ...seenId(view)],
    sections: stepsSection(view, 'requester'),
    buttonRows: rows([refresh(view), notThem(view)]),
  });
}

/** Approved: the page goes to the employee's own device. */
export function attendantApproved(view: ViewOf<Approved>): Card {
  if (!attendsNow(view)) return requesterApproved(view);
  const { attendance, decided } = view.request;
  if (attendance?.idCheck === undefined) return checkFace(view);
  if (isPaused(view)) return pausedFace(view);
  const openedAt = isQrOpen(view.request) ? attendance.qr?.openedAt : undefined;
  return requestPage(
    view,
    {
      lead: paragraphs(
        openedAt === undefined
          ? COUNTER.qrReady(employeeName(view))
          : COUNTER.qrOpened(moment(openedAt, view.timeZone)),
        COUNTER.qrThen,
        decided.relievedAt !== undefined && COUNTER.newCode(employeeName(view)),
      ),
      facts: [...caseFacts(view, 'others'), ...seenId(view)],
      sections: stepsSection(view, 'requester'),
      closing: paragraphs(COUNTER.secret),
      buttonRows: rows([button(view.token, 'counter.showQr'), refresh(view)], [notThem(view)]),
    },
    COUNTER.qrTitle,
  );
}

export function attendantRevealed(view: ViewOf<Revealed>): Card {
  if (!attendsNow(view)) return requesterRevealed(view);
  const mayBeLost = view.request.decided.enrolled === undefined && !isPaused(view);
  return requestPage(view, {
    lead: paragraphs(COUNTER.revealed(employeeName(view)), mayBeLost ? COUNTER.again : COUNTER.nothingMore),
    facts: [...caseFacts(view, 'others'), ...seenId(view)],
    sections: stepsSection(view, 'requester'),
    closing: paragraphs(COUNTER.secret),
    buttonRows: rows(
      ...inRows([...(mayBeLost ? [button(view.token, 'counter.showQr')] : []), refresh(view), notThem(view)]),
    ),
  });
}
